"""Conversations and free slots, as pages read them."""
