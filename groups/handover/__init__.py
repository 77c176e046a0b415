"""Who covers for whom, and handing over everything one looks after."""
