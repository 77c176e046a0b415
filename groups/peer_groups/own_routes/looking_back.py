"""Words behind the code, from both sides; and looking back on a group."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.errors import OutOfStep
from foundation.forms import Filled, blank
from groups.models import AFTERWARDS
from groups.peer_groups.forms import LookingBack
from groups.peer_groups.operations import looking_back
from groups.registrations.desk import DESK, own_registration
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page


def look(request: Request, db: Session) -> Response:
    """Looking back on the group, as a form."""
    return _look_page(request, db, blank(LookingBack), status=200)


def look_back(request: Request, db: Session) -> Response:
    """Keep it, without whose it is."""
    form = read_form(request, LookingBack)
    if form.errors:
        return _look_page(request, db, form)
    looking_back.look_back(db, own_registration(request, db), form.value)
    return go_to(request, "groups:registration_mine", said="looked_back")


def _look_page(request: Request, db: Session, form: Filled[LookingBack], status: int = 422) -> Response:
    registration = own_registration(request, db)
    if registration.state not in AFTERWARDS or registration.looked_back:
        raise OutOfStep("there is nothing to look back on")
    return render(request, "groups/peer_groups/own_feedback.html", status=status, desk=DESK, form=form)


routes = [
    page("/register/mine/looking-back", look, name="groups:look", **FOR_REGISTRANTS),
    action("/register/mine/looking-back", look_back, name="groups:look_back", **FOR_REGISTRANTS),
]
