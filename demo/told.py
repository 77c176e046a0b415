"""What a story tells, as TOML gives it: words, numbers and lists by name."""

from typing import Any

Told = dict[str, Any]
