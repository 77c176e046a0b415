"""A page built of parts: each part is a template of its own, and a rule says when it shows."""

from collections.abc import Callable, Mapping
from typing import TypeVar

P = TypeVar("P")
Parts = Mapping[str, Callable[[P], object]]
"""Name of a part → whether this page shows it. Their order is the order on the page."""


def shown_parts(folder: str, parts: Parts[P], page: P) -> list[str]:
    """The templates in `folder` of the parts that `page` shows."""
    return [f"{folder}/_{name}.html" for name, is_shown in parts.items() if is_shown(page)]


def always(page: object) -> bool:
    """For a part that every page shows."""
    return True
