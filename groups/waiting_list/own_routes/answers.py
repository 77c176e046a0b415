"""Changing one's own answers, by code."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.errors import NotVisible
from foundation.forms import Filled, blank
from groups.registrations.access import ACCESS_CODES, own_registration
from groups.registrations.forms import RegistrationForm
from groups.registrations.operations import sealed_answers
from groups.waiting_list.operations import registrations
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page


def answers(request: Request, db: Session) -> Response:
    """One's answers, to be changed."""
    registration = own_registration(request, db)
    if not registration.can_have_conversation:
        raise NotVisible
    return _answers_page(
        request, blank(RegistrationForm, **sealed_answers.answers_as_given(db, registration)), status=200
    )


def change_answers(request: Request, db: Session) -> Response:
    form = read_form(request, RegistrationForm)
    if form.errors:
        return _answers_page(request, form, status=422)
    registrations.change_answers(db, own_registration(request, db), form.value)
    return go_to(request, "groups:registration_own_page", flash="saved")


def _answers_page(request: Request, form: Filled[RegistrationForm], status: int) -> Response:
    regions = request.app.state.settings.region_list
    return render(
        request,
        "groups/waiting_list/own_answers.html",
        status=status,
        access_codes=ACCESS_CODES,
        form=form,
        regions=regions,
    )


routes = [
    page("/register/mine/answers", answers, name="groups:own_answers", **FOR_REGISTRANTS),
    action("/register/mine/answers", change_answers, name="groups:change_answers", **FOR_REGISTRANTS),
]
