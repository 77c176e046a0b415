"""Contact tasks as they are shown, and whether a notification still applies."""
