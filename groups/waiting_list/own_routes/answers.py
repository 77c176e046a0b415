"""One's seat, by code: answering an offer, the agreements, the sessions, the calendar file, the online room."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.errors import NotVisible
from foundation.forms import blank
from groups.registrations.desk import DESK, own_registration
from groups.registrations.forms import Registering
from groups.registrations.operations import sealed_answers
from groups.waiting_list.operations import registrations
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page


def answers(request: Request, db: Session) -> Response:
    """What one told, to be changed."""
    registration = own_registration(request, db)
    if not registration.may_be_called:
        raise NotVisible
    return _answers(request, blank(Registering, **sealed_answers.answers_of(db, registration)), status=200)


def change(request: Request, db: Session) -> Response:
    """Keep what was changed."""
    form = read_form(request, Registering)
    if form.errors:
        return _answers(request, form, status=422)
    registrations.change(db, own_registration(request, db), form.value)
    return go_to(request, "groups:registration_mine", said="saved")


def _answers(request: Request, form: Any, status: int) -> Response:
    regions = request.app.state.settings.region_list
    return render(request, "groups/waiting_list/own_answers.html", status=status, desk=DESK, form=form, regions=regions)


routes = [
    page("/register/mine/answers", answers, name="groups:own_answers", **FOR_REGISTRANTS),
    action("/register/mine/answers", change, name="groups:change_answers", **FOR_REGISTRANTS),
]
