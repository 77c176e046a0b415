"""One registration: its lifecycle, its code, its answers, whom it is paired with, how it ends: what is done."""
