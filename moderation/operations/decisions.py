"""Deciding about texts: publish, send back, refuse, remove; and taking a decision back."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from forum.models import VERSION_LIFECYCLE, NoticeKind, Post, PostVersion, VersionState
from forum.operations import drafts, notices, posts, publishing
from foundation.clock import now
from foundation.data_keys import destroy_keys, make_key, seal, unseal
from foundation.database import settings_of
from foundation.errors import OutOfStep, require
from foundation.rows import batch_cursor, ids_of, lock_batch, transition
from moderation.forms import Removing, Ruling
from moderation.models import STATE_AFTER, Decision, Verdict

ACTIONS = {
    Verdict.PUBLISH: Action.TEXT_PUBLISHED,
    Verdict.SEND_BACK: Action.TEXT_SENT_BACK,
    Verdict.REFUSE: Action.TEXT_REFUSED,
    Verdict.REMOVE: Action.POST_REMOVED,
}
FACTS = {
    Verdict.SEND_BACK: Fact.TEXT_SENT_BACK,
    Verdict.REFUSE: Fact.TEXT_REFUSED,
    Verdict.REMOVE: Fact.POST_REMOVED,
}
NOTICES = {
    Verdict.PUBLISH: NoticeKind.PUBLISHED,
    Verdict.SEND_BACK: NoticeKind.SENT_BACK,
    Verdict.REFUSE: NoticeKind.REFUSED,
    Verdict.REMOVE: NoticeKind.REMOVED,
}


def decide(db: Session, version: PostVersion, ruling: Ruling, by: Staff) -> Decision:
    """Publish, send back or refuse a waiting text, and tell its author.

    Of two moderators one wins; the other gets `OutOfStep`.
    """
    require(by.is_moderator and ruling.verdict is not Verdict.REMOVE)
    verdict = ruling.verdict
    transition(db, version, VersionState.WAITING, STATE_AFTER[verdict], VERSION_LIFECYCLE, decided_at=now())

    if verdict is Verdict.PUBLISH:
        post = publishing.publish(db, version)
        notices.notify_of_answer(db, version, post)
    else:
        post = db.get_one(Post, version.post_id)
    if verdict is Verdict.SEND_BACK and version.author_id:
        texts = unseal(db, version, "sealed_title"), unseal(db, version, "sealed_source")
        drafts.from_sent_back(db, version, version.author_id, *texts)

    notices.notify_author(db, version, post, NOTICES[verdict])
    return _record(db, version, ruling, verdict, by)


def remove(db: Session, version: PostVersion, removing: Removing, by: Staff) -> Decision:
    """Take a published text away; an opening post closes its thread."""
    require(by.is_moderator)
    transition(db, version, VersionState.PUBLISHED, VersionState.REMOVED, VERSION_LIFECYCLE)
    post = publishing.take_away(db, version)
    notices.notify_author(db, version, post, NoticeKind.REMOVED)
    return _record(db, version, removing, Verdict.REMOVE, by)


def undo(db: Session, decision: Decision, by: Staff) -> PostVersion:
    """Take one's own decision back within the time for it; the text is again what it was.

    Raises `OutOfStep` when the author has gone on with it meanwhile.
    """
    require(decision.undoable_by(by, settings_of(db).undo_seconds))
    version = db.get_one(PostVersion, decision.version_id)
    if decision.verdict is Verdict.REMOVE:
        transition(db, version, VersionState.REMOVED, VersionState.PUBLISHED, VERSION_LIFECYCLE)
        publishing.restore_removed(db, version)
    else:
        _back_to_waiting(db, version, decision)
    version.reason, version.sealed_message = None, None
    notices.cancel(db, version, NOTICES[decision.verdict])
    _mark_undone(db, decision)
    if decision.verdict in FACTS:
        facts.count(db, FACTS[decision.verdict], -1, decision.decided_at)
    audit.record(db, Action.DECISION_UNDONE, decision.id, by=by.id)
    return version


def post_as_team(db: Session, version: PostVersion, by: Staff) -> Post:
    """Publish what a moderator wrote as the team: a professional has read it, namely its writer."""
    require(by.is_moderator and version.staff_id == by.id)
    transition(db, version, VersionState.WAITING, VersionState.PUBLISHED, VERSION_LIFECYCLE, decided_at=now())
    post = publishing.publish(db, version)
    notices.notify_of_answer(db, version, post)
    facts.count(db, Fact.TEAM_POST_PUBLISHED)
    audit.record(db, Action.TEAM_POSTED, version.id, by=by.id)
    return post


def _back_to_waiting(db: Session, version: PostVersion, decision: Decision) -> None:
    verdict = decision.verdict
    if posts.newest_after(db, version):
        raise OutOfStep("the author has handed in another text")
    if verdict is Verdict.SEND_BACK:
        draft = drafts.of_sent_back(db, version)
        if draft is None or draft.version != 1:
            raise OutOfStep("the author is writing already")
        db.delete(draft)
    transition(db, version, STATE_AFTER[verdict], VersionState.WAITING, VERSION_LIFECYCLE, decided_at=None)
    if verdict is Verdict.PUBLISH:
        publishing.unpublish(db, version, decision.decided_at)


def _mark_undone(db: Session, decision: Decision) -> None:
    fresh = (col(Decision.id) == decision.id, col(Decision.undone_at).is_(None))
    done = db.execute(update(Decision).where(*fresh).values(undone_at=now()))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise OutOfStep("it was taken back already")


def _record(db: Session, version: PostVersion, ruling: Ruling | Removing, verdict: Verdict, by: Staff) -> Decision:
    decision = Decision(
        version_id=version.id,
        staff_id=by.id,
        verdict=verdict,
        reason=ruling.reason,
        data_key_id=make_key(db),
        decided_at=now(),
    )
    seal(db, decision, sealed_message=ruling.message or None)
    seal(db, version, sealed_message=ruling.message or None)
    version.reason = ruling.reason
    db.add_all([decision, version])
    if verdict in FACTS:
        facts.count(db, FACTS[verdict])
    audit.record(db, ACTIONS[verdict], version.id, by=by.id)
    return decision


def purge(db: Session, after: UUID | None = None) -> UUID | None:
    """Delete decisions whose text is gone, and the keys of their words.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    limit = now() - timedelta(days=settings_of(db).returned_text_days)
    old = lock_batch(db, Decision, col(Decision.version_id).is_(None), col(Decision.decided_at) < limit, after=after)
    destroy_keys(db, [one.data_key_id for one in old])
    db.execute(delete(Decision).where(col(Decision.id).in_(ids_of(old))))
    return batch_cursor(old)
