"""Who waits, and when they and facilitators are free, as pages read it."""
