"""Registering, and the list of who waits."""
