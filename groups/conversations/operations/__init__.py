"""Planning, booking, recording and correcting conversations."""
