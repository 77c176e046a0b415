"""Groups, seats and feedback: what is done."""
