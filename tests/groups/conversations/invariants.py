"""What is true of conversations whatever people and colleagues do, read from the rows and not from the rules."""

from collections import Counter
from datetime import datetime, time, timedelta
from itertools import combinations
from typing import Any

from sqlmodel import col, select

from facts import Fact, MonthlyFact
from foundation.clock import now
from foundation.data_keys import unseal_fields
from groups.jobs import notification_address
from groups.models import (
    Channel,
    ContactMode,
    Conversation,
    ConversationState,
    GroupSession,
    Notification,
    PeerGroup,
    Registration,
    SessionState,
)
from mail import LetterState, OutgoingLetter
from tests.groups.group_setup import ENDED

MOST_HOURS, GAP, NOTICE, AHEAD = 4, timedelta(minutes=30), timedelta(hours=20), timedelta(days=15)
OPEN = (ConversationState.UNBOOKED, ConversationState.BOOKED)
ENDS_OF_PREPARATION = (
    Fact.PREPARATION_TO_GROUP,
    Fact.PREPARATION_ENOUGH,
    Fact.PREPARATION_REFERRED,
    Fact.PREPARATION_STOPPED,
)


def counted(db: Any) -> dict[Any, int]:
    """How often each fact happened in each month."""
    return {(row.month, row.fact): row.number for row in db.exec(select(MonthlyFact))}


def in_preparation(counted: dict[Any, int]) -> int:
    """How many preparations began and had no end, by what was counted."""
    totals: Counter[Fact] = Counter()
    for (_, fact), number in counted.items():
        totals[fact] += number
    return totals[Fact.PREPARATION_BEGUN] - sum(totals[fact] for fact in ENDS_OF_PREPARATION)


def occupied_times(db: Any) -> list[tuple[Any, datetime, datetime, Any]]:
    """Who is where from when till when, and with what."""
    found = []
    for conversation in db.exec(select(Conversation).where(Conversation.occupies_time())):
        if conversation.begins_at and conversation.ends_at:
            found.append((conversation.facilitator_id, conversation.begins_at, conversation.ends_at, conversation))
    leads = select(GroupSession, PeerGroup).join(PeerGroup, col(PeerGroup.id) == col(GroupSession.group_id))
    for session, group in db.exec(leads.where(col(GroupSession.state) != SessionState.CANCELLED)):
        found += [(who, session.begins_at, session.ends_at, session) for who in group.facilitator_ids]
    return found


def assert_nobody_double_booked(db: Any) -> None:
    """Of what is still to come; two sessions at one hour are pointed out when planned, and never refused."""
    ahead = [one for one in occupied_times(db) if one[1] > now()]
    for one, other in combinations(ahead, 2):
        is_call = isinstance(one[3], Conversation) or isinstance(other[3], Conversation)
        assert not (is_call and one[0] == other[0] and one[1] < other[2] and other[1] < one[2]), (one, other)


def assert_slot_can_be_chosen(db: Any, conversation: Conversation, ids: Any) -> None:
    """In the hours of a colleague, with room around it and in the week, in time, and in a safe part of the day."""
    begins, ends = conversation.begins_at, conversation.ends_at
    assert begins
    assert ends
    assert begins.weekday() < 6
    assert time(9) <= begins.time() < ends.time() <= time(13)
    assert now() + NOTICE <= begins <= now() + AHEAD
    assert conversation.not_before is None or conversation.day >= conversation.not_before
    others = [
        one for one in occupied_times(db) if one[0] == conversation.facilitator_id and one[3].id != conversation.id
    ]
    assert not [one for one in others if one[1] < ends + GAP and begins - GAP < one[2]]
    if conversation.facilitator_id == ids["finn"]:
        same_week = [one for one in others if one[1].isocalendar()[:2] == begins.isocalendar()[:2]]
        busy = sum((one[2] - one[1] for one in same_week), ends - begins)
        assert busy <= timedelta(hours=MOST_HOURS)
    plan = unseal_fields(db, db.get_one(Registration, conversation.registration_id), "sealed_contact")
    if conversation.channel is Channel.PHONE:
        assert plan["mode"] not in (ContactMode.NOTHING, ContactMode.I_CALL_YOU)
        assert not plan["safe_morning"] or (ends.time() <= time(12) and begins.weekday() < 5)


def assert_conversations_consistent(rows: list[Conversation], tries: int) -> None:
    """Its state, its slot, the day it ended and the number of unanswered attempts agree."""
    for conversation in rows:
        assert conversation.unanswered_attempts <= tries
        assert (conversation.unanswered_attempts == tries) == (conversation.state is ConversationState.NOT_REACHED)
        assert conversation.state not in OPEN or (conversation.day is not None) == (
            conversation.state is ConversationState.BOOKED
        )
        assert (conversation.ended_on is not None) == (conversation.state not in (*OPEN, ConversationState.CANCELLED))
        assert conversation.state is not ConversationState.BOOKED or conversation.facilitator_id


def assert_no_stale_letter(db: Any, people: list[Registration]) -> None:
    """Every letter about a conversation that would go out now is about one that is to come, or was given up."""
    rows = {row.id: row for row in people}
    for letter in db.exec(select(OutgoingLetter).where(col(OutgoingLetter.state) == LetterState.QUEUED)):
        kind, _, subject = letter.subject.partition(":")
        if (
            letter.person_id not in rows
            or kind not in ("slot_changed", "slot_chosen", "slot_reminder", "not_reached")
            or not notification_address(db, letter)
        ):
            continue
        (conversation,) = [one for one in db.exec(select(Conversation)) if str(one.id) == subject]
        assert (
            conversation.state is ConversationState.NOT_REACHED
            if kind == Notification.NOT_REACHED
            else conversation.is_open
        )
        if kind in (Notification.SLOT_REMINDER, Notification.SLOT_CHOSEN):
            assert conversation.begins_at
            assert conversation.begins_at > now()
        assert rows[letter.person_id].state not in ENDED
