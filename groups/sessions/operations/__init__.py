"""Planning, moving, cancelling and holding sessions; attendance; reminders."""
