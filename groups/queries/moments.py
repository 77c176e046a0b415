"""The moments one person may choose from for a conversation."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from foundation.data_keys import unseal_fields
from foundation.database import settings_of
from groups.models import Call, CallState, Channel, Registration, WorkTerms
from groups.queries.calls import is_safe_at
from groups.queries.openings import openings, who_could

MOST_A_DAY = 8
CALLED = (Channel.PHONE, Channel.VIDEO)
"""Ways in which somebody is called at home: only at hours they named as safe, when they named any."""


@dataclass(frozen=True)
class Moments:
    """Free moments by day, for one way of talking, and the other ways there are."""

    channel: Channel
    by_day: Mapping[date, Sequence[datetime]]
    other_ways: Sequence[Channel]
    are_safe: bool


def moments_for(db: Session, registration: Registration, call: Call, wanted: str) -> Moments:
    """What can be chosen. `are_safe` when the hours that were named as safe were looked at."""
    kept = call.facilitator_id if call.state is CallState.BOOKED else None
    could = [kept] if kept else who_could(db, registration)
    ways = _ways(db, could)
    channel = Channel(wanted) if wanted in ways else (ways[0] if ways else Channel.PHONE)
    plan = unseal_fields(db, registration, "sealed_contact")
    free = sorted({one.begins_at for one in openings(db, could, channel, call.minutes, call.id)})
    safe = [one for one in free if is_safe_at(plan, one) is not False]
    looked = channel in CALLED and len(safe) < len(free)
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for one in safe if channel in CALLED else free:
        if len(by_day[one.date()]) < MOST_A_DAY:
            by_day[one.date()].append(one)
    return Moments(channel, by_day, [one for one in ways if one is not channel], looked)


def _ways(db: Session, could: Sequence[object]) -> list[Channel]:
    """The ways of talking that any of these colleagues offers; words go to and fro without a moment."""
    said = dict(
        db.exec(
            select(WorkTerms.facilitator_id, WorkTerms.channels).where(col(WorkTerms.facilitator_id).in_(could))
        ).all()
    )
    usual = WorkTerms.model_fields["channels"].default
    offered = {way for who in could for way in said.get(who, usual).split(",")}  # type: ignore[call-overload]
    if not settings_of(db).meeting_address:
        offered.discard(Channel.VIDEO)
    return [one for one in Channel if one in offered and one is not Channel.WORDS]
