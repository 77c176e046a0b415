"""One's seat, by code: answering an offer, the agreements, the sessions, the calendar file, the online room."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.errors import OutOfStep
from groups.peer_groups.forms import Answering
from groups.peer_groups.operations import seats
from groups.registrations.desk import own_registration
from groups.registrations.operations import lifecycle
from web.form_data import read_form
from web.pages import go_to
from web.routing import action


def answer(request: Request, db: Session) -> Response:
    """Yes or no to the offer one saw."""
    form = read_form(request, Answering)
    if form.errors:
        raise OutOfStep("no answer")
    accepts = form.value.choice is Answering.Choice.ACCEPT
    say = seats.accept if accepts else seats.refuse
    say(db, own_registration(request, db), form.value.offer)
    return go_to(request, "groups:registration_mine", said="seat_accepted" if accepts else "seat_refused")


def agree(request: Request, db: Session) -> Response:
    """Accept the agreements of the group."""
    seats.agree(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="saved")


def give_back(request: Request, db: Session) -> Response:
    """Not after all: the seat goes back, the place on the list stays."""
    seats.give_back(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="seat_refused")


def stop(request: Request, db: Session) -> Response:
    """Leave the group."""
    seats.stop(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="saved")


def once_more(request: Request, db: Session) -> Response:
    """Another group, after this one."""
    lifecycle.once_more(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="saved")


routes = [
    action("/register/mine/offer", answer, name="groups:answer_offer", **FOR_REGISTRANTS),
    action("/register/mine/agreements", agree, name="groups:agree", **FOR_REGISTRANTS),
    action("/register/mine/giving-back", give_back, name="groups:give_back", **FOR_REGISTRANTS),
    action("/register/mine/stopping", stop, name="groups:stop", **FOR_REGISTRANTS),
    action("/register/mine/again", once_more, name="groups:once_more", **FOR_REGISTRANTS),
]
