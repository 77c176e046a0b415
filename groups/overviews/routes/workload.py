"""What each policy costs in hours a year."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS
from groups.overviews.queries.workload import workload
from web.pages import render
from web.routing import page


def workload_page(request: Request, db: Session) -> Response:
    """What the service's policies cost, in hours a year."""
    return render(request, "groups/overviews/workload.html", workload=workload(db))


routes = [
    page("/staff/workload", workload_page, name="groups:workload", **FOR_COORDINATORS),
]
