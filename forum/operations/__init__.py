"""What members do in the forum, and what becomes of their texts."""
