"""The threads of the demo, told as if the texts came one after the other."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import Session, col, select

from accounts.models import Member, Staff
from demo.told import Told
from forum.forms import Opening, Writing
from forum.models import Notice, Post, PostVersion, Room, Thread
from forum.operations import posts, reading
from foundation.clock import now
from foundation.database import settings_of
from moderation.forms import Ruling
from moderation.models import Decision, Verdict
from moderation.operations import decisions


def record_reading(db: Session, reader: Member) -> None:
    """This member has read everything but the last ten days."""
    for thread in db.exec(select(Thread).where(col(Thread.last_published_at) < now() - timedelta(days=10))):
        if thread.last_published_at:
            reading.mark(db, reader.id, thread.id, thread.last_published_at)


def tell_thread(db: Session, told: Told, room: Room, members: dict[str, Member], staff: dict[str, Staff]) -> None:
    """One thread: each text is handed in, read within duty hours, and moved to when it happened."""
    start = earliest = now() - timedelta(days=float(told["days_ago"]))
    thread: Thread | None = None
    for number, one in enumerate(told["posts"]):
        author, source = staff.get(one["author"]) or members[one["author"]], one["text"].strip()
        if number == 0:
            opening = Opening(title=told["title"], source=source, nonce=uuid4())
            version = posts.start_thread(db, room, opening, author)
        else:
            assert thread is not None  # noqa: S101  # nosec
            version = posts.answer(db, thread, Writing(source=source, nonce=uuid4()), author)
        thread = db.get_one(Thread, db.get_one(Post, version.post_id).thread_id)
        handed_in = max(earliest, start + timedelta(hours=float(one["hours_after"])))
        _decide(db, version, one, staff)
        earliest = _place_in_time(db, version, thread, handed_in)


def _decide(db: Session, version: PostVersion, told: Told, staff: dict[str, Staff]) -> None:
    if version.staff_id:
        decisions.post_as_team(db, version, by=db.get_one(Staff, version.staff_id))
        return
    state = told.get("state", "published")
    if state == "published":
        decisions.decide(db, version, Ruling(verdict=Verdict.PUBLISH), by=staff["max"])
    elif state == "sent_back":
        ruling = Ruling(verdict=Verdict.SEND_BACK, message=told["message"].strip())
        decisions.decide(db, version, ruling, by=staff["mia"])


def _place_in_time(db: Session, version: PostVersion, thread: Thread, handed_in: datetime) -> datetime:
    """Stories lie in the past: move all about this text to when it happened. Returns when the next can follow."""
    decided = _when_read(db, handed_in)
    version.submitted_at = decided if version.staff_id else min(handed_in, decided)
    if version.decided_at:
        version.decided_at = decided
    post = db.get_one(Post, version.post_id)
    if post.published_at:
        post.published_at = decided
        thread.last_published_at = post.published_at
        if post.is_opening:
            thread.published_at = post.published_at
    db.add_all([version, post, thread])
    db.flush()
    told = {"due_at": decided + timedelta(minutes=2), "is_read": True}
    db.execute(update(Notice).where(col(Notice.version_id) == version.id).values(told))
    db.execute(update(Decision).where(col(Decision.version_id) == version.id).values(decided_at=decided))
    return decided + timedelta(minutes=7)


def _when_read(db: Session, handed_in: datetime) -> datetime:
    """Within the next duty hours, never in the future."""
    period = settings_of(db).duty.next_period(handed_in)
    begins = max(period.begins, handed_in) if period else handed_in
    return min(begins + timedelta(minutes=12), now() - timedelta(minutes=5))
