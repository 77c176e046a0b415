"""Registering, and the waiting list."""
