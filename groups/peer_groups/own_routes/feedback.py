"""Giving feedback on a group, by code."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.errors import OutOfStep
from foundation.forms import Filled, blank
from groups.models import AFTER_GROUP
from groups.peer_groups.forms import FeedbackForm
from groups.peer_groups.operations import feedback
from groups.registrations.access import ACCESS_CODES, own_registration
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page


def feedback_form(request: Request, db: Session) -> Response:
    """The feedback form."""
    return _feedback_page(request, db, blank(FeedbackForm), status=200)


def give_feedback(request: Request, db: Session) -> Response:
    """Keep it, without whose it is."""
    form = read_form(request, FeedbackForm)
    if form.errors:
        return _feedback_page(request, db, form)
    feedback.give_feedback(db, own_registration(request, db), form.value)
    return go_to(request, "groups:registration_own_page", flash="feedback_sent")


def _feedback_page(request: Request, db: Session, form: Filled[FeedbackForm], status: int = 422) -> Response:
    registration = own_registration(request, db)
    if registration.state not in AFTER_GROUP or registration.gave_feedback:
        raise OutOfStep("there is nothing to look back on")
    return render(request, "groups/peer_groups/own_feedback.html", status=status, access_codes=ACCESS_CODES, form=form)


routes = [
    page("/register/mine/feedback", feedback_form, name="groups:feedback_form", **FOR_REGISTRANTS),
    action("/register/mine/feedback", give_feedback, name="groups:give_feedback", **FOR_REGISTRANTS),
]
