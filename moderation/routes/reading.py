"""Moderators read the rooms, and write as the team."""

from uuid import uuid4

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from accounts.access import FOR_MODERATORS
from forum import queries
from forum.forms import Opening, Writing
from forum.models import Post, Room, Thread
from forum.operations import posts
from foundation.forms import AnyForm, Filled, blank
from foundation.rows import find_visible
from moderation.operations import decisions
from web.form_data import read_form
from web.pages import go_to, render
from web.paging import cursor_of
from web.routing import action, page
from web.transactions import RouteFunction


def rooms(request: Request, db: Session) -> Response:
    """The rooms."""
    return render(request, "moderation/reading/rooms.html", rooms=queries.rooms_for(db, request.user))


def room(request: Request, db: Session) -> Response:
    """The threads of a room."""
    here = find_visible(db, Room, request.path_params["room_id"], request.user)
    threads = queries.threads_in(db, here, request.user, cursor_of(request))
    return render(request, "moderation/reading/room.html", room=here, threads=threads)


def thread(request: Request, db: Session) -> Response:
    """A page of a thread, with room for an answer of the team."""
    here = find_visible(db, Thread, request.path_params["thread_id"], request.user)
    return _thread_page(request, db, here, blank(Writing, nonce=str(uuid4())), status=200)


def answer(request: Request, db: Session) -> Response:
    """Answer as the team: published at once, marked as the team's."""
    here = find_visible(db, Thread, request.path_params["thread_id"], request.user)
    form = read_form(request, Writing)
    if form.errors:
        return _thread_page(request, db, here, form)
    version = posts.answer(db, here, form.value, author=request.user)
    if version.is_waiting:
        decisions.post_as_team(db, version, by=request.user)
    return go_to(request, "moderation:thread", flash="did_publish", thread_id=here.id)


def new_thread(request: Request, db: Session) -> Response:
    """The form for a thread of the team."""
    here = find_visible(db, Room, request.path_params["room_id"], request.user)
    return _new_page(request, here, blank(Opening, nonce=str(uuid4())), status=200)


def start_thread(request: Request, db: Session) -> Response:
    """Start a thread as the team."""
    here = find_visible(db, Room, request.path_params["room_id"], request.user)
    form = read_form(request, Opening)
    if form.errors:
        return _new_page(request, here, form)
    version = posts.start_thread(db, here, form.value, author=request.user)
    if version.is_waiting:
        decisions.post_as_team(db, version, by=request.user)
    thread_id = db.get_one(Post, version.post_id).thread_id
    return go_to(request, "moderation:thread", flash="did_publish", thread_id=thread_id)


def _thread_page(request: Request, db: Session, here: Thread, form: AnyForm, status: int = 422) -> Response:
    return render(
        request,
        "moderation/reading/thread.html",
        status=status,
        thread=here,
        room=db.get_one(Room, here.room_id),
        posts=queries.posts_in(db, here, request.user, cursor_of(request)),
        form=form,
        may_answer=here.answerable_by(request.user),
    )


def _new_page(request: Request, here: Room, form: Filled[Opening], status: int = 422) -> Response:
    return render(request, "moderation/reading/new_thread.html", status=status, room=here, form=form)


def _page(path: str, fn: RouteFunction, name: str) -> Route:
    return page(f"/staff{path}", fn, name=f"moderation:{name}", **FOR_MODERATORS)


def _action(path: str, fn: RouteFunction, name: str) -> Route:
    return action(f"/staff{path}", fn, name=f"moderation:{name}", **FOR_MODERATORS)


routes = [
    _page("/rooms", rooms, "rooms"),
    _page("/rooms/{room_id}", room, "room"),
    _page("/rooms/{room_id}/from/{cursor}", room, "room_from"),
    _page("/rooms/{room_id}/write", new_thread, "new_thread"),
    _action("/rooms/{room_id}/write", start_thread, "start_thread"),
    _page("/threads/{thread_id}", thread, "thread"),
    _page("/threads/{thread_id}/from/{cursor}", thread, "thread_from"),
    _action("/threads/{thread_id}", answer, "answer"),
]
