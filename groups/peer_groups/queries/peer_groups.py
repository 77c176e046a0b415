"""Groups on the screens of colleagues: the list, one group with its people, and what stands out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from accounts.models import Relation
from accounts.queries import names_of
from foundation.data_keys import load_keys, unseal
from foundation.person import Person
from groups.lookups import about_group, sessions_of, taken_by_group
from groups.models import (
    AFTERWARDS,
    DAYS,
    HOLD_A_SEAT,
    AboutGroup,
    Format,
    GroupSession,
    GroupState,
    PeerGroup,
    Registration,
    RegistrationState,
    Remark,
    entry_is_open,
    remarks,
)
from groups.registrations.queries.bonds import bonds_of, candidate
from groups.sessions.queries.session_list import SessionRow, session_rows

MOST = 200


@dataclass(frozen=True)
class GroupRow:
    """A group in the list."""

    id: UUID
    name: str
    state: GroupState
    format: Format
    region: str
    capacity: int
    taken: int
    next_on: date | None
    leads: str


@dataclass(frozen=True)
class MemberRow:
    """Somebody with a seat, by the name they chose for the group."""

    id: UUID
    name: str
    relation: Relation
    state: RegistrationState
    offer_until: datetime | None
    has_agreed: bool
    remarks: list[Remark]


@dataclass(frozen=True)
class GroupPage:
    """One group, whole."""

    group: PeerGroup
    about: AboutGroup
    leads: list[str]
    sessions: list[SessionRow]
    members: list[MemberRow]
    former: list[MemberRow]
    taken: int
    entry_is_open: bool

    @property
    def free(self) -> int:
        """Seats nobody holds."""
        return max(0, self.group.capacity - self.taken)

    @property
    def is_short(self) -> bool:
        """Does it go ahead with fewer people than it needs?"""
        goes_ahead = self.group.state in (GroupState.CONFIRMED, GroupState.RUNNING)
        return goes_ahead and self.taken < self.group.at_least


def group_list(db: Session, viewer: Person) -> list[GroupRow]:
    """The groups a colleague may see: those that live first."""
    over = (GroupState.ARCHIVED, GroupState.CANCELLED)
    statement = select(PeerGroup).where(PeerGroup.visible_to(viewer), col(PeerGroup.state).not_in(over)).limit(MOST)
    found = list(db.exec(statement))
    load_keys(db, {one.data_key_id for one in found})
    ids = [one.id for one in found]
    held = taken_by_group(db, ids)
    coming = (col(GroupSession.group_id).in_(ids), GroupSession.to_come())
    first = (
        select(GroupSession.group_id, func.min(GroupSession.day)).where(*coming).group_by(col(GroupSession.group_id))
    )
    following: dict[UUID, date] = dict(db.exec(first).all())
    names = names_of(db, {leads for one in found for leads in one.facilitator_ids})
    rows = [
        GroupRow(
            one.id,
            about_group(db, one).name,
            one.state,
            one.format,
            one.region,
            one.capacity,
            held.get(one.id, 0),
            following.get(one.id),
            ", ".join(names[leads] for leads in one.facilitator_ids),
        )
        for one in found
    ]
    order = list(GroupState)
    return sorted(rows, key=lambda row: (order.index(row.state) >= 4, row.next_on or date.max, row.name))


def group_page(db: Session, group: PeerGroup) -> GroupPage:
    """The group with its sessions and people."""
    meetings = sessions_of(db, group.id)
    people = people_of(db, group)
    sitting = [one for one in people if one.state in HOLD_A_SEAT]
    days = {DAYS[one.day.weekday()] for one in meetings if one.is_to_come}
    bonds, known = bonds_of(db, people), {one.id: candidate(db, one) for one in people}
    names = names_of(db, group.facilitator_ids)

    def row(one: Registration) -> MemberRow:
        others = [known[other.id] for other in sitting if other.id != one.id]
        found = remarks(known[one.id], group, others, bonds.get(one.id, {}), days) if one in sitting else []
        return MemberRow(
            one.id,
            unseal(db, one, "sealed_name"),
            one.relation,
            one.state,
            one.offer_until,
            one.agreed_on is not None,
            found,
        )

    return GroupPage(
        group,
        about_group(db, group),
        [names[one] for one in group.facilitator_ids],
        session_rows(db, group, meetings),
        [row(one) for one in sitting],
        [row(one) for one in people if one.state in AFTERWARDS],
        len(sitting),
        entry_is_open(group, meetings),
    )


def people_of(db: Session, group: PeerGroup) -> list[Registration]:
    """Who has a seat in the group, or had one to its end or until they left."""
    sitting = (col(Registration.group_id) == group.id, col(Registration.state).in_((*HOLD_A_SEAT, *AFTERWARDS)))
    found = list(db.exec(select(Registration).where(*sitting).order_by(col(Registration.tie))))
    load_keys(db, {one.data_key_id for one in found})
    return found
