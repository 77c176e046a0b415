"""The line of sessions of a group, with what to know about each day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import holidays
from sqlmodel import Session, col, select

from foundation.data_keys import load_keys
from foundation.database import settings_of
from foundation.language import current
from groups.models import (
    Format,
    GroupSession,
    PeerGroup,
    SessionState,
)
from groups.queries.colleagues import names_of
from groups.queries.seats import about_group, about_session


class Concern(StrEnum):
    """What to know about the day of a session."""

    HOLIDAY = "holiday"
    FACILITATOR = "facilitator"
    PLACE = "place"


@dataclass(frozen=True)
class SessionRow:
    """A session in the line of a group."""

    id: UUID
    number: int
    begins_at: datetime
    ends_at: datetime
    state: SessionState
    word: str
    is_return: bool
    theme: str
    has_begun: bool
    concerns: list[tuple[Concern, str]] = field(default_factory=list)


def session_rows(db: Session, group: PeerGroup, meetings: Sequence[GroupSession]) -> list[SessionRow]:
    """The sessions with their number and what to know about their day."""
    numbers = _numbers(meetings)
    clashes = _clashes(db, group, [one for one in meetings if one.is_to_come])
    days_off = _days_off(db, {one.day.year for one in meetings})

    def holiday(one: GroupSession) -> list[tuple[Concern, str]]:
        return [(Concern.HOLIDAY, days_off[one.day])] if one.is_to_come and one.day in days_off else []

    return [
        SessionRow(
            one.id,
            numbers.get(one.id, 0),
            one.begins_at,
            one.ends_at,
            one.state,
            one.word,
            one.is_return,
            about_session(db, one)["theme"],
            one.has_begun,
            holiday(one) + clashes.get(one.id, []),
        )
        for one in meetings
    ]


def _numbers(meetings: Sequence[GroupSession]) -> dict[UUID, int]:
    counted = [one for one in meetings if one.state is not SessionState.CANCELLED and not one.is_return]
    return {one.id: number for number, one in enumerate(counted, start=1)}


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


def _clashes(
    db: Session, group: PeerGroup, to_come: Sequence[GroupSession]
) -> Mapping[UUID, list[tuple[Concern, str]]]:
    """Other sessions at the same time: of the same colleague, or in the same place."""
    days = {one.day for one in to_come}
    same_day = (
        col(GroupSession.day).in_(days),
        GroupSession.to_come(),
        col(GroupSession.group_id) != group.id,
    )
    others = db.exec(
        select(GroupSession, PeerGroup).join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id).where(*same_day)
    ).all()
    load_keys(db, {other.data_key_id for _, other in others})
    names = names_of(db, group.facilitator_ids)
    place = about_group(db, group)["place"].casefold()
    found: dict[UUID, list[tuple[Concern, str]]] = defaultdict(list)
    for one in to_come:
        for session, other in others:
            if session.begins_at < one.ends_at and one.begins_at < session.ends_at:
                both = set(other.facilitator_ids) & set(group.facilitator_ids)
                found[one.id] += [(Concern.FACILITATOR, names[leads]) for leads in both]
                if place and group.format is Format.IN_PERSON and place == about_group(db, other)["place"].casefold():
                    found[one.id].append((Concern.PLACE, about_group(db, other)["name"]))
    return found
