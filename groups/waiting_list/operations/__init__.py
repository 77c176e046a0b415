"""Registering, and what staff do with a registration on the list."""
