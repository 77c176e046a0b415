"""The rooms a forum starts with."""

import tomllib
from pathlib import Path

from sqlmodel import Session, select

from accounts.models import Relation
from forum.models import Room, RoomRelation

FIRST_ROOMS = Path(__file__).parent.parent / "first_rooms.toml"


def create_first_rooms(db: Session) -> None:
    """Make the first rooms, if there is no room at all yet."""
    if db.exec(select(Room.id)).first():
        return
    told = tomllib.loads(FIRST_ROOMS.read_text(encoding="utf-8"))["rooms"]
    for place, one in enumerate(told):
        room = Room(key=one["slug"], position=place, names=one["name"], descriptions=one["about"])
        db.add(room)
        db.flush()
        db.add_all(RoomRelation(room_id=room.id, relation=Relation(word)) for word in one.get("relations", []))
