"""Registrations for a group, and what becomes of them. Knows nothing of the forum, and nothing connects the two.

May import accounts (staff, budgets, the words of route tables) and what is below it; never forum or information.
"""
