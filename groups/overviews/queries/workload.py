"""What the service's policies cost: hours a year, from the figures of the last twelve months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, func, select

from facts import Fact, MonthlyFact
from foundation.clock import month_of
from foundation.database import settings_of
from foundation.local_time import local_today
from groups.models import Registration

YEAR = 365
OTHER_INTERVALS = (0, 28, 42, 49, 56, 84)
"""Check-in intervals in days, for comparison; 0 is never."""


class Policy(StrEnum):
    """What a service can decide about its conversations."""

    INTAKE = "intake"
    CHECK_IN = "check_in"
    AFTERCARE = "aftercare"


@dataclass(frozen=True)
class PolicyRow:
    """One policy: its value, how many people it concerns, and the hours a year of it and of its alternatives.

    `current_value` and the others are values of the setting: 1 or 0, days between check-ins, conversations after a
    group.
    """

    policy: Policy
    setting: str
    current_value: int
    people: int
    hours: float
    alternatives: Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Workload:
    """Every policy; the length of one conversation with the time around it; since which month there are figures."""

    rows: Sequence[PolicyRow]
    minutes: int
    since: date | None

    @property
    def hours(self) -> float:
        """The total of all policies."""
        return round(sum(row.hours for row in self.rows), 1)


def workload(db: Session) -> Workload:
    settings = settings_of(db)
    minutes = settings.call_minutes + settings.call_gap_minutes
    came, left = (
        _in_a_year(db, Fact.REGISTRATION_RECEIVED),
        _in_a_year(db, Fact.PARTICIPANT_COMPLETED, Fact.PARTICIPANT_LEFT),
    )
    waits = db.exec(select(func.count()).select_from(Registration).where(Registration.waiting())).one()

    def hours(conversations: float) -> float:
        return round(conversations * minutes / 60, 1)

    def check_in_hours(days: int) -> float:
        return hours(waits * YEAR / days) if days else 0

    has_intake, aftercare_calls = int(settings.intake_for_everyone), len(settings.aftercare_offsets)
    rows = [
        PolicyRow(
            Policy.INTAKE,
            "NAAST_INTAKE_FOR_EVERYONE",
            has_intake,
            came,
            hours(came * has_intake),
            [(1 - has_intake, hours(came * (1 - has_intake)))],
        ),
        PolicyRow(
            Policy.CHECK_IN,
            "NAAST_CHECK_IN_DAYS",
            settings.check_in_days,
            waits,
            check_in_hours(settings.check_in_days),
            [(days, check_in_hours(days)) for days in OTHER_INTERVALS if days != settings.check_in_days],
        ),
        PolicyRow(
            Policy.AFTERCARE,
            "NAAST_AFTERCARE_DAYS",
            aftercare_calls,
            left,
            hours(left * aftercare_calls),
            [(number, hours(left * number)) for number in range(4) if number != aftercare_calls],
        ),
    ]
    return Workload(rows, minutes, _since(db))


def _in_a_year(db: Session, *facts: Fact) -> int:
    this_month = month_of(local_today(db))
    first = this_month.replace(year=this_month.year - 1)
    months = col(MonthlyFact.month) > first
    number = select(func.sum(MonthlyFact.number)).where(col(MonthlyFact.fact).in_(facts), months)
    return int(db.exec(number).one() or 0)


def _since(db: Session) -> date | None:
    since: date | None = db.exec(select(func.min(MonthlyFact.month))).one()
    return since
