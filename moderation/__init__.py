"""The queue and what is decided there. Knows forum and accounts; neither knows it.

May import forum, accounts and what is below them; never groups or information.
"""
