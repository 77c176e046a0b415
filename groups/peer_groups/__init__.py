"""Groups: composing one, its seats and offers, feedback when it is over."""
