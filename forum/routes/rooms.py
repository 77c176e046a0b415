"""Rooms: the front of the forum, what is new, and the threads of a room."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from forum import queries
from forum.models import Room
from foundation.rows import find_visible
from texts.store import find
from web.pages import house_text, render
from web.paging import cursor_of
from web.routing import page


def index(request: Request, db: Session) -> Response:
    """The rooms, and the newest of what this member has not read."""
    new_threads = queries.new_threads(db, request.user, None)
    rooms = queries.rooms_for(db, request.user)
    return render(
        request,
        "forum/rooms/index.html",
        rooms=rooms,
        new_threads=new_threads.rows[:5],
        has_more=len(new_threads.rows) > 5,
        is_first_visit=not queries.has_read_anything(db, request.user),
    )


def new_since(request: Request, db: Session) -> Response:
    """Every thread with something this member has not read."""
    threads = queries.new_threads(db, request.user, cursor_of(request))
    return render(request, "forum/rooms/new_since.html", threads=threads)


def show(request: Request, db: Session) -> Response:
    """The threads of a room."""
    room = find_visible(db, Room, request.path_params["room_id"], request.user)
    threads = queries.threads_in(db, room, request.user, cursor_of(request))
    relations = queries.relations_of(db, [room.id]).get(room.id, [])
    return render(request, "forum/rooms/show.html", room=room, threads=threads, relations=relations)


def read_first(request: Request, db: Session) -> Response:
    """What a new member is shown first."""
    text = find(db, "read_first")
    rooms = queries.rooms_for(db, request.user)
    return render(request, "forum/rooms/read_first.html", text=text, html=house_text(request, text.source), rooms=rooms)


routes = [
    page("/rooms", index, name="forum:rooms"),
    page("/new", new_since, name="forum:new_since"),
    page("/new/from/{cursor}", new_since, name="forum:new_since_from"),
    page("/rooms/{room_id}", show, name="forum:room"),
    page("/rooms/{room_id}/from/{cursor}", show, name="forum:room_from"),
    page("/read-first", read_first, name="forum:read_first"),
]
