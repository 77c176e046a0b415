"""A facilitator's calendar feed. Calendars refresh slowly and cache: never the only notice of a change."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_FACILITATORS, everyone
from accounts.routes.staff.step_up import require_fresh_code
from foundation.errors import NotVisible
from groups import calendar_file
from groups.availability.operations import feed
from groups.availability.queries.feed import feed_appointments, feed_owner
from web.pages import go_to, render
from web.routing import action, page


def create(request: Request, db: Session) -> Response:
    """A new address, shown only now; requires a fresh one-time code."""
    require_fresh_code(request, db)
    token = feed.create(db, by=request.user)
    path = request.app.state.address_of("groups:feed", token=token)
    return render(request, "groups/availability/feed.html", address=request.app.state.settings.address + path)


def revoke(request: Request, db: Session) -> Response:
    feed.revoke(db, by=request.user)
    return go_to(request, "groups:hours", flash="saved")


def show(request: Request, db: Session) -> Response:
    """The feed, for a calendar that sends no cookie."""
    owner = feed_owner(db, request.path_params["token"])
    if owner is None:
        raise NotVisible
    content = calendar_file.to_ical(request.app.state.settings, feed_appointments(db, owner), owner)
    return Response(content, media_type='text/calendar; charset="utf-8"')


routes = [
    action("/staff/hours/feed", create, name="groups:create_feed", **FOR_FACILITATORS),
    action("/staff/hours/feed/revocation", revoke, name="groups:revoke_feed", **FOR_FACILITATORS),
    page("/agenda/{token}", show, name="groups:feed", open_to=everyone),
]
