"""Seats that came free in confirmed groups: proposed to a colleague, never filled automatically."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.data_keys import load_keys
from foundation.person import Person
from groups.lookups import about_group, seats_taken_by_group
from groups.models import GroupSession, PeerGroup, entry_is_open


@dataclass(frozen=True)
class FreeSeatRow:
    """A group with a free seat."""

    group_id: UUID
    name: str
    free: int
    is_below_minimum: bool


def free_seats(db: Session, viewer: Person) -> list[FreeSeatRow]:
    """Confirmed groups with a free seat and open entry: those below their minimum first."""
    going = (PeerGroup.visible_to(viewer), PeerGroup.going_ahead())
    groups = list(db.exec(select(PeerGroup).where(*going)))
    if not groups:
        return []
    ids = [one.id for one in groups]
    load_keys(db, {one.data_key_id for one in groups})
    taken, meetings = seats_taken_by_group(db, ids), defaultdict(list)
    order = (col(GroupSession.day), col(GroupSession.starts), col(GroupSession.id))
    for one in db.exec(select(GroupSession).where(col(GroupSession.group_id).in_(ids)).order_by(*order)):
        meetings[one.group_id].append(one)
    rows = [
        FreeSeatRow(
            group.id,
            about_group(db, group).name,
            group.capacity - taken.get(group.id, 0),
            taken.get(group.id, 0) < group.min_participants,
        )
        for group in groups
        if taken.get(group.id, 0) < group.capacity and entry_is_open(group, meetings[group.id])
    ]
    return sorted(rows, key=lambda row: (not row.is_below_minimum, row.name, row.group_id))
