"""Groups, candidates, seats and feedback, as pages read them."""
