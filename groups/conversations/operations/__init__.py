"""Planning, booking, holding and correcting conversations."""
