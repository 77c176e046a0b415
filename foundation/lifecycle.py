"""A table of allowed moves between states."""

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import Generic, TypeVar

from foundation.errors import OutOfStep

S = TypeVar("S", bound=StrEnum)


class Lifecycle(Generic[S]):
    """Which state may follow which. The table is the documentation: docs/lifecycles.md is made from it."""

    def __init__(self, moves: Mapping[S, Set[S]]) -> None:
        self.moves = moves

    def allows(self, was: S, becomes: S) -> bool:
        """May `was` be followed by `becomes`?"""
        return becomes in self.moves[was]

    def check(self, was: S, becomes: S) -> None:
        """Raise `OutOfStep` when the table has no such move."""
        if not self.allows(was, becomes):
            raise OutOfStep(f"{was} cannot become {becomes}")

    def drawing(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        for was, nexts in self.moves.items():
            lines += [f"    {was} --> {becomes}" for becomes in sorted(nexts)]
        return "\n".join(lines)
