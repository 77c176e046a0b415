"""The contents of a person's calendar file: the sessions of their seat and the booked conversation.

And what to remove from it: cancelled sessions, those of a seat given up, a slot that was released.
"""

from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.data_keys import SealedValue, unseal_value
from foundation.local_time import minutes_after
from groups.calendar_file import Appointment
from groups.lookups import sessions_of
from groups.models import Conversation, GroupSession, Registration


class LeftAppointments(SealedValue):
    """The appointments that a seat still had when it was given up."""

    appointments: tuple[Appointment, ...] = ()


def upcoming_appointments(db: Session, registration: Registration) -> list[Appointment]:
    """The booked conversation, and the sessions at which the person is expected (none before accepting)."""
    there = [
        one
        for one in _upcoming_sessions(db, registration)
        if one.is_planned and registration.expected_at(one.is_return)
    ]
    booked = [one for one in _dated_conversations(db, registration) if one.is_booked]
    return [*map(_conversation_appointment, booked), *(_session_appointment(one, registration) for one in there)]


def cancelled_appointments(db: Session, registration: Registration) -> list[Appointment]:
    """What was cancelled, and the remaining sessions of a seat given up."""
    there = [one for one in _upcoming_sessions(db, registration) if registration.expected_at(one.is_return)]
    called_off = [_session_appointment(one, registration) for one in there if not one.is_planned]
    known = {one.id for one in there}
    let_go = [one for one in _dated_conversations(db, registration) if not one.is_booked]
    return [
        *map(_conversation_appointment, let_go),
        *called_off,
        *(one for one in _left_appointments(db, registration) if one.id not in known),
    ]


def remaining_appointments(db: Session, registration: Registration) -> str | None:
    """Sealed when a seat is given up, so that no lasting link to the group is needed; None when nothing was upcoming.

    Later changes of the group no longer concern the person.
    """
    appointments = [
        _session_appointment(one, registration, raise_by=int(one.is_planned))
        for one in _upcoming_sessions(db, registration)
    ]
    return LeftAppointments(appointments=tuple(appointments)).model_dump_json() if appointments else None


def _upcoming_sessions(db: Session, registration: Registration) -> list[GroupSession]:
    """Sessions of the group that have not begun, cancelled or not."""
    meetings = sessions_of(db, registration.group_id) if registration.group_id else []
    return [one for one in meetings if not one.has_begun]


def _dated_conversations(db: Session, registration: Registration) -> list[Conversation]:
    """Conversations whose slot is upcoming, or would have been: until then it may be in the person's calendar."""
    theirs = (col(Conversation.registration_id) == registration.id, col(Conversation.last_slot_at) > now())
    return list(db.exec(select(Conversation).where(*theirs).order_by(col(Conversation.id))))


def _conversation_appointment(conversation: Conversation) -> Appointment:
    """Booked or released, the last slot is the one a calendar may hold."""
    begins = (conversation.last_slot_at or now()).astimezone(ZoneInfo(conversation.zone))
    return Appointment(conversation.id, conversation.revision, begins, minutes_after(begins, conversation.minutes))


def _session_appointment(session: GroupSession, registration: Registration, raise_by: int = 0) -> Appointment:
    """A seat offered anew in the same group raises the version by two: one for giving it up, one for the new seat."""
    sequence = session.revision + 2 * max(registration.offer_count - 1, 0) + raise_by
    return Appointment(session.id, sequence, session.begins_at, session.ends_at)


def _left_appointments(db: Session, registration: Registration) -> list[Appointment]:
    return [
        one
        for one in unseal_value(db, registration, "sealed_left_appointments", LeftAppointments).appointments
        if one.begins_at > now()
    ]
