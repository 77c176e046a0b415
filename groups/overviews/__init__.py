"""Pages that look over several subjects."""
