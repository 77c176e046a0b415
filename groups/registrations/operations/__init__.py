"""What is done with one registration."""
