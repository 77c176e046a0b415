"""One's own conversation, by code: choosing a moment, another one, letting it go."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import FOR_REGISTRANTS
from foundation.data_keys import unseal
from foundation.errors import NotVisible, OutOfStep
from foundation.forms import Filled, blank
from foundation.local_time import local_moment
from groups import meeting_room
from groups.conversations.forms import Choosing, Consenting
from groups.conversations.operations import aftercare, booking, changing
from groups.conversations.queries.calls import meeting_of_call, own_call
from groups.conversations.queries.moments import moments_for
from groups.models import Call, CallKind, CallState, Channel
from groups.registrations.desk import DESK, own_registration
from web.form_data import posted_number, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def moments(request: Request, db: Session) -> Response:
    """The moments that are free, in the way that fits this person."""
    call = _shown(request, db)
    return _page(request, db, call, blank(Choosing, channel=call.channel), status=200)


def another_way(request: Request, db: Session) -> Response:
    """The moments that are free for another way of talking."""
    try:
        channel = Channel(request.path_params["channel"])
    except ValueError:
        raise NotVisible from None
    return _page(request, db, _shown(request, db), blank(Choosing, channel=channel), status=200)


def choose(request: Request, db: Session) -> Response:
    """Take one. Somebody may have been faster; then the others are shown again."""
    call, form = _own(request, db), read_form(request, Choosing)
    if form.errors:
        return _page(request, db, call, form)
    begins = local_moment(form.value.moment.date(), form.value.moment.time(), call.zone)
    with Attempt(db, form, "moment"):
        booking.choose(db, call, begins, form.value.channel)
        return go_to(request, "groups:registration_mine", said="moment_chosen")
    return _page(request, db, call, form)


def let_go(request: Request, db: Session) -> Response:
    """Not at that moment after all."""
    changing.let_go(db, _own(request, db), posted_number(request, "revision"))
    return go_to(request, "groups:registration_mine", said="moment_let_go")


def decline(request: Request, db: Session) -> Response:
    """Rather no conversation."""
    changing.decline(db, _own(request, db))
    return go_to(request, "groups:registration_mine", said="call_declined")


def ask_again(request: Request, db: Session) -> Response:
    """The conversation after all."""
    booking.ask_again(db, own_registration(request, db))
    return go_to(request, "groups:own_call")


def want_aftercare(request: Request, db: Session) -> Response:
    """Whether one would like to be called some weeks after the group."""
    form = read_form(request, Consenting)
    if form.errors:
        raise OutOfStep("no answer")
    aftercare.say(db, own_registration(request, db), form.value.choice is Consenting.Choice.YES)
    return go_to(request, "groups:registration_mine", said="saved")


def room(request: Request, db: Session) -> Response:
    """Into the online room, around the moment."""
    call, settings = _shown(request, db), request.app.state.settings
    meeting, name = meeting_of_call(db, call), unseal(db, own_registration(request, db), "sealed_name")
    address = meeting_room.address_of(settings, meeting, name, is_host=False) if meeting else ""
    if meeting is None or not address or not meeting_room.is_open(settings, meeting):
        raise NotVisible
    return RedirectResponse(address, status_code=303)


def _shown(request: Request, db: Session) -> Call:
    call = own_call(db, own_registration(request, db))
    if call is None or not may_choose(request, call):
        raise NotVisible
    return call


def may_choose(request: Request, call: Call) -> bool:
    """May the person choose the moment: always another one, a first one if the house offers that by itself?"""
    is_offered = call.kind is not CallKind.INTRODUCTORY or request.app.state.settings.introduces_everyone
    return call.state is CallState.BOOKED or bool(is_offered)


def _own(request: Request, db: Session) -> Call:
    call = own_call(db, own_registration(request, db))
    if call is None or not may_choose(request, call):
        raise OutOfStep("there is no conversation to come")
    return call


def _page(request: Request, db: Session, call: Call, form: Filled[Any], status: int = 422) -> Response:
    registration = own_registration(request, db)
    return render(
        request,
        "groups/conversations/own.html",
        status=status,
        desk=DESK,
        call=call,
        form=form,
        shown=moments_for(db, registration, call, form.given.get("channel", "")),
    )


ONE = "/register/mine/call"
routes = [
    page(ONE, moments, name="groups:own_call", **FOR_REGISTRANTS),
    page(f"{ONE}/room", room, name="groups:own_call_room", **FOR_REGISTRANTS),
    page(f"{ONE}/by/{{channel}}", another_way, name="groups:own_call_by", **FOR_REGISTRANTS),
    action(ONE, choose, name="groups:choose_moment", **FOR_REGISTRANTS),
    action(f"{ONE}/letting-go", let_go, name="groups:let_own_call_go", **FOR_REGISTRANTS),
    action("/register/mine/aftercare", want_aftercare, name="groups:want_aftercare", **FOR_REGISTRANTS),
    action(f"{ONE}/again", ask_again, name="groups:ask_call_again", **FOR_REGISTRANTS),
    action(f"{ONE}/declining", decline, name="groups:decline_call", **FOR_REGISTRANTS),
]
