"""One-to-one conversations: intake, preparation, check-ins while waiting, aftercare."""
