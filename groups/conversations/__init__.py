"""One-to-one conversations: the introductory one, preparation, while waiting, aftercare."""
