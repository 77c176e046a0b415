"""Groups: composing them, seats and offers, feedback when they are over."""
