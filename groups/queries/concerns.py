"""What to know about the days of a group's sessions, whether they stand or are only thought of. Never forbidden."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

import holidays
from sqlmodel import Session, col, select

from foundation.data_keys import load_keys
from foundation.database import settings_of
from foundation.language import current
from groups.models import FacilitatorHours, Format, GroupSession, PeerGroup
from groups.queries.colleagues import names_of
from groups.queries.seats import about_group


class Concern(StrEnum):
    """What to know about the moment of a session."""

    HOLIDAY = "holiday"
    OWN = "own"
    HOURS = "hours"
    FACILITATOR = "facilitator"
    PLACE = "place"


Concerns = dict[UUID, list[tuple[Concern, str]]]
"""By session: what there is to know, and a name to it."""


def concerns_of(db: Session, group: PeerGroup, to_come: Sequence[GroupSession]) -> Concerns:
    """What to know about the sessions that `group` has, or would have; all that are to come, in order of time."""
    found: Concerns = defaultdict(list)
    if to_come:
        _holidays(db, to_come, found)
        _each_other(to_come, found)
        _colleagues_and_places(db, group, to_come, found)
    return found


def _holidays(db: Session, to_come: Sequence[GroupSession], found: Concerns) -> None:
    days_off = _days_off(db, {one.day.year for one in to_come})
    for one in to_come:
        if one.day in days_off:
            found[one.id].append((Concern.HOLIDAY, days_off[one.day]))


def _days_off(db: Session, years: set[int]) -> dict[date, str]:
    """Public holidays by day, named in the language of the screen as the first country that has it does."""
    found: dict[date, str] = {}
    for country in settings_of(db).holiday_countries:
        language = {"nl": "nl", "fr": "fr", "en": "en_US"}[current.get()]
        try:
            known = holidays.country_holidays(country, years=years, language=language)
        except NotImplementedError:
            known = holidays.country_holidays(country, years=years)
        found = {**known, **found}
    return found


def _each_other(to_come: Sequence[GroupSession], found: Concerns) -> None:
    for one, following in pairwise(to_come):
        if _meet(one, following):
            found[one.id].append((Concern.OWN, ""))
            found[following.id].append((Concern.OWN, ""))


def _colleagues_and_places(db: Session, group: PeerGroup, to_come: Sequence[GroupSession], found: Concerns) -> None:
    """Hours in which a colleague does not work; other sessions at that time, of the same colleague or in one place."""
    names, hours = names_of(db, group.facilitator_ids), _hours(db, group.facilitator_ids)
    others = _other_sessions(db, group, to_come)
    load_keys(db, {group.data_key_id, *(other.data_key_id for _, other in others)})
    place = about_group(db, group)["place"].casefold()
    for one in to_come:
        for leads in group.facilitator_ids:
            week = hours.get(leads)
            if week and not (one.day.weekday() in week and week[one.day.weekday()].holds(one.starts, one.minutes)):
                found[one.id].append((Concern.HOURS, names[leads]))
        for session, other in others:
            if _meet(one, session):
                both = set(other.facilitator_ids) & set(group.facilitator_ids)
                found[one.id] += [(Concern.FACILITATOR, names[leads]) for leads in both]
                if place and group.format is Format.IN_PERSON and place == about_group(db, other)["place"].casefold():
                    found[one.id].append((Concern.PLACE, about_group(db, other)["name"]))


def _hours(db: Session, facilitator_ids: Sequence[UUID]) -> dict[UUID, dict[int, FacilitatorHours]]:
    """The weeks of these colleagues by day; who never filled in hours is not in it."""
    weeks: dict[UUID, dict[int, FacilitatorHours]] = defaultdict(dict)
    for row in db.exec(select(FacilitatorHours).where(col(FacilitatorHours.facilitator_id).in_(facilitator_ids))):
        weeks[row.facilitator_id][row.weekday] = row
    return weeks


def _other_sessions(
    db: Session, group: PeerGroup, to_come: Sequence[GroupSession]
) -> Sequence[tuple[GroupSession, PeerGroup]]:
    """What other groups have on these days, and in the nights beside them."""
    days = {one.day + timedelta(days=beside) for one in to_come for beside in (-1, 0, 1)}
    same_day = (col(GroupSession.day).in_(days), GroupSession.to_come(), col(GroupSession.group_id) != group.id)
    with_group = select(GroupSession, PeerGroup).join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id)
    return db.exec(with_group.where(*same_day)).all()


def _meet(one: GroupSession, other: GroupSession) -> bool:
    return one.begins_at < other.ends_at and other.begins_at < one.ends_at
