"""Deciding, taking a decision back, removing."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import moderators
from forum.models import Post, PostVersion, Thread
from foundation.errors import NotVisible, OutOfStep
from foundation.forms import Filled, blank
from foundation.rows import find_visible
from moderation import queries
from moderation.canned_texts import canned_texts
from moderation.forms import Removing, Ruling
from moderation.models import Decision
from moderation.operations import decisions
from moderation.routes.queue import find_text, go_on, gone_page, item_page
from web.areas import Area
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page


def create(request: Request, db: Session) -> Response:
    """Decide about a waiting text."""
    version = find_text(request, db)
    form = read_form(request, Ruling)
    if form.errors:
        return item_page(request, db, version, form)
    following = queries.next_waiting(db, request.user, version.id)
    try:
        decisions.decide(db, version, form.value, by=request.user)
    except OutOfStep:
        return gone_page(request, db, version)
    return go_on(request, following, flash=f"did_{form.value.verdict}")


def undo(request: Request, db: Session) -> Response:
    """Take one's own decision back."""
    decision = find_visible(db, Decision, request.path_params["decision_id"], request.user)
    version = decisions.undo(db, decision, by=request.user)
    if version.is_waiting:
        return go_to(request, "moderation:text", flash="decision_undone", version_id=version.id)
    return go_to(request, "moderation:queue", flash="decision_undone")


def new_removal(request: Request, db: Session) -> Response:
    """The form to take a published text away."""
    return _removal_page(request, db, _removable_post(request, db), blank(Removing), status=200)


def remove(request: Request, db: Session) -> Response:
    """Take it away."""
    post = _removable_post(request, db)
    form = read_form(request, Removing)
    if form.errors:
        return _removal_page(request, db, post, form)
    version = find_visible(db, PostVersion, post.published_version_id, request.user)
    decisions.remove(db, version, form.value, by=request.user)
    return go_to(request, "moderation:queue", flash="did_remove")


def _removable_post(request: Request, db: Session) -> Post:
    post = find_visible(db, Post, request.path_params["post_id"], request.user)
    if not post.removable_by(request.user):
        raise NotVisible
    return post


def _removal_page(request: Request, db: Session, post: Post, form: Filled[Removing], status: int = 422) -> Response:
    return render(
        request,
        "moderation/posts/remove.html",
        status=status,
        post=post,
        thread=db.get_one(Thread, post.thread_id),
        form=form,
        canned_texts=canned_texts(),
    )


routes = [
    action(
        "/staff/texts/{version_id}/decisions",
        create,
        name="moderation:decide",
        open_to=moderators,
        area=Area.STAFF,
    ),
    action(
        "/staff/decisions/{decision_id}/undoing",
        undo,
        name="moderation:undo",
        open_to=moderators,
        area=Area.STAFF,
    ),
    page(
        "/staff/posts/{post_id}/removal",
        new_removal,
        name="moderation:removal",
        open_to=moderators,
        area=Area.STAFF,
    ),
    action(
        "/staff/posts/{post_id}/removal",
        remove,
        name="moderation:remove",
        open_to=moderators,
        area=Area.STAFF,
    ),
]
