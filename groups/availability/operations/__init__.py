"""Setting working hours, and the calendar feed."""
