"""A facilitator's days: the week, the hours of it, and what is brought by hand."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS
from groups.overviews.queries.workload import choices
from web.pages import render
from web.routing import page


def what_choices_cost(request: Request, db: Session) -> Response:
    """Hours a year."""
    return render(request, "groups/overviews/workload.html", choices=choices(db))


routes = [
    page("/staff/choices", what_choices_cost, name="groups:choices", **FOR_COORDINATORS),
]
