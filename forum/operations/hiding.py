"""Taking one's own published text away at once: nobody is asked, and nobody asks why."""

from sqlmodel import Session

from accounts.models import Member
from forum.models import VERSION_LIFECYCLE, Post, PostVersion, VersionState
from forum.operations import posts, publishing
from foundation.errors import OutOfStep, require
from foundation.rows import transition


def hide(db: Session, post: Post, by: Member, for_good: bool = False) -> None:
    """Nobody reads it any more, nor what was quoted of it. A new version may take its place, unless it is `for_good`.

    Also for whoever may not write at the moment. Raises `OutOfStep` when another text of theirs stands there by now, or
    none does.
    """
    require(post.is_by(by))
    if for_good and (waiting := posts.waiting_version(db, post)):
        posts.withdraw(db, waiting, by=by)
    if post.published_version_id is None:
        raise OutOfStep("nothing stands there")
    version = db.get_one(PostVersion, post.published_version_id)
    transition(db, version, VersionState.PUBLISHED, VersionState.HIDDEN, VERSION_LIFECYCLE)
    publishing.take_away(db, version)
