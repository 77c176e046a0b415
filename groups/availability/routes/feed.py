"""A colleague's calendar elsewhere. Calendars fetch slowly and keep what they have: never the only word of a change."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_FACILITATORS, everyone
from accounts.routes.staff.fresh import require_fresh_code
from foundation.errors import NotVisible
from groups import calendar_file
from groups.availability.operations import feeds
from groups.availability.queries.feeds import feed_owner, feed_slots
from web.pages import go_to, render
from web.routing import action, page


def make(request: Request, db: Session) -> Response:
    """A new address, shown this once; wants a fresh one-time code."""
    require_fresh_code(request, db)
    token = feeds.make(db, by=request.user)
    path = request.app.state.address_of("groups:feed", token=token)
    return render(request, "groups/availability/feed.html", address=request.app.state.settings.address + path)


def take_back(request: Request, db: Session) -> Response:
    """The address shows nothing any more."""
    feeds.take_back(db, by=request.user)
    return go_to(request, "groups:hours", said="saved")


def show(request: Request, db: Session) -> Response:
    """The appointments, for a calendar that comes without a cookie."""
    owner = feed_owner(db, request.path_params["token"])
    if owner is None:
        raise NotVisible
    content = calendar_file.calendar_file(request.app.state.settings, feed_slots(db, owner), owner)
    return Response(content, media_type='text/calendar; charset="utf-8"')


routes = [
    action("/staff/hours/feed", make, name="groups:make_feed", **FOR_FACILITATORS),
    action("/staff/hours/feed/ending", take_back, name="groups:take_feed_back", **FOR_FACILITATORS),
    page("/agenda/{token}", show, name="groups:feed", open_to=everyone),
]
