"""Groups on staff pages: the list, and one group with its participants and warnings."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Subquery, case, literal
from sqlmodel import Session, col, func, select

from accounts.models import Relation
from accounts.queries import names_of
from foundation.data_keys import load_keys, unseal
from foundation.paging import Cursor, Slice, read_slice
from foundation.person import Person
from foundation.rows import select_columns
from groups.lookups import about_group, seats_taken_by_group, sessions_of
from groups.models import (
    AFTER_GROUP,
    DAYS,
    SEATED,
    AboutGroup,
    EntryPolicy,
    FitWarning,
    GroupSession,
    GroupState,
    MeetingFormat,
    PeerGroup,
    Registration,
    RegistrationState,
    entry_is_open,
    fit_warnings,
)
from groups.registrations.queries.pairings import candidate_from, pairings_among
from groups.sessions.queries.session_list import SessionRow, session_rows

NEVER = date.max
"""Stands where no session is planned, to order by."""
GONE = (GroupState.ARCHIVED, GroupState.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    id: UUID
    name: str
    state: GroupState
    format: MeetingFormat
    region: str
    capacity: int
    seats_taken: int
    next_session_on: date | None
    facilitators: str


@dataclass(frozen=True, kw_only=True)
class ParticipantRow:
    """A participant, by the name they chose for the group."""

    id: UUID
    name: str
    relation: Relation
    state: RegistrationState
    offer_expires_at: datetime | None
    has_agreed: bool
    warnings: list[FitWarning]

    @property
    def has_accepted(self) -> bool:
        """Is it more than an offer?"""
        return self.state is not RegistrationState.OFFERED


@dataclass(frozen=True, kw_only=True)
class GroupPage:
    group: PeerGroup
    about: AboutGroup
    facilitators: list[str]
    sessions: list[SessionRow]
    participants: list[ParticipantRow]
    former: list[ParticipantRow]
    seats_taken: int
    entry_is_open: bool

    @property
    def free_seats(self) -> int:
        return max(0, self.group.capacity - self.seats_taken)

    @property
    def can_plan_sessions(self) -> bool:
        """Can sessions be planned: also a return meeting, after it finished?"""
        return self.group.state not in GONE

    @property
    def can_be_changed(self) -> bool:
        """Can its details be changed, and can it be cancelled?"""
        return self.group.state not in (GroupState.FINISHED, *GONE)

    @property
    def closes_to_newcomers(self) -> bool:
        """Does nobody join after its last entry session?"""
        return self.group.entry is EntryPolicy.CLOSED and self.group.last_entry_session > 1

    @property
    def can_be_finished(self) -> bool:
        """Is it running, with no session left but a return meeting?"""
        is_over = not any(one.is_planned and not one.is_return for one in self.sessions)
        return self.group.state is GroupState.RUNNING and is_over

    @property
    def is_below_minimum(self) -> bool:
        """Does it go ahead with fewer participants than its minimum?"""
        goes_ahead = self.group.goes_ahead
        return goes_ahead and self.seats_taken < self.group.min_participants


def group_list(db: Session, viewer: Person, cursor: Cursor | None) -> Slice[GroupRow]:
    """One page of the groups a colleague may see: those that go on first, by the day of their next session."""
    listed = _listed(viewer)
    page = read_slice(db, select_columns(listed), (listed.c.is_over, listed.c.next_on, listed.c.id), cursor)
    ids = [row.id for row in page.rows]
    groups = {one.id: one for one in db.exec(select(PeerGroup).where(col(PeerGroup.id).in_(ids)))}
    load_keys(db, {one.data_key_id for one in groups.values()})
    taken = seats_taken_by_group(db, ids)
    names = names_of(db, {leads for one in groups.values() for leads in one.facilitator_ids})
    rows = [
        GroupRow(
            id=row.id,
            name=about_group(db, groups[row.id]).name,
            state=groups[row.id].state,
            format=groups[row.id].format,
            region=groups[row.id].region,
            capacity=groups[row.id].capacity,
            seats_taken=taken.get(row.id, 0),
            next_session_on=row.next_on if row.next_on < NEVER else None,
            facilitators=", ".join(names[leads] for leads in groups[row.id].facilitator_ids),
        )
        for row in page.rows
    ]
    return Slice(rows, page.before, page.after)


def _listed(viewer: Person) -> Subquery:
    """The groups of the list, and what orders them."""
    planned = (col(GroupSession.group_id) == PeerGroup.id, GroupSession.planned())
    next_on = select(func.min(GroupSession.day)).where(*planned).correlate(PeerGroup).scalar_subquery()
    columns = (
        col(PeerGroup.id),
        case((col(PeerGroup.state) == GroupState.FINISHED, 1), else_=0).label("is_over"),
        func.coalesce(next_on, literal(NEVER, Date)).label("next_on"),
    )
    shown = (PeerGroup.visible_to(viewer), col(PeerGroup.state).not_in(GONE))
    return select_columns(*columns).where(*shown).subquery()


def group_page(db: Session, group: PeerGroup) -> GroupPage:
    """The group with its sessions and participants."""
    meetings = sessions_of(db, group.id)
    people = participants_of(db, group)
    sitting = [one for one in people if one.is_seated]
    days = {DAYS[one.day.weekday()] for one in meetings if one.is_planned}
    pairings, known = pairings_among(db, people), {one.id: candidate_from(db, one) for one in people}
    names = names_of(db, group.facilitator_ids)

    def row(one: Registration) -> ParticipantRow:
        others = [known[other.id] for other in sitting if other.id != one.id]
        found = fit_warnings(known[one.id], group, others, pairings.get(one.id, {}), days) if one in sitting else []
        return ParticipantRow(
            id=one.id,
            name=unseal(db, one, "sealed_name"),
            relation=one.relation,
            state=one.state,
            offer_expires_at=one.offer_expires_at,
            has_agreed=one.agreed_on is not None,
            warnings=found,
        )

    return GroupPage(
        group=group,
        about=about_group(db, group),
        facilitators=[names[one] for one in group.facilitator_ids],
        sessions=session_rows(db, group, meetings),
        participants=[row(one) for one in sitting],
        former=[row(one) for one in people if one.state in AFTER_GROUP],
        seats_taken=len(sitting),
        entry_is_open=entry_is_open(group, meetings),
    )


def participants_of(db: Session, group: PeerGroup) -> list[Registration]:
    """Everybody with a seat in the group, or who had one until its end or until they left."""
    sitting = (col(Registration.group_id) == group.id, col(Registration.state).in_((*SEATED, *AFTER_GROUP)))
    in_order = (col(Registration.tiebreaker), col(Registration.id))
    found = list(db.exec(select(Registration).where(*sitting).order_by(*in_order)))
    load_keys(db, {one.data_key_id for one in found})
    return found
