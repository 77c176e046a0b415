"""When facilitators work, what is booked then, and which slots are left."""
