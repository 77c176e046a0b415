"""The rooms a forum starts with."""

import tomllib
from pathlib import Path

from sqlmodel import Session, select

from forum.models import Room

FIRST_ROOMS = Path(__file__).parent.parent / "first_rooms.toml"


def put_first(db: Session) -> None:
    """Make the first rooms, if there is no room at all yet."""
    if db.exec(select(Room.id)).first():
        return
    told = tomllib.loads(FIRST_ROOMS.read_text(encoding="utf-8"))["rooms"]
    db.add_all(
        Room(key=one["slug"], position=place, names=one["name"], abouts=one["about"]) for place, one in enumerate(told)
    )
