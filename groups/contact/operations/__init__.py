"""Notifying people, and the tasks that follow when no letter can."""
