"""The slots a person can choose from for a conversation."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from foundation.clock import now
from foundation.data_keys import unseal_value
from foundation.database import settings_of
from groups.availability.queries.preferences import preferences_of
from groups.availability.queries.slots import Slot, eligible_facilitators, free_slots
from groups.contact.plan import CALLING_CHANNELS
from groups.conversations.queries.pressure import choosable
from groups.models import Channel, ContactPlan, Conversation, Registration

MAX_SLOTS_A_DAY = 8


@dataclass(frozen=True)
class SlotChoices:
    """Free slots by day, for one channel, and the other channels there are. `is_part`: some days have more."""

    channel: Channel
    by_day: Mapping[date, Sequence[datetime]]
    other_channels: Sequence[Channel]
    only_safe_hours: bool
    is_part: bool


def slot_choices(
    db: Session, registration: Registration, conversation: Conversation, wanted_channel: str
) -> SlotChoices:
    """What the person can choose. `only_safe_hours` when safe hours were applied."""
    facilitator_ids, plan = (
        selectable_facilitators(db, registration, conversation),
        unseal_value(db, registration, "sealed_contact", ContactPlan),
    )
    ways = channels_for(db, facilitator_ids, plan)
    channel = Channel(wanted_channel) if wanted_channel in ways else (ways[0] if ways else conversation.channel)
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for begins in sorted(
        {one.begins_at for one in selectable_slots(db, registration, conversation, facilitator_ids, channel, plan)}
        - {conversation.begins_at}
    ):
        by_day[begins.date()].append(begins)
    days = {day: _spread(slots) for day, slots in by_day.items()}
    are_safe = channel in CALLING_CHANNELS and plan.is_safe_at(now()) is not None
    is_part = any(len(days[day]) < len(slots) for day, slots in by_day.items())
    return SlotChoices(channel, days, [one for one in ways if one is not channel], are_safe, is_part)


def selectable_facilitators(db: Session, registration: Registration, conversation: Conversation) -> list[UUID]:
    """The facilitators to choose among: for a booked conversation the same one again, if still active."""
    eligible = eligible_facilitators(db, registration)
    kept = conversation.facilitator_id if conversation.is_booked else None
    return [kept] if kept in eligible else eligible


def selectable_slots(
    db: Session,
    registration: Registration,
    conversation: Conversation,
    facilitator_ids: Collection[UUID],
    channel: Channel,
    contact_plan: ContactPlan,
) -> list[Slot]:
    """The free slots that this person may book by themselves."""
    free = available_slots(db, conversation, facilitator_ids, channel, contact_plan)
    return free if conversation.is_booked else choosable(db, registration, free)


def available_slots(
    db: Session,
    conversation: Conversation,
    facilitator_ids: Collection[UUID],
    channel: Channel,
    contact_plan: ContactPlan,
) -> list[Slot]:
    """The free slots for this person: of a suitable channel, and only in safe hours when called at home."""
    if channel not in channels_for(db, facilitator_ids, contact_plan):
        return []
    free = free_slots(db, facilitator_ids, channel, conversation.minutes, conversation.id, conversation.not_before)
    return [
        one
        for one in free
        if channel not in CALLING_CHANNELS or contact_plan.is_safe_at(one.begins_at, conversation.minutes) is not False
    ]


def channels_for(db: Session, facilitator_ids: Collection[UUID], contact_plan: ContactPlan) -> list[Channel]:
    """The channels a facilitator offers and the person can use; writing needs no slot."""
    preferences = preferences_of(db, facilitator_ids).values()
    offered = {way for one in preferences for way in one.channels.split(",")} - {Channel.WRITTEN}
    settings = settings_of(db)
    if not settings.meeting_address:
        offered.discard(Channel.VIDEO)
    if not settings.call_number:
        offered.discard(Channel.DIAL_IN)
    if not contact_plan.can_be_called:
        offered.discard(Channel.PHONE)
    return [one for one in Channel if one in offered]


def _spread(slots: Sequence[datetime]) -> list[datetime]:
    """A few across the whole day rather than all at its start."""
    if len(slots) <= MAX_SLOTS_A_DAY:
        return list(slots)
    return [slots[number * (len(slots) - 1) // (MAX_SLOTS_A_DAY - 1)] for number in range(MAX_SLOTS_A_DAY)]
