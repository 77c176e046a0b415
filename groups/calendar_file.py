"""An iCalendar file, on request: times in UTC, a neutral title, and nothing that reveals what it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vCalAddress

from foundation.clock import now
from foundation.language import N_, gettext
from foundation.settings import Settings


@dataclass(frozen=True)
class Appointment:
    """One appointment: of which session or conversation, in which version, from when until when."""

    id: UUID
    sequence: int
    begins_at: datetime
    ends_at: datetime


EVENT_TITLE = N_("Appointment")
NEUTRAL_ORGANISER = "mailto:agenda@agenda.invalid"
"""The standard requires an organiser and calendars display it, so this one leads nowhere."""


def event_uid(appointment: Appointment, registration_id: UUID) -> str:
    """Always the same for one appointment of one person; two people's files never share a UID."""
    return str(uuid5(registration_id, appointment.id.hex))


def to_ical(
    settings: Settings, appointments: Iterable[Appointment], registration_id: UUID, is_cancellation: bool = False
) -> bytes:
    """The appointments as iCalendar; with `is_cancellation`, a file that removes them from the calendar (RFC 5546)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Agenda//1.0//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancellation else "PUBLISH")
    for appointment in appointments:
        event = Event()
        event.add("uid", event_uid(appointment, registration_id))
        event.add("sequence", appointment.sequence)
        event.add("dtstamp", now())
        event.add("dtstart", appointment.begins_at.astimezone(now().tzinfo))
        event.add("dtend", appointment.ends_at.astimezone(now().tzinfo))
        event.add("summary", gettext(EVENT_TITLE))
        event.add("class", "PRIVATE")
        event.add("status", "CANCELLED" if is_cancellation else "CONFIRMED")
        event.add("organizer", vCalAddress(NEUTRAL_ORGANISER))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
