"""The rota: who reads along when, and which half-days are nobody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Staff
from accounts.queries import named, names_of
from foundation.clock import now, today
from foundation.database import settings_of
from foundation.duty import SATURDAY, Half, HalfDay
from moderation.models import DutyTurn

AHEAD = timedelta(days=190)
"""So far ahead the rota can be filled, and so far back it is kept."""
LOOKED_AHEAD = timedelta(weeks=4)
"""So far ahead empty half-days are pointed out."""


@dataclass(frozen=True)
class TurnRow:
    """One half-day: its hours, and who has it."""

    half: HalfDay
    turn: DutyTurn | None
    name: str
    is_over: bool


@dataclass(frozen=True)
class Rota:
    """A week from Monday; the half-days that are nobody's in the weeks to come; whether a rota is kept; who could."""

    monday: date
    today: date
    days: list[tuple[date, list[TurnRow]]]
    empty: list[HalfDay]
    is_kept: bool
    moderators: list[tuple[UUID, str]]

    @property
    def previous_week(self) -> date:
        """A day in the previous week."""
        return self.monday - timedelta(days=7)

    @property
    def next_week(self) -> date:
        """A day in the next week."""
        return self.monday + timedelta(days=7)

    @property
    def has_gaps(self) -> bool:
        """Is a half-day of this week still nobody's, and to come?"""
        return any(row.turn is None and not row.is_over for _, rows in self.days for row in rows)


def rota(db: Session, around: date) -> Rota:
    """The week that `around` lies in."""
    duty, here = settings_of(db).duty, today(settings_of(db).time_zone)
    monday = around - timedelta(days=around.weekday())
    week = [monday + timedelta(days=number) for number in range(7)]
    turns = turns_in(db, week[0], week[-1])
    names = names_of(db, {turn.staff_id for turn in turns.values()})

    def row(half: HalfDay) -> TurnRow:
        turn = turns.get((half.day, half.half))
        return TurnRow(half, turn, names[turn.staff_id] if turn else "", half.ends <= now())

    shown = [(day, duty.half_days(day)) for day in week]
    days = [(day, [row(half) for half in halves]) for day, halves in shown if halves or day.weekday() < SATURDAY]
    could = sorted(named(db, eligible_moderators(db)).items(), key=lambda pair: (pair[1], pair[0]))
    return Rota(monday, here, days, empty_half_days(db, LOOKED_AHEAD), keeps_a_rota(db), could)


def turns_in(db: Session, first: date, last: date) -> dict[tuple[date, Half], DutyTurn]:
    """The half-days that somebody has who can, from one day to another."""
    able = (Staff.is_active, col(Staff.moderates))
    statement = (
        select(DutyTurn)
        .join(Staff, col(Staff.id) == DutyTurn.staff_id)
        .where(col(DutyTurn.day).between(first, last), *able)
    )
    return {(turn.day, turn.half): turn for turn in db.exec(statement)}


def empty_half_days(db: Session, ahead: timedelta) -> list[HalfDay]:
    """Half-days that are to come, begin within this time, and are nobody's."""
    duty, moment = settings_of(db).duty, now()
    first = today(settings_of(db).time_zone)
    turns = turns_in(db, first, first + ahead + timedelta(days=1))
    return [
        half
        for number in range(ahead.days + 2)
        for half in duty.half_days(first + timedelta(days=number))
        if moment < half.begins <= moment + ahead and (half.day, half.half) not in turns
    ]


def on_duty(db: Session, half: HalfDay) -> UUID | None:
    """The moderator who has this half-day."""
    turn = turns_in(db, half.day, half.day).get((half.day, half.half))
    return turn.staff_id if turn else None


def now_on_duty(db: Session) -> TurnRow | None:
    """The current half-day and whoever has it; None outside duty hours, or when nobody has it."""
    half = settings_of(db).duty.current_half_day(now())
    turn = turns_in(db, half.day, half.day).get((half.day, half.half)) if half else None
    return TurnRow(half, turn, names_of(db, [turn.staff_id])[turn.staff_id], False) if half and turn else None


def keeps_a_rota(db: Session) -> bool:
    """Does the team put half-days on a rota at all, these weeks?"""
    first = today(settings_of(db).time_zone)
    return bool(turns_in(db, first - LOOKED_AHEAD, first + LOOKED_AHEAD))


def eligible_moderators(db: Session) -> Sequence[Staff]:
    """The colleagues who can be on duty."""
    return db.exec(select(Staff).where(col(Staff.moderates), Staff.is_active)).all()
