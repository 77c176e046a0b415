"""A participant's own seat. Place and link are shown only to those who accepted one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from accounts.queries import names_of
from foundation.clock import now
from foundation.database import settings_of
from groups import meeting_room
from groups.lookups import about_group, about_session, excused_from, group_of, meeting_of, sessions_of
from groups.models import AboutGroup, GroupSession, MeetingFormat, PeerGroup, Registration, SessionState


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """A session as a participant sees it."""

    id: UUID
    begins_at: datetime
    ends_at: datetime
    state: SessionState
    display_state: str
    is_return: bool
    theme: str
    moved_from: datetime | None
    note: str
    is_excused: bool
    has_begun: bool
    has_room: bool
    room_is_open: bool

    @property
    def shows_state(self) -> bool:
        """Is there more to say than that it is planned?"""
        return self.display_state != SessionState.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state is SessionState.HELD

    @property
    def takes_rsvps(self) -> bool:
        """Can somebody still say whether they come?"""
        return self.state is SessionState.PLANNED and not self.has_begun


@dataclass(frozen=True)
class OwnSeat:
    """The participant's group: when, and led by whom; `place`, `arrival`, `dial_in` are empty before accepting."""

    group: PeerGroup
    sessions: list[OwnSession]
    facilitators: list[str]
    place: str
    arrival: str
    dial_in: str

    @property
    def upcoming(self) -> list[OwnSession]:
        """The sessions still planned that are not over."""
        return [one for one in self.sessions if one.state is SessionState.PLANNED and one.ends_at > now()]


def own_seat(db: Session, registration: Registration) -> OwnSeat | None:
    """The seat somebody has or had; None without one."""
    group = group_of(db, registration)
    if group is None:
        return None
    settings = settings_of(db)
    found = [
        one for one in sessions_of(db, group.id) if registration.is_open or registration.expected_at(one.is_return)
    ]
    is_in = registration.is_participating or any(one.is_return for one in found)
    about = about_group(db, group) if is_in else AboutGroup()
    names = names_of(db, group.facilitator_ids)
    excused = excused_from(db, [one.id for one in found])

    def row(one: GroupSession) -> OwnSession:
        details = about_session(db, one)
        online = is_in and group.format is MeetingFormat.ONLINE and bool(details.link or settings.meeting_address)
        return OwnSession(
            id=one.id,
            begins_at=one.begins_at,
            ends_at=one.ends_at,
            state=one.state,
            display_state=one.display_state,
            is_return=one.is_return,
            theme=details.theme if is_in else "",
            moved_from=one.moved_from,
            note=details.note if is_in else "",
            is_excused=(one.id, registration.id) in excused,
            has_begun=one.has_begun,
            has_room=online,
            room_is_open=online and one.takes_place and meeting_room.is_open(settings, meeting_of(db, one)),
        )

    return OwnSeat(
        group,
        [row(one) for one in found],
        [names[one] for one in group.facilitator_ids],
        about.place,
        about.arrival,
        about.dial_in,
    )
