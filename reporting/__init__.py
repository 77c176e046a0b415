"""The year in figures. Reads what features count; writes nothing."""
