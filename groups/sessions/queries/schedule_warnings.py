"""Warnings about the days of sessions, planned or proposed. They never forbid."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.queries import names_of
from foundation.data_keys import load_keys
from groups.availability.queries.availability import Availability
from groups.lookups import about_group
from groups.models import GroupSession, MeetingFormat, PeerGroup


class ScheduleWarning(StrEnum):
    """Something to consider about the time of a session."""

    HOLIDAY = "holiday"
    SAME_GROUP = "same_group"
    OUTSIDE_HOURS = "outside_hours"
    OTHER_SESSION = "other_session"
    CONVERSATION = "conversation"
    VENUE_TAKEN = "venue_taken"


ScheduleWarnings = dict[UUID, list[tuple[ScheduleWarning, str]]]
"""The warnings by session, each with a name to show."""


def schedule_warnings(db: Session, group: PeerGroup, planned: Sequence[GroupSession]) -> ScheduleWarnings:
    """Warnings about all upcoming sessions of `group`, planned or proposed, in order of time."""
    found: ScheduleWarnings = defaultdict(list)
    if planned:
        availability = Availability(db, group.facilitator_ids, planned[0].day, planned[-1].day)
        for one in planned:
            if day_off := availability.holiday(one.day):
                found[one.id].append((ScheduleWarning.HOLIDAY, day_off))
        _overlaps_in_group(planned, found)
        _facilitator_conflicts(db, group, planned, availability, found)
        _venue_conflicts(db, group, planned, found)
    return found


def _overlaps_in_group(planned: Sequence[GroupSession], found: ScheduleWarnings) -> None:
    for one, following in pairwise(planned):
        if one.begins_at < following.ends_at and following.begins_at < one.ends_at:
            found[one.id].append((ScheduleWarning.SAME_GROUP, ""))
            found[following.id].append((ScheduleWarning.SAME_GROUP, ""))


def _facilitator_conflicts(
    db: Session, group: PeerGroup, planned: Sequence[GroupSession], availability: Availability, found: ScheduleWarnings
) -> None:
    """A facilitator does not work then, or has another session or a conversation."""
    names, own = names_of(db, group.facilitator_ids), {one.id for one in planned}
    for one in planned:
        for who in group.facilitator_ids:
            if not availability.is_within_hours(who, one.begins_at, one.ends_at):
                found[one.id].append((ScheduleWarning.OUTSIDE_HOURS, names[who]))
            for booking in availability.overlapping(who, one.begins_at, one.ends_at):
                if booking.subject not in own and booking.group_id != group.id:
                    kind = ScheduleWarning.OTHER_SESSION if booking.group_id else ScheduleWarning.CONVERSATION
                    found[one.id].append((kind, names[who]))


def _venue_conflicts(db: Session, group: PeerGroup, planned: Sequence[GroupSession], found: ScheduleWarnings) -> None:
    """Other groups in the same place at that time, also past midnight."""
    place = about_group(db, group).place.casefold()
    if not place or group.format is not MeetingFormat.IN_PERSON:
        return
    days = {one.day + timedelta(days=beside) for one in planned for beside in (-1, 0, 1)}
    there = (col(GroupSession.day).in_(days), GroupSession.planned(), col(GroupSession.group_id) != group.id)
    with_group = select(GroupSession, PeerGroup).join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id)
    others = db.exec(with_group.where(*there)).all()
    load_keys(db, {other.data_key_id for _, other in others})
    for one in planned:
        for session, other in others:
            at_once = session.begins_at < one.ends_at and one.begins_at < session.ends_at
            if at_once and place == about_group(db, other).place.casefold():
                found[one.id].append((ScheduleWarning.VENUE_TAKEN, about_group(db, other).name))
