"""How far somebody has read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from forum.models import ReadMark


def mark(db: Session, member_id: UUID, thread_id: UUID, until: datetime) -> None:
    """Everything published up to `until` has been read. A mark never moves back."""
    insert: Any = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(ReadMark).values(member_id=member_id, thread_id=thread_id, until=until)
    db.execute(
        statement.on_conflict_do_update(
            index_elements=["member_id", "thread_id"],
            set_={"until": statement.excluded.until},
            where=ReadMark.__table__.c.until < statement.excluded.until,  # type: ignore[attr-defined]
        )
    )
