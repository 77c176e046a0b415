"""The waiting list as a whole: how many wait, when they are available, and for how long they have waited."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from accounts.models import Relation
from foundation.local_time import local_today
from foundation.rows import AnyRow
from groups.models import RegistrationState, Wishes
from groups.waiting_list.queries.coverage import Cell, coverage

LEAST_WEEKS = 4
"""The chart is never shorter, however short everybody's wait."""
HIGHEST_STACK, MOST_DOTS = 10, 400
"""Beyond so many dots, a dot of the chart stands for several people."""


@dataclass(frozen=True)
class Opened:
    """Somebody on the list: a row of columns, and their wishes."""

    row: AnyRow
    wishes: Wishes


@dataclass(frozen=True)
class Dot:
    """On the chart: how many whole weeks of waiting, and how many dots of the lane it stands above."""

    weeks: int
    had_intake: bool
    above: int


@dataclass(frozen=True)
class Lane:
    """Everybody with one relation to the person concerned."""

    relation: Relation
    dots: list[Dot]


@dataclass(frozen=True)
class WaitingOverview:
    """Everybody a list shows, page by page: when those on the list are available, and the chart.

    A dot of the chart stands for `people_a_dot` people, or for fewer.
    """

    pool_size: int
    week: dict[str, dict[str, Cell]]
    lanes: list[Lane]
    longest_wait_in_weeks: int
    people_a_dot: int


def overview_of(db: Session, everybody: Sequence[Opened]) -> WaitingOverview:
    """The overview of these people, in the order of the list."""
    listed = [one.wishes for one in everybody if one.row.state is RegistrationState.POOL]
    waited = Counter(_on_chart(one.row, local_today(db)) for one in everybody)
    stacks: Counter[tuple[Relation, int]] = Counter()
    for (relation, weeks, _), number in waited.items():
        stacks[relation, weeks] += number
    people_a_dot = max(1, -(-max(stacks.values(), default=0) // HIGHEST_STACK), -(-len(everybody) // MOST_DOTS))
    return WaitingOverview(
        pool_size=len(listed),
        week=coverage(db, listed),
        lanes=[_lane(relation, waited, people_a_dot) for relation in sorted({relation for relation, _ in stacks})],
        longest_wait_in_weeks=max([LEAST_WEEKS, *(weeks for _, weeks in stacks)]),
        people_a_dot=people_a_dot,
    )


def _on_chart(row: AnyRow, today: date) -> tuple[Relation, int, bool]:
    """In which lane, after how many whole weeks, and whether the intake was held."""
    return row.relation, max((today - row.since).days // 7, 0), row.intake_held_on is not None


def _lane(relation: Relation, waited: Counter[tuple[Relation, int, bool]], people_a_dot: int) -> Lane:
    dots: list[Dot] = []
    stacked: Counter[int] = Counter()
    for (lane, weeks, had_intake), number in waited.items():
        for _ in range(-(-number // people_a_dot) if lane is relation else 0):
            dots.append(Dot(weeks, had_intake, stacked[weeks]))
            stacked[weeks] += 1
    return Lane(relation, dots)
