"""One's seat, by code: answering an offer, the agreements, the sessions, the calendar file, the online room."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.errors import NotVisible
from groups import calendar_file
from groups.registrations.desk import own_registration
from groups.registrations.queries.appointments import slots_gone, slots_to_come
from web.routing import page

KIND = 'text/calendar; charset="utf-8"; method='


def calendar(request: Request, db: Session) -> Response:
    """The sessions to come, for one's own calendar."""
    return _file(request, db, "PUBLISH")


def gone(request: Request, db: Session) -> Response:
    """What takes sessions out of one's calendar again: called off, or of a seat that is gone."""
    return _file(request, db, "CANCEL")


def _file(request: Request, db: Session, method: str) -> Response:
    registration, cancels = own_registration(request, db), method == "CANCEL"
    slots = slots_gone(db, registration) if cancels else slots_to_come(db, registration)
    if not slots:
        raise NotVisible
    content = calendar_file.calendar_file(request.app.state.settings, slots, registration.id, cancels)
    name = "agenda-2.ics" if cancels else "agenda.ics"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=f"{KIND}{method}")


routes = [
    page("/register/mine/agenda", calendar, name="groups:calendar", **FOR_REGISTRANTS),
    page("/register/mine/agenda/gone", gone, name="groups:calendar_gone", **FOR_REGISTRANTS),
]
