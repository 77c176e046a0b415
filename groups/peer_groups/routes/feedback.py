"""What participants said, for coordinators."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS
from groups.peer_groups.queries.feedback import feedback_summary
from web.pages import render
from web.paging import cursor_of
from web.routing import page


def feedback_overview(request: Request, db: Session) -> Response:
    """The feedback on all groups."""
    return render(request, "groups/peer_groups/feedback.html", feedback=feedback_summary(db, cursor_of(request)))


routes = [
    page("/staff/feedback", feedback_overview, name="groups:feedback", **FOR_COORDINATORS),
    page("/staff/feedback/from/{cursor}", feedback_overview, name="groups:feedback_from", **FOR_COORDINATORS),
]
