"""What to know about the days of a group's sessions, whether they stand or are only thought of. Never forbidden."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.queries import names_of
from foundation.data_keys import load_keys
from groups.availability.queries.working import Working
from groups.lookups import about_group
from groups.models import Format, GroupSession, PeerGroup


class Concern(StrEnum):
    """What to know about the moment of a session."""

    HOLIDAY = "holiday"
    OWN = "own"
    HOURS = "hours"
    FACILITATOR = "facilitator"
    CALL = "call"
    PLACE = "place"


Concerns = dict[UUID, list[tuple[Concern, str]]]
"""By session: what there is to know, and a name to it."""


def concerns_of(db: Session, group: PeerGroup, to_come: Sequence[GroupSession]) -> Concerns:
    """What to know about the sessions that `group` has, or would have; all that are to come, in order of time."""
    found: Concerns = defaultdict(list)
    if to_come:
        working = Working(db, group.facilitator_ids, to_come[0].day, to_come[-1].day)
        for one in to_come:
            if day_off := working.holiday(one.day):
                found[one.id].append((Concern.HOLIDAY, day_off))
        _each_other(to_come, found)
        _colleagues(db, group, to_come, working, found)
        _places(db, group, to_come, found)
    return found


def _each_other(to_come: Sequence[GroupSession], found: Concerns) -> None:
    for one, following in pairwise(to_come):
        if one.begins_at < following.ends_at and following.begins_at < one.ends_at:
            found[one.id].append((Concern.OWN, ""))
            found[following.id].append((Concern.OWN, ""))


def _colleagues(
    db: Session, group: PeerGroup, to_come: Sequence[GroupSession], working: Working, found: Concerns
) -> None:
    """Hours in which a colleague does not work; another session or a conversation of the same colleague then."""
    names, own = names_of(db, group.facilitator_ids), {one.id for one in to_come}
    for one in to_come:
        for who in group.facilitator_ids:
            if working.says_hours(who) and not working.covers(who, one.begins_at, one.ends_at):
                found[one.id].append((Concern.HOURS, names[who]))
            for busy in working.touching(who, one.begins_at, one.ends_at):
                if busy.subject not in own and busy.group_id != group.id:
                    kind = Concern.FACILITATOR if busy.group_id else Concern.CALL
                    found[one.id].append((kind, names[who]))


def _places(db: Session, group: PeerGroup, to_come: Sequence[GroupSession], found: Concerns) -> None:
    """Other groups in the same place at that time, also in the nights beside these days."""
    place = about_group(db, group).place.casefold()
    if not place or group.format is not Format.IN_PERSON:
        return
    days = {one.day + timedelta(days=beside) for one in to_come for beside in (-1, 0, 1)}
    there = (col(GroupSession.day).in_(days), GroupSession.to_come(), col(GroupSession.group_id) != group.id)
    with_group = select(GroupSession, PeerGroup).join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id)
    others = db.exec(with_group.where(*there)).all()
    load_keys(db, {other.data_key_id for _, other in others})
    for one in to_come:
        for session, other in others:
            at_once = session.begins_at < one.ends_at and one.begins_at < session.ends_at
            if at_once and place == about_group(db, other).place.casefold():
                found[one.id].append((Concern.PLACE, about_group(db, other).name))
