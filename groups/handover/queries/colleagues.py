"""Colleagues by name, for the pages of the groups' side."""

from collections import Counter
from uuid import UUID

from sqlalchemy import union
from sqlmodel import Session, col, func, select

from accounts.queries import facilitators, names_of
from groups.models import Conversation, Cover, PeerGroup, Registration


def caseloads(db: Session) -> dict[UUID, tuple[int, int]]:
    """How many current people and groups each colleague is responsible for."""
    theirs = (Registration.open(), col(Registration.facilitator_id).is_not(None))
    given = select(col(Registration.facilitator_id), func.count()).where(*theirs)
    by_facilitator = db.exec(given.group_by(col(Registration.facilitator_id)))
    people = Counter({who: number for who, number in by_facilitator if who})
    pairs = db.exec(select(PeerGroup.facilitator_id, PeerGroup.second_facilitator_id).where(PeerGroup.ongoing()))
    groups = Counter(one for pair in pairs for one in pair if one)
    return {one: (people[one], groups[one]) for one in {*people, *groups}}


def cover_by_facilitator(db: Session) -> dict[UUID, UUID]:
    return {row.facilitator_id: row.cover_id for row in db.exec(select(Cover))}


def staff_with_caseload(db: Session) -> list[tuple[UUID, str]]:
    """Facilitators, and former colleagues who are still responsible for somebody."""
    here = dict(facilitators(db))
    columns = (Registration.facilitator_id, PeerGroup.facilitator_id, PeerGroup.second_facilitator_id)
    conversations = select(col(Conversation.facilitator_id)).where(Conversation.booked())
    held = union(conversations, *(select(col(column)).where(col(column).is_not(None)) for column in columns))
    left = names_of(db, set(db.exec(held).scalars()) - set(here))  # type: ignore[call-overload]
    return sorted({**here, **left}.items(), key=lambda pair: (pair[1], pair[0]))
