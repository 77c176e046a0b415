"""The moments one person may choose from for a conversation."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.data_keys import unseal_value
from foundation.database import settings_of
from groups.availability.queries.openings import Opening, openings, who_could
from groups.contact.plan import CALLED
from groups.models import Call, CallState, Channel, ContactPlan, Registration, WorkTerms

MOST_A_DAY = 8


@dataclass(frozen=True)
class Moments:
    """Free moments by day, for one way of talking, and the other ways there are."""

    channel: Channel
    by_day: Mapping[date, Sequence[datetime]]
    other_ways: Sequence[Channel]
    are_safe: bool


def moments_for(db: Session, registration: Registration, call: Call, wanted: str) -> Moments:
    """What can be chosen. `are_safe` when the hours that were named as safe were looked at."""
    could, plan = who_may_hold(db, registration, call), unseal_value(db, registration, "sealed_contact", ContactPlan)
    ways = ways_of(db, could, plan)
    channel = Channel(wanted) if wanted in ways else (ways[0] if ways else call.channel)
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for begins in sorted({one.begins_at for one in possible(db, call, could, channel, plan)} - {call.begins_at}):
        by_day[begins.date()].append(begins)
    days = {day: _spread(moments) for day, moments in by_day.items()}
    are_safe = channel in CALLED and plan.is_safe_at(now()) is not None
    return Moments(channel, days, [one for one in ways if one is not channel], are_safe)


def who_may_hold(db: Session, registration: Registration, call: Call) -> list[UUID]:
    """The colleagues one may choose among: of a conversation that has a moment, the same one again if still there."""
    could = who_could(db, registration)
    kept = call.facilitator_id if call.state is CallState.BOOKED else None
    return [kept] if kept in could else could


def possible(db: Session, call: Call, could: Collection[UUID], channel: Channel, plan: ContactPlan) -> list[Opening]:
    """The free moments this person may take: of a way that fits, and when called at home only in safe hours."""
    if channel not in ways_of(db, could, plan):
        return []
    free = openings(db, could, channel, call.minutes, call.id, call.not_before)
    return [one for one in free if channel not in CALLED or plan.is_safe_at(one.begins_at, call.minutes) is not False]


def ways_of(db: Session, could: Collection[UUID], plan: ContactPlan) -> list[Channel]:
    """The ways of talking that a colleague offers and that work for this person; words need no moment."""
    terms: Any = select(WorkTerms.facilitator_id, WorkTerms.channels).where(col(WorkTerms.facilitator_id).in_(could))
    said = dict(db.exec(terms).all())
    usual = WorkTerms.model_fields["channels"].default
    offered = {way for who in could for way in said.get(who, usual).split(",")} - {Channel.WORDS}
    settings = settings_of(db)
    if not settings.meeting_address:
        offered.discard(Channel.VIDEO)
    if not settings.call_number:
        offered.discard(Channel.DIAL_IN)
    if not plan.can_be_called:
        offered.discard(Channel.PHONE)
    return [one for one in Channel if one in offered]


def _spread(moments: Sequence[datetime]) -> list[datetime]:
    """A few over the whole day rather than all of its beginning."""
    if len(moments) <= MOST_A_DAY:
        return list(moments)
    return [moments[number * (len(moments) - 1) // (MOST_A_DAY - 1)] for number in range(MOST_A_DAY)]
