"""Registrations for peer groups, and all that follows. Knows nothing of the forum, and nothing links the two.

May import accounts (staff, budgets, the terms used in route tables) and what is below it; never forum or information.
"""
