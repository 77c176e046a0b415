"""State machines as tables of allowed transitions."""

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import Generic, TypeVar

from foundation.errors import OutOfStep

S = TypeVar("S", bound=StrEnum)


class Lifecycle(Generic[S]):
    """Which state may follow which. The table is the documentation: docs/lifecycles.md is generated from it."""

    def __init__(self, moves: Mapping[S, Set[S]]) -> None:
        self.moves = moves

    def allows(self, from_state: S, to_state: S) -> bool:
        return to_state in self.moves[from_state]

    def check(self, from_state: S, to_state: S) -> None:
        """Raise `OutOfStep` for a transition the table does not have."""
        if not self.allows(from_state, to_state):
            raise OutOfStep(f"{from_state} cannot become {to_state}")

    def to_mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        for was, nexts in self.moves.items():
            lines += [f"    {was} --> {becomes}" for becomes in sorted(nexts)]
        return "\n".join(lines)
