"""One registration: its lifecycle, code, answers, pairings, and how it ends."""
