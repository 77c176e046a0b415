"""When colleagues work, what is booked in it, and what is left: what pages read."""
