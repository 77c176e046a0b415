"""What the pages of the groups' side read."""
