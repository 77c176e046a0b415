"""A week of sessions and hours, for the colleague who looks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.data_keys import load_keys
from groups.look_day import local_today
from groups.models import FacilitatorHours, GroupSession, PeerGroup, SessionState
from groups.queries.seats import about_group


@dataclass(frozen=True)
class Appointment:
    """A session in somebody's week."""

    session_id: UUID
    begins_at: datetime
    ends_at: datetime
    name: str
    state: SessionState


@dataclass(frozen=True)
class WeekDay:
    """One day: the hours one works, and what is in it."""

    day: date
    starts: time | None
    ends: time | None
    appointments: list[Appointment]


@dataclass(frozen=True)
class Week:
    """Seven days from Monday."""

    days: list[WeekDay]
    today: date

    @property
    def before(self) -> date:
        """A day in the week before."""
        return self.days[0].day - timedelta(days=7)

    @property
    def after(self) -> date:
        """A day in the week after."""
        return self.days[0].day + timedelta(days=7)


def week(db: Session, viewer: Any, around: date) -> Week:
    """The week that `around` lies in, with the sessions the viewer may see."""
    monday = around - timedelta(days=around.weekday())
    in_week = col(GroupSession.day).between(monday, monday + timedelta(days=6))
    shown = col(GroupSession.state) != SessionState.CANCELLED
    found = db.exec(
        select(GroupSession, PeerGroup)
        .join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id)
        .where(in_week, shown, PeerGroup.visible_to(viewer))
        .order_by(col(GroupSession.day), col(GroupSession.starts))
    ).all()
    load_keys(db, {group.data_key_id for _, group in found})
    appointments = [
        Appointment(one.id, one.begins_at, one.ends_at, about_group(db, group)["name"], one.state)
        for one, group in found
    ]
    hours = hours_of(db, viewer.id)
    days = []
    for number in range(7):
        day = monday + timedelta(days=number)
        starts, ends = hours.get(number, (None, None))
        days.append(WeekDay(day, starts, ends, [one for one in appointments if one.begins_at.date() == day]))
    return Week(days, local_today(db))


def hours_of(db: Session, staff_id: UUID) -> dict[int, tuple[time, time]]:
    """The hours in which a facilitator works, by day of the week (Monday is 0)."""
    rows = db.exec(select(FacilitatorHours).where(col(FacilitatorHours.facilitator_id) == staff_id))
    return {row.weekday: (row.starts, row.ends) for row in rows}
