"""Keeping words: as a draft when asked, and when a sign-in ended while somebody wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from accounts.models import Member
from accounts.operations import sign_ins
from forum.forms import Sketch
from forum.models import Post, Room, Thread
from forum.operations import drafts, posts
from forum.operations.drafts import Place
from foundation.errors import NotAllowed, NotVisible, OutOfStep, Refused
from foundation.forms import fill
from foundation.rows import find_visible
from web.form_data import posted
from web.pages import go_to
from web.transactions import after_refusal

PlaceModel = type[Room] | type[Thread] | type[Post]
"""The tables whose rows a text can be handed in at."""
PLACES: dict[str, tuple[PlaceModel, str]] = {
    "forum:start_thread": (Room, "room_id"),
    "forum:answer": (Thread, "thread_id"),
    "forum:revise": (Post, "post_id"),
}
"""Where a text can be handed in, by the name of the route."""


def saved_or(request: Request, db: Session, place: Place) -> Response | None:
    """Keep the words as a draft if the button for that was pressed; else None."""
    if "keep" not in posted(request):
        return None
    sketch = sketch_of(request)
    draft = drafts.save(db, sketch, place, author=request.user)
    is_beside = sketch.draft is not None and draft.id != sketch.draft
    return go_to(
        request, "forum:draft", flash="draft_saved_separately" if is_beside else "draft_saved", draft_id=draft.id
    )


def rescue(request: Request, db: Session, token: str, model: PlaceModel, param: str) -> bool:
    """A text posted with a sign-in that ended within 24 hours: save it, sealed, for its author. Was it saved?"""
    return _rescue(request, db, token, model, param, request.path_params[param])


def rescue_preview(request: Request, db: Session, token: str) -> bool:
    """The same for a text that was to be looked at: it is kept for the place it was meant for."""
    found = submission_target(request, posted(request).get("back", ""))
    return found is not None and _rescue(request, db, token, *found)


def submission_target(request: Request, path: str) -> tuple[PlaceModel, str, str] | None:
    """What the address of a form for a text is about: the kind of place, its name in the address, its id."""
    scope = {"type": "http", "path": path, "method": "POST"}
    for route in request.app.routes:
        if getattr(route, "name", "") in PLACES:
            match, found = route.matches(scope)
            if match is Match.FULL:
                model, param = PLACES[route.name]
                return model, param, str(found["path_params"][param])
    return None


def _rescue(request: Request, db: Session, token: str, model: PlaceModel, param: str, given_id: str) -> bool:
    member = sign_ins.recently_ended(db, token)
    sketch = sketch_of(request)
    if member is None or not sketch.source.strip() or drafts.has_too_many(db, member):
        return False
    try:
        where = posts.find_own(db, given_id, member) if model is Post else find_visible(db, model, given_id, member)
    except NotVisible:
        return False
    drafts.save(db, sketch, Place(**{param: where.id}), author=member)
    return True


@contextmanager
def keep_words_on_refusal(request: Request, db: Session, place: Place) -> Iterator[None]:
    """When a text can no longer be handed in here, keep its words as a draft; the page that follows says so."""
    try:
        yield
    except (NotAllowed, NotVisible, OutOfStep, Refused):
        if drafts.was_ever_visible(db, place, request.user):
            after_refusal(db, _save_later, sketch_of(request), place, request.user.id)
            request.state.words_kept = True
        raise


def _save_later(db: Session, sketch: Sketch, place: Place, author_id: UUID) -> None:
    drafts.save(db, sketch, place, author=db.get_one(Member, author_id))


def sketch_of(request: Request) -> Sketch:
    """What was typed so far; a broken id or number in it counts as none."""
    given = dict(posted(request))
    form = fill(Sketch, given)
    for field in form.errors:
        given.pop(field, None)
    return fill(Sketch, given).value if form.errors else form.value


def is_back_from_preview(request: Request) -> bool:
    """Came the words back from the preview, to go on writing?"""
    return "keep_writing" in posted(request)
