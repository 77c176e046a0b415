"""How somebody wants to be reached, and telling them what is new: what is done."""
