"""Registering, and the list of who waits: what is done."""
