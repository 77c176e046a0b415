"""One's own messages with the team, by code."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.forms import Filled, blank
from groups.messages import operations as messages
from groups.messages.forms import MessageForm
from groups.messages.queries import messages_with
from groups.registrations.access import ACCESS_CODES, own_registration
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def own_messages(request: Request, db: Session) -> Response:
    """The messages between oneself and the team."""
    return _own_messages_page(request, db, blank(MessageForm), status=200)


def send(request: Request, db: Session) -> Response:
    form = read_form(request, MessageForm)
    if form.errors:
        return _own_messages_page(request, db, form)
    with Attempt(db, form, "text"):
        messages.send(db, own_registration(request, db), form.value.text)
        return go_to(request, "groups:own_messages", flash="message_sent")
    return _own_messages_page(request, db, form)


def _own_messages_page(request: Request, db: Session, form: Filled[MessageForm], status: int = 422) -> Response:
    registration = own_registration(request, db)
    rows = messages_with(db, registration)
    return render(
        request,
        "groups/messages/own.html",
        status=status,
        access_codes=ACCESS_CODES,
        rows=rows,
        form=form,
        registration=registration,
    )


routes = [
    page("/register/mine/messages", own_messages, name="groups:own_messages", **FOR_REGISTRANTS),
    action("/register/mine/messages", send, name="groups:send_message", **FOR_REGISTRANTS),
]
