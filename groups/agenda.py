"""A calendar file for who asks for one: moments in UTC, a neutral title, and nothing that tells what it is."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vCalAddress

from foundation.clock import now
from foundation.language import N_, gettext
from foundation.settings import Settings
from groups.models import GroupSession

TITLE = N_("Appointment")


def uid_of(session: GroupSession, registration_id: UUID) -> str:
    """The same for this session and this person for ever; two people's files never share one."""
    return str(uuid5(registration_id, session.id.hex))


def calendar_file(
    settings: Settings, sessions: Iterable[GroupSession], registration_id: UUID, cancels: bool = False
) -> bytes:
    """The sessions as iCalendar; with `cancels` a file that takes them out of the calendar again (RFC 5546)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Agenda//1.0//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancels else "PUBLISH")
    for session in sessions:
        event = Event()
        event.add("uid", uid_of(session, registration_id))
        event.add("sequence", session.revision)
        event.add("dtstamp", now())
        event.add("dtstart", session.begins_at.astimezone(now().tzinfo))
        event.add("dtend", session.ends_at.astimezone(now().tzinfo))
        event.add("summary", gettext(TITLE))
        event.add("class", "PRIVATE")
        event.add("status", "CANCELLED" if cancels else "CONFIRMED")
        event.add("organizer", vCalAddress(f"mailto:{settings.mail_from}"))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
