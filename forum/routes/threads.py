"""Threads: reading one, starting one."""

from functools import partial
from uuid import uuid4

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from forum import queries
from forum.forms import Opening, Writing
from forum.models import Room, Thread
from forum.operations import posts, reading
from forum.operations.drafts import Place
from forum.routes.draft_keeping import is_back_from_preview, keep_words_on_refusal, rescue, saved_or
from foundation.forms import AnyForm, Filled, blank
from foundation.paging import Cursor
from foundation.rows import find_visible, parse_id
from web.after_page import after_page
from web.form_data import read_form
from web.pages import go_to, render
from web.paging import cursor_of
from web.routing import action, page


def show(request: Request, db: Session) -> Response:
    """A page of a thread, with the reader's own waiting texts and room for an answer."""
    thread = find_visible(db, Thread, request.path_params["thread_id"], request.user)
    return thread_page(request, db, thread, blank(Writing, nonce=str(uuid4())), cursor=cursor_of(request))


def unread(request: Request, db: Session) -> Response:
    """The thread from the first post this member has not read."""
    thread = find_visible(db, Thread, request.path_params["thread_id"], request.user)
    return thread_page(
        request,
        db,
        thread,
        blank(Writing, nonce=str(uuid4())),
        cursor=queries.first_unread(db, thread, request.user),
    )


def answer(request: Request, db: Session) -> Response:
    """Hand in an answer, or keep it for later."""
    place = Place(thread_id=parse_id(request.path_params["thread_id"]))
    with keep_words_on_refusal(request, db, place):
        thread = find_visible(db, Thread, place.thread_id, request.user)
        if kept := saved_or(request, db, place):
            return kept
        form = read_form(request, Writing)
        if is_back_from_preview(request):
            return thread_page(request, db, thread, Filled(form.given, None, {}))
        if form.errors:
            return thread_page(request, db, thread, form, status=422)
        version = posts.answer(db, thread, form.value, author=request.user)
    return go_to(request, "forum:submitted", version_id=version.id)


def new(request: Request, db: Session) -> Response:
    """The form for a new thread."""
    room = find_visible(db, Room, request.path_params["room_id"], request.user)
    return _new_page(request, db, room, blank(Opening, nonce=str(uuid4())), status=200)


def create(request: Request, db: Session) -> Response:
    """Hand in the first text of a thread, or keep it for later."""
    room = find_visible(db, Room, request.path_params["room_id"], request.user)
    if kept := saved_or(request, db, Place(room_id=room.id)):
        return kept
    form = read_form(request, Opening)
    if is_back_from_preview(request):
        return _new_page(request, db, room, Filled(form.given, None, {}), status=200)
    if form.errors:
        return _new_page(request, db, room, form)
    with keep_words_on_refusal(request, db, Place(room_id=room.id)):
        version = posts.start_thread(db, room, form.value, author=request.user)
    return go_to(request, "forum:submitted", version_id=version.id)


def thread_page(
    request: Request,
    db: Session,
    thread: Thread,
    form: AnyForm,
    status: int = 200,
    cursor: Cursor | None = None,
) -> Response:
    """The thread as this member sees it; afterwards the read mark moves."""
    shown = queries.posts_in(db, thread, request.user, cursor)
    if status == 200 and shown.rows:
        last = shown.rows[-1].published_at
        after_page(request, partial(reading.mark, member_id=request.user.id, thread_id=thread.id, until=last))
    return render(
        request,
        "forum/threads/show.html",
        status=status,
        thread=thread,
        room=db.get_one(Room, thread.room_id),
        posts=shown,
        waiting=queries.waiting_in(db, thread, request.user),
        draft_id=queries.draft_for(db, thread, request.user),
        form=form,
        promise=request.app.state.waiting_promise(db),
        may_answer=thread.answerable_by(request.user),
    )


def _new_page(request: Request, db: Session, room: Room, form: Filled[Opening], status: int = 422) -> Response:
    promise = request.app.state.waiting_promise(db)
    return render(request, "forum/threads/new.html", status=status, room=room, form=form, promise=promise)


routes = [
    page("/threads/{thread_id}", show, name="forum:thread"),
    page("/threads/{thread_id}/unread", unread, name="forum:unread"),
    page("/threads/{thread_id}/from/{cursor}", show, name="forum:thread_from"),
    action(
        "/threads/{thread_id}", answer, name="forum:answer", rescue=partial(rescue, model=Thread, param="thread_id")
    ),
    page("/rooms/{room_id}/write", new, name="forum:new_thread"),
    action(
        "/rooms/{room_id}/write", create, name="forum:start_thread", rescue=partial(rescue, model=Room, param="room_id")
    ),
]
