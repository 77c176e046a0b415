"""Private messages between somebody who registered and the team."""
