"""Invented people and words for a first look. Never in production: `naast doctor` calls it trouble.

Sees everything; imported only by the command.
"""
