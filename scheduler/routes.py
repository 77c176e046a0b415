"""The page about what happens by itself, and the one thing that can be done there: sending again what failed."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

import audit
from accounts.access import FOR_COORDINATORS
from audit import Action
from mail.resending import send_again
from scheduler.overview import jobs_overview, letters_by_kind, resendable_by_kind
from scheduler.timetable import ADDRESSEES
from web.pages import go_to, render
from web.routing import action, page


def index(request: Request, db: Session) -> Response:
    """Every job and the letters."""
    return render(request, "scheduler/index.html", overview=jobs_overview(db))


def failed_letters(request: Request, db: Session) -> Response:
    """How many letters failed, of what kind, and how many of them can go again. Look first."""
    rows = [row for row in letters_by_kind(db) if row.failed]
    return render(request, "scheduler/failed_letters.html", rows=rows, resendable=resendable_by_kind(db))


def send_failed_again(request: Request, db: Session) -> Response:
    """Those of them that still tell something go in the queue again."""
    if not send_again(db, ADDRESSEES):
        return go_to(request, "scheduler:failed_letters", flash="no_letter_to_send")
    audit.record(db, Action.LETTERS_SENT_AGAIN, by=request.user.id)
    return go_to(request, "scheduler:index", flash="letters_sent_again")


routes = [
    page("/staff/scheduler", index, name="scheduler:index", **FOR_COORDINATORS),
    page("/staff/scheduler/letters", failed_letters, name="scheduler:failed_letters", **FOR_COORDINATORS),
    action("/staff/scheduler/letters", send_failed_again, name="scheduler:send_letters_again", **FOR_COORDINATORS),
]
