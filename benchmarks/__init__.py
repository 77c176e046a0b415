"""How fast and how big: measured by hand, never timed in a test. Sees everything, and is imported by tests only."""
