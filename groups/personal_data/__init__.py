"""Copies of what is kept about somebody."""
