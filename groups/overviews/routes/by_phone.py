"""What somebody says on the phone about a seat or a loss, done for them by a colleague."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.errors import OutOfStep
from foundation.rows import find_visible
from groups.models import Registration
from groups.overviews.routes.registration import ONE, back_to, registration_page
from groups.peer_groups.forms import Answering, Parting
from groups.peer_groups.operations import seats
from groups.registrations.desk import find_registration
from groups.waiting_list.operations import waiting
from web.form_data import read_form
from web.routing import action


def note_death(request: Request, db: Session) -> Response:
    """The person it was about has died, as was said on the phone."""
    registration = find_registration(request, db)
    waiting.note_death(db, registration, by=request.user)
    return back_to(request, registration)


def answer(request: Request, db: Session) -> Response:
    """Yes or no to an offer, said on the phone."""
    registration, form = find_registration(request, db), read_form(request, Answering)
    if form.errors:
        raise OutOfStep("no answer")
    say = seats.accept if form.value.choice is Answering.Choice.ACCEPT else seats.refuse
    say(db, registration, form.value.offer, by=request.user)
    return back_to(request, registration)


def agree(request: Request, db: Session) -> Response:
    """The agreements were read aloud and accepted."""
    registration = find_registration(request, db)
    seats.agree(db, registration, by=request.user)
    return back_to(request, registration)


def stop(request: Request, db: Session) -> Response:
    """Somebody leaves the group."""
    registration = find_registration(request, db)
    seats.stop(db, registration, by=request.user)
    return back_to(request, registration)


def part(request: Request, db: Session) -> Response:
    """Back to the list, because going on with another will not do."""
    registration, form = find_registration(request, db), read_form(request, Parting)
    if form.errors:
        return registration_page(request, db, registration, parting=form)
    other = find_visible(db, Registration, form.value.other, request.user) if form.value.other else None
    seats.part(db, registration, other, form.value.words, by=request.user)
    return back_to(request, registration)


routes = [
    action(f"{ONE}/loss", note_death, name="groups:note_death_for", **FOR_PLANNERS),
    action(f"{ONE}/answer", answer, name="groups:answer_for", **FOR_PLANNERS),
    action(f"{ONE}/agreements", agree, name="groups:agree_for", **FOR_PLANNERS),
    action(f"{ONE}/stopping", stop, name="groups:stop_for", **FOR_PLANNERS),
    action(f"{ONE}/parting", part, name="groups:part", **FOR_PLANNERS),
]
