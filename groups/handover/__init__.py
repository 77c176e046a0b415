"""Who stands in for whom, and handing everything over."""
