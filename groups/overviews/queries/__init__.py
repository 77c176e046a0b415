"""Pages that look over several subjects: what pages read."""
