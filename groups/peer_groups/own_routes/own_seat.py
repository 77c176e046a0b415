"""One's own seat, by code: answering an offer, accepting the agreements, giving the seat up."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from foundation.errors import OutOfStep
from groups.peer_groups.forms import OfferAnswer
from groups.peer_groups.operations import seats
from groups.registrations.access import own_registration
from groups.registrations.operations import lifecycle
from web.form_data import read_form
from web.pages import go_to
from web.routing import action


def answer_offer(request: Request, db: Session) -> Response:
    """Accept or decline the offer that was shown."""
    form = read_form(request, OfferAnswer)
    if form.errors:
        raise OutOfStep("no answer")
    accepts = form.value.choice is OfferAnswer.Choice.ACCEPT
    say = seats.accept if accepts else seats.decline
    say(db, own_registration(request, db), form.value.offer)
    return go_to(request, "groups:registration_own_page", flash="seat_accepted" if accepts else "offer_declined")


def accept_agreements(request: Request, db: Session) -> Response:
    """Accept the agreements of the group."""
    seats.accept_agreements(db, own_registration(request, db))
    return go_to(request, "groups:registration_own_page", flash="saved")


def give_up_seat(request: Request, db: Session) -> Response:
    """Give up the seat; the place on the list is kept."""
    seats.give_up_seat(db, own_registration(request, db))
    return go_to(request, "groups:registration_own_page", flash="seat_given_up")


def leave_group(request: Request, db: Session) -> Response:
    """Leave the group."""
    seats.leave_group(db, own_registration(request, db))
    return go_to(request, "groups:registration_own_page", flash="saved")


def rejoin_waiting_list(request: Request, db: Session) -> Response:
    """Join the list for another group."""
    lifecycle.rejoin_waiting_list(db, own_registration(request, db))
    return go_to(request, "groups:registration_own_page", flash="saved")


routes = [
    action("/register/mine/offer", answer_offer, name="groups:answer_offer", **FOR_REGISTRANTS),
    action("/register/mine/agreements", accept_agreements, name="groups:accept_agreements", **FOR_REGISTRANTS),
    action("/register/mine/release", give_up_seat, name="groups:give_up_seat", **FOR_REGISTRANTS),
    action("/register/mine/departure", leave_group, name="groups:leave_group", **FOR_REGISTRANTS),
    action("/register/mine/re-entry", rejoin_waiting_list, name="groups:rejoin_waiting_list", **FOR_REGISTRANTS),
]
