"""One registration, as others read it."""
