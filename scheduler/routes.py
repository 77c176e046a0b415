"""The page about what happens by itself. Nothing can be done there; it is for knowing."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS
from scheduler.overview import jobs_overview
from web.pages import render
from web.routing import page


def index(request: Request, db: Session) -> Response:
    """Every job and the letters."""
    return render(request, "scheduler/index.html", overview=jobs_overview(db))


routes = [page("/staff/scheduler", index, name="scheduler:index", **FOR_COORDINATORS)]
