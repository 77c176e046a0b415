"""Finding the present version of a text, and putting the shipped ones on the shelf."""

from pathlib import Path

from sqlmodel import Session, col, select

from foundation.clock import today
from foundation.database import settings_of
from foundation.errors import NotVisible
from foundation.language import current
from texts.models import TextVersion

SHIPPED = Path(__file__).parent / "shipped"


def find(db: Session, key: str) -> TextVersion:
    """The present version in the language of this answer, or in Dutch when there is none in it."""
    wanted = (col(TextVersion.key) == key, col(TextVersion.language).in_([current.get(), "nl"]))
    rows = db.exec(select(TextVersion).where(*wanted).order_by(col(TextVersion.number).desc())).all()
    if not rows:
        raise NotVisible
    return next((row for row in rows if row.language == current.get()), rows[0])


def current_number(db: Session, key: str) -> int:
    """The number of the newest Dutch version: the one people agree to."""
    dutch = (col(TextVersion.key) == key, col(TextVersion.language) == "nl")
    number = db.exec(select(TextVersion.number).where(*dutch).order_by(col(TextVersion.number).desc())).first()
    return number or 0


def add_shipped(db: Session) -> int:
    """Add each shipped text that is not on the shelf yet, as version 1. How many were added."""
    there = {tuple(row) for row in db.exec(select(TextVersion.key, TextVersion.language))}
    day = today(settings_of(db).time_zone)
    added = 0
    for path in sorted(SHIPPED.glob("*.*.md")):
        key, language = path.name.split(".")[:2]
        if (key, language) not in there:
            title, source = read_shipped(path)
            db.add(TextVersion(key=key, language=language, number=1, title=title, source=source, since=day))
            added += 1
    return added


def read_shipped(path: Path) -> tuple[str, str]:
    """Title and body of a shipped file. Raises `ValueError` when its first line is not `title: …`."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    title = head.splitlines()[0]
    if not title.startswith("title: "):
        raise ValueError(f"{path.name} must begin with 'title: '")
    return title.removeprefix("title: ").strip(), body.strip()
