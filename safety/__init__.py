"""Pure checks on what people type: look-alike names, passphrases guessed at once, hidden characters.

May import nothing but foundation and libraries. No database, no HTTP and no sentences: answers are values,
which the caller puts into words.
"""
