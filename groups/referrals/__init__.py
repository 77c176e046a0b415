"""Where else people are welcome."""
