"""Calendar files of one's own appointments, by code."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.errors import NotVisible
from groups import calendar_file
from groups.registrations.access import own_registration
from groups.registrations.queries.appointments import cancelled_appointments, upcoming_appointments
from web.routing import page

CALENDAR_TYPE = 'text/calendar; charset="utf-8"; method='


def calendar(request: Request, db: Session) -> Response:
    """Upcoming appointments, for one's own calendar."""
    return _calendar_response(request, db, "PUBLISH")


def calendar_cancellations(request: Request, db: Session) -> Response:
    """Removes appointments from one's calendar: cancelled, or of a seat given up."""
    return _calendar_response(request, db, "CANCEL")


def _calendar_response(request: Request, db: Session, method: str) -> Response:
    registration, cancels = own_registration(request, db), method == "CANCEL"
    appointments = cancelled_appointments(db, registration) if cancels else upcoming_appointments(db, registration)
    if not appointments:
        raise NotVisible
    content = calendar_file.to_ical(request.app.state.settings, appointments, registration.id, cancels)
    name = "agenda-2.ics" if cancels else "agenda.ics"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=f"{CALENDAR_TYPE}{method}")


routes = [
    page("/register/mine/agenda", calendar, name="groups:calendar", **FOR_REGISTRANTS),
    page(
        "/register/mine/agenda/cancellations",
        calendar_cancellations,
        name="groups:calendar_cancellations",
        **FOR_REGISTRANTS,
    ),
]
