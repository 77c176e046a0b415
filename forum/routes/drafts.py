"""Drafts: going on with one, throwing one away. What came back from a moderator is one too."""

from uuid import UUID, uuid4

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from forum.forms import Opening
from forum.models import Draft, Post, PostVersion, Room, Thread
from forum.operations import drafts
from foundation.data_keys import unseal
from foundation.errors import NotVisible
from foundation.forms import blank
from foundation.person import Person
from foundation.rows import find_visible
from web.pages import go_to, render
from web.routing import action, page


def show(request: Request, db: Session) -> Response:
    """The draft in the form it was meant for, with the moderator's words beside it if it came back."""
    draft = find_visible(db, Draft, request.path_params["draft_id"], request.user)
    post = db.get(Post, draft.post_id) if draft.post_id else None
    thread_id = draft.thread_id or (post.thread_id if post else None)
    thread = visible_thread(db, thread_id, request.user) if thread_id else None
    room_id = draft.room_id or (thread.room_id if thread else None)
    room = db.get(Room, room_id) if room_id else None
    sent_back_version = db.get(PostVersion, draft.sent_back_version_id) if draft.sent_back_version_id else None
    form = blank(
        Opening,
        title=unseal(db, draft, "sealed_title"),
        source=unseal(db, draft, "sealed_source"),
        nonce=str(uuid4()),
        draft=str(draft.id),
        version=str(draft.version),
    )
    return render(
        request,
        "forum/drafts/show.html",
        draft=draft,
        thread=thread,
        room=room,
        has_title=draft.room_id is not None or bool(post and post.is_opening),
        submit_url=_address(request, draft),
        sent_back_version=sent_back_version,
        message=unseal(db, sent_back_version, "sealed_message") if sent_back_version else "",
        form=form,
        promise=request.app.state.waiting_promise(db),
    )


def visible_thread(db: Session, thread_id: UUID, viewer: Person) -> Thread | None:
    """The thread, if it can still be seen."""
    try:
        return find_visible(db, Thread, thread_id, viewer)
    except NotVisible:
        return None


def discard(request: Request, db: Session) -> Response:
    """Throw the draft away."""
    draft = find_visible(db, Draft, request.path_params["draft_id"], request.user)
    drafts.discard(db, draft.id, author=request.user)
    return go_to(request, "forum:my_texts", flash="draft_discarded")


def _address(request: Request, draft: Draft) -> str:
    address = request.app.state.address_of
    if draft.room_id:
        return str(address("forum:start_thread", room_id=draft.room_id))
    if draft.thread_id:
        return str(address("forum:answer", thread_id=draft.thread_id))
    return str(address("forum:revise", post_id=draft.post_id))


routes = [
    page("/drafts/{draft_id}", show, name="forum:draft"),
    action("/drafts/{draft_id}/discard", discard, name="forum:discard_draft"),
]
