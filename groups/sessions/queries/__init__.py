"""Sessions and attendance, as pages read them."""
