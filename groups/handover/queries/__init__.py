"""What a handover page shows."""
