"""A preview of handing over everything from one facilitator to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_
from sqlmodel import Session, col, func, select

from accounts.models import Staff, belongs_to
from foundation.clock import now
from foundation.data_keys import load_keys, unseal
from foundation.local_time import local_today
from foundation.person import Person
from groups.availability.queries.availability import Availability, Booking
from groups.lookups import about_group
from groups.models import (
    AFTER_GROUP,
    Conversation,
    ConversationKind,
    GroupState,
    PeerGroup,
    Registration,
    RegistrationState,
)

AHEAD = timedelta(days=366)
"""How far ahead sessions and conversations are checked."""


class SlotFit(StrEnum):
    """Whether a booked conversation suits the incoming facilitator."""

    FREE = "free"
    OUTSIDE_HOURS = "outside_hours"
    TAKEN = "taken"


@dataclass(frozen=True)
class HandoverConversationRow:
    """A booked conversation, and whether it can keep its slot. `name` is empty when the viewer may not know it."""

    begins_at: datetime
    kind: ConversationKind
    name: str
    fit: SlotFit

    @property
    def keeps_slot(self) -> bool:
        return self.fit is SlotFit.FREE

    @property
    def keeps_slot_outside_hours(self) -> bool:
        return self.fit is SlotFit.OUTSIDE_HOURS


@dataclass(frozen=True, kw_only=True)
class HandoverPreview:
    """Everything that would move.

    `unbooked_conversations` have no upcoming slot. `displaced` are the incoming facilitator's own conversations that
    lose their slot, `clashes` sessions at the time of another one. `overfull_weeks` are the weeks, by Monday, with the
    hours that would be filled beyond the incoming facilitator's maximum.
    """

    people: int
    groups: list[str]
    conversations: list[HandoverConversationRow]
    unbooked_conversations: int
    displaced: list[HandoverConversationRow]
    clashes: list[datetime]
    overfull_weeks: list[tuple[date, float]]
    max_weekly_hours: int | None

    @property
    def is_empty(self) -> bool:
        return not (self.people or self.groups or self.conversations or self.unbooked_conversations)


def handover_preview(db: Session, outgoing: Staff, incoming: Staff, viewer: Person) -> HandoverPreview:
    """The outgoing facilitator's work beside that of the incoming one. The operation checks again."""
    first = local_today(db)
    availability = Availability(db, [outgoing.id, incoming.id], first, first + AHEAD)
    theirs, own = _upcoming(availability.bookings[outgoing.id]), _upcoming(availability.bookings[incoming.id])
    shared = {one.subject for one in theirs} & {one.subject for one in own}
    sessions = [one for one in theirs if one.group_id and one.subject not in shared]
    held = _booked_conversations(db, outgoing, incoming, viewer)
    gone = {
        conversation.id
        for conversation, _ in held
        if conversation.facilitator_id == incoming.id and _conversation_overlaps(conversation, sessions)
    }
    own = [one for one in own if one.subject not in gone]
    conversations, yielding = [], []
    for conversation, name in held:
        begins, ends = conversation.begins_at, conversation.ends_at
        if begins is None or ends is None:
            continue
        if conversation.facilitator_id == incoming.id:
            if conversation.id in gone:
                yielding.append(HandoverConversationRow(begins, conversation.kind, name, SlotFit.TAKEN))
            continue
        works = availability.is_within_hours(incoming.id, begins, ends)
        fit = SlotFit.TAKEN if _overlaps(begins, ends, own) else SlotFit.FREE if works else SlotFit.OUTSIDE_HOURS
        conversations.append(HandoverConversationRow(begins, conversation.kind, name, fit))
    max_hours, led = availability.preferences(incoming.id).max_weekly_hours, [one for one in own if one.group_id]
    return HandoverPreview(
        people=_count_people(db, outgoing),
        groups=_group_names(db, outgoing),
        conversations=conversations,
        unbooked_conversations=_count_conversations(db, outgoing) - len(conversations),
        displaced=yielding,
        clashes=[one.begins_at for one in sessions if _overlaps(one.begins_at, one.ends_at, led)],
        overfull_weeks=_overfull_weeks(own + [one for one in theirs if one.subject not in shared], max_hours),
        max_weekly_hours=max_hours,
    )


def _upcoming(bookings: Iterable[Booking]) -> list[Booking]:
    return sorted((one for one in bookings if one.ends_at > now()), key=lambda one: (one.begins_at, one.subject))


def _overlaps(begins: datetime, ends: datetime, others: Iterable[Booking]) -> bool:
    return any(one.begins_at < ends and begins < one.ends_at for one in others)


def _conversation_overlaps(conversation: Conversation, others: Iterable[Booking]) -> bool:
    begins, ends = conversation.begins_at, conversation.ends_at
    return begins is not None and ends is not None and _overlaps(begins, ends, others)


def _booked_conversations(
    db: Session, outgoing: Staff, incoming: Staff, viewer: Person
) -> list[tuple[Conversation, str]]:
    held = (Conversation.booked(), col(Conversation.facilitator_id).in_((outgoing.id, incoming.id)))
    known = Registration.visible_to(viewer)
    rows = (
        select(Conversation, Registration, known)
        .join(Registration, col(Registration.id) == Conversation.registration_id)
        .where(*held)
        .order_by(col(Conversation.day), col(Conversation.starts), col(Conversation.id))
    )
    found = db.exec(rows).all()
    load_keys(db, {one.data_key_id for _, one, _ in found})
    return [
        (conversation, unseal(db, one, "sealed_name") if is_known else "")
        for conversation, one, is_known in found
        if conversation.begins_at and conversation.begins_at > now()
    ]


def _count_people(db: Session, outgoing: Staff) -> int:
    is_cared_for = or_(Registration.open(), col(Registration.state).in_((*AFTER_GROUP, RegistrationState.BEREAVED)))
    theirs = (belongs_to(outgoing, Registration.facilitator_id), is_cared_for)
    return db.exec(select(func.count()).select_from(Registration).where(*theirs)).one()


def _count_conversations(db: Session, outgoing: Staff) -> int:
    theirs = (belongs_to(outgoing, Conversation.facilitator_id), Conversation.open())
    return db.exec(select(func.count()).select_from(Conversation).where(*theirs)).one()


def _group_names(db: Session, outgoing: Staff) -> list[str]:
    is_theirs_still = or_(PeerGroup.ongoing(), col(PeerGroup.state) == GroupState.FINISHED)
    groups = db.exec(select(PeerGroup).where(PeerGroup.facilitated_by(outgoing), is_theirs_still)).all()
    load_keys(db, {one.data_key_id for one in groups})
    return sorted(about_group(db, one).name for one in groups)


def _overfull_weeks(bookings: Iterable[Booking], max_weekly_hours: int | None) -> list[tuple[date, float]]:
    minutes: dict[date, int] = {}
    for one in bookings:
        monday = one.begins_at.date() - timedelta(days=one.begins_at.weekday())
        minutes[monday] = minutes.get(monday, 0) + one.minutes
    return sorted(
        (day, round(n / 60, 1))
        for day, n in minutes.items()
        if max_weekly_hours is not None and n > 60 * max_weekly_hours
    )
