"""Messages with somebody, for staff."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.data_keys import unseal
from foundation.errors import require
from foundation.forms import Filled, blank
from groups.lookups import is_in_care_of
from groups.messages import operations as messages
from groups.messages.forms import MessageForm
from groups.messages.queries import covers_for, find_for_reading, messages_with
from groups.models import Registration
from web.form_data import posted_number, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def staff_messages(request: Request, db: Session) -> Response:
    """The messages with somebody, for a colleague."""
    return _staff_messages_page(request, db, blank(MessageForm), status=200)


def reply(request: Request, db: Session) -> Response:
    """Send a message, as the team."""
    form = read_form(request, MessageForm)
    if form.errors:
        return _staff_messages_page(request, db, form)
    registration = _find_registration(request, db)
    with Attempt(db, form, "text"):
        seen_number = posted_number(request, "seen_number")
        messages.send(db, registration, form.value.text, by=request.user, seen_number=seen_number)
        if is_in_care_of(db, registration, request.user):
            return go_to(request, "groups:messages", flash="saved", registration_id=registration.id)
        return go_to(request, "groups:week", flash="saved")
    return _staff_messages_page(request, db, form)


def mark_read(request: Request, db: Session) -> Response:
    """Mark as read without a reply."""
    registration = _find_registration(request, db)
    messages.mark_read(db, registration, posted_number(request, "seen_number"), by=request.user)
    return go_to(request, "groups:week", flash="saved")


def _find_registration(request: Request, db: Session) -> Registration:
    return find_for_reading(db, request.path_params["registration_id"], request.user)


def _staff_messages_page(request: Request, db: Session, form: Filled[MessageForm], status: int = 422) -> Response:
    registration, viewer = _find_registration(request, db), request.user
    looks_after = is_in_care_of(db, registration, viewer)
    require(looks_after or covers_for(db, registration, viewer))
    return render(
        request,
        "groups/messages/staff.html",
        status=status,
        registration=registration,
        looks_after=looks_after,
        preferred_name=unseal(db, registration, "sealed_name"),
        rows=messages_with(db, registration),
        form=form,
    )


PATH = "/staff/registrations/{registration_id}/messages"
routes = [
    page(PATH, staff_messages, name="groups:messages", **FOR_PLANNERS),
    action(PATH, reply, name="groups:reply", **FOR_PLANNERS),
    action(f"{PATH}/read", mark_read, name="groups:mark_messages_read", **FOR_PLANNERS),
]
