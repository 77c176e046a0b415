"""Keeping words: as a draft when asked, and when a sign-in ended while somebody wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.models import Member
from accounts.operations import sign_ins
from forum.forms import Sketch
from forum.operations import drafts
from forum.operations.drafts import Place
from foundation.errors import NotAllowed, NotVisible, OutOfStep
from foundation.forms import fill
from foundation.rows import find_visible
from web.form_data import posted
from web.pages import go_to
from web.routing import after_refusal


def kept_or(request: Request, db: Session, place: Place) -> Response | None:
    """Keep the words as a draft if the button for that was pressed; else None."""
    if "keep" not in posted(request):
        return None
    sketch = sketch_of(request)
    draft = drafts.keep(db, sketch, place, author=request.user)
    is_beside = sketch.draft is not None and draft.id != sketch.draft
    return go_to(request, "forum:draft", said="kept_beside" if is_beside else "kept_draft", draft_id=draft.id)


def rescue(request: Request, db: Session, token: str, model: type[Any], param: str) -> bool:
    """A text came with a sign-in that ended in the last 24 hours: keep it, sealed, for who wrote it. Was it kept?"""
    member = sign_ins.recently_ended(db, token)
    sketch = sketch_of(request)
    if member is None or not sketch.source.strip():
        return False
    try:
        where = find_visible(db, model, request.path_params[param], member)
    except NotVisible:
        return False
    drafts.keep(db, sketch, Place(**{param: where.id}), author=member)
    return True


@contextmanager
def words_kept(request: Request, db: Session, place: Place) -> Iterator[None]:
    """When a text can no longer be handed in here, keep its words as a draft; the page that follows says so."""
    try:
        yield
    except (NotAllowed, NotVisible, OutOfStep):
        if drafts.could_be_seen(db, place, request.user):
            after_refusal(db, _keep_late, sketch_of(request), place, request.user.id)
            request.state.words_kept = True
        raise


def _keep_late(db: Session, sketch: Sketch, place: Place, author_id: UUID) -> None:
    drafts.keep(db, sketch, place, author=db.get_one(Member, author_id))


def sketch_of(request: Request) -> Sketch:
    """What was typed so far; a broken id or number in it counts as none."""
    given = dict(posted(request))
    form = fill(Sketch, given)
    for field in form.errors:
        given.pop(field, None)
    return fill(Sketch, given).value if form.errors else form.value


def writes_on(request: Request) -> bool:
    """Came the words back from the preview, to go on writing?"""
    return "write_on" in posted(request)
