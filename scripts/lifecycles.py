"""Draws docs/lifecycles.md from every Lifecycle in the code; with --check it only looks."""

import importlib
import inspect
import pkgutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foundation.lifecycle import Lifecycle

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "lifecycles.md"
ROOMS = ("accounts", "audit", "facts", "forum", "groups", "information", "mail", "moderation", "reporting", "scheduler")
HEAD = """# Lifecycles

Which state may follow which. This page is drawn from the tables in the code by `scripts/lifecycles`; a test says when
it is out of date. A move that is not drawn here is refused with "a colleague was faster" (409).
"""


def every_lifecycle() -> dict[str, "Lifecycle[StrEnum]"]:
    """Each Lifecycle by the full name of its constant, where it is defined."""
    from foundation.lifecycle import Lifecycle

    found: dict[str, Lifecycle[StrEnum]] = {}
    for room in ROOMS:
        package = importlib.import_module(room)
        names = [room, *(part.name for part in pkgutil.walk_packages(package.__path__, f"{room}."))]
        for module in map(importlib.import_module, names):
            for name, value in vars(module).items():
                if isinstance(value, Lifecycle) and f"\n{name} = " in inspect.getsource(module):
                    found[f"{module.__name__}.{name}"] = value
    return dict(sorted(found.items()))


def drawn() -> str:
    """The whole page."""
    return HEAD + "".join(_chapter(name, lifecycle) for name, lifecycle in every_lifecycle().items())


def _chapter(name: str, lifecycle: "Lifecycle[StrEnum]") -> str:
    states = type(next(iter(lifecycle.moves)))
    title = name.rsplit(".", 1)[1].removesuffix("_LIFECYCLE").replace("_", " ").capitalize()
    ends = ", ".join(f"`{was}`" for was, nexts in lifecycle.moves.items() if not nexts)
    first = next(iter(lifecycle.moves))
    lines = [f"\n## {title}\n", f"{states.__doc__} `{name}`\n", "```mermaid", lifecycle.to_mermaid(), "```\n"]
    lines.append(f"Begins as `{first}`." + (f" Ends as {ends}." if ends else "") + "\n")
    return "\n".join(lines)


def main() -> int:
    """Write the page, or say that it is out of date."""
    if "--check" in sys.argv:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == drawn():
            return 0
        print("docs/lifecycles.md is out of date: run scripts/lifecycles", file=sys.stderr)
        return 1
    PAGE.write_text(drawn(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
