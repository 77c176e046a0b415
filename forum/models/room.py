"""A room: where threads of one kind stand. It may be for some relations only."""

from uuid import UUID

from sqlalchemy import JSON, false, true
from sqlmodel import Field, SQLModel, col, select

from accounts.models import Member, Relation
from foundation.columns import Condition, Record, enum_field
from foundation.language import current
from foundation.person import Person


class Room(Record, table=True):
    """Names and descriptions by language; Dutch is always there."""

    __tablename__ = "room"

    key: str = Field(max_length=40, unique=True)
    position: int = 0
    names: dict[str, str] = Field(sa_type=JSON)
    descriptions: dict[str, str] = Field(sa_type=JSON)

    @property
    def name(self) -> str:
        """The name in the language of this answer."""
        return self.names.get(current.get()) or self.names["nl"]

    @property
    def about(self) -> str:
        """What the room is for, in the language of this answer."""
        return self.descriptions.get(current.get()) or self.descriptions["nl"]

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Moderators see every room; members those that are for all, or for their relation."""
        if viewer.is_moderator:
            return true()
        if not isinstance(viewer, Member):
            return false()
        limits = select(RoomRelation.room_id).where(col(RoomRelation.room_id) == cls.id).correlate(cls)
        theirs = limits.where(col(RoomRelation.relation) == viewer.relation)
        return ~limits.exists() | theirs.exists()


class RoomRelation(SQLModel, table=True):
    """A relation that a room is for; a room without any is for all."""

    __tablename__ = "room_relation"

    room_id: UUID = Field(foreign_key="room.id", primary_key=True)
    relation: Relation = enum_field(Relation, primary_key=True)
