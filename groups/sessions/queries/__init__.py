"""The sessions of a group: planned, moved, held, and who was there: what pages read."""
