"""Working hours, bookings and free slots, as pages and operations read them."""
