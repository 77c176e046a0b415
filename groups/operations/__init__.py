"""What the groups' side does."""
