"""What a colleague records about a registrant's seat, and about a death."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.errors import OutOfStep
from foundation.rows import find_visible
from groups.models import Registration
from groups.overviews.routes.registration import PATH, registration_page, to_registration
from groups.peer_groups.forms import OfferAnswer, Separation
from groups.peer_groups.operations import seats
from groups.registrations.access import find_registration
from groups.waiting_list.operations import staff_acts
from web.form_data import read_form
from web.routing import action


def record_bereavement(request: Request, db: Session) -> Response:
    """Record the death of the person it was about."""
    registration = find_registration(request, db)
    staff_acts.record_bereavement(db, registration, by=request.user)
    return to_registration(request, registration)


def answer_offer(request: Request, db: Session) -> Response:
    """Accept or decline an offer."""
    registration, form = find_registration(request, db), read_form(request, OfferAnswer)
    if form.errors:
        raise OutOfStep("no answer")
    say = seats.accept if form.value.choice is OfferAnswer.Choice.ACCEPT else seats.decline
    say(db, registration, form.value.offer, by=request.user)
    return to_registration(request, registration)


def accept_agreements(request: Request, db: Session) -> Response:
    """The agreements were read aloud and accepted."""
    registration = find_registration(request, db)
    seats.accept_agreements(db, registration, by=request.user)
    return to_registration(request, registration)


def leave_group(request: Request, db: Session) -> Response:
    """Leave the group."""
    registration = find_registration(request, db)
    seats.leave_group(db, registration, by=request.user)
    return to_registration(request, registration)


def separate(request: Request, db: Session) -> Response:
    """Return to the waiting list, because two cannot go on together."""
    registration, form = find_registration(request, db), read_form(request, Separation)
    if form.errors:
        return registration_page(request, db, registration, separation=form)
    other = find_visible(db, Registration, form.value.apart_from, request.user) if form.value.apart_from else None
    seats.separate(db, registration, other, form.value.separation_message, by=request.user)
    return to_registration(request, registration)


routes = [
    action(f"{PATH}/death", record_bereavement, name="groups:record_bereavement", **FOR_PLANNERS),
    action(f"{PATH}/offer-answer", answer_offer, name="groups:answer_offer_for", **FOR_PLANNERS),
    action(f"{PATH}/agreements", accept_agreements, name="groups:accept_agreements_for", **FOR_PLANNERS),
    action(f"{PATH}/departure", leave_group, name="groups:leave_group_for", **FOR_PLANNERS),
    action(f"{PATH}/separation", separate, name="groups:separate", **FOR_PLANNERS),
]
