"""What colleagues plan with somebody one to one: conversations, preparation, whether a call is wanted afterwards."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.errors import OutOfStep
from groups.conversations.forms import BeginningPreparation, Consenting, EndingPreparation, NamingGoal, PlanningOne
from groups.conversations.operations import aftercare, booking, preparing
from groups.overviews.routes.registration import ONE, back_to, registration_page
from groups.registrations.desk import find_registration
from web.form_data import read_form
from web.pages import go_to
from web.routing import action
from web.transactions import Attempt


def begin(request: Request, db: Session) -> Response:
    """One-to-one preparation begins."""
    registration, form = find_registration(request, db), read_form(request, BeginningPreparation)
    if form.errors:
        return registration_page(request, db, registration, beginning=form)
    preparing.begin(db, registration, form.value.why, by=request.user)
    return back_to(request, registration)


def name_goal(request: Request, db: Session) -> Response:
    """The goal, as the person said it on the phone."""
    registration, form = find_registration(request, db), read_form(request, NamingGoal)
    if form.errors:
        return registration_page(request, db, registration, goal=form)
    preparing.name_goal(db, registration, form.value.goal, by=request.user)
    return back_to(request, registration)


def end(request: Request, db: Session) -> Response:
    """It ends."""
    registration, form = find_registration(request, db), read_form(request, EndingPreparation)
    if form.errors:
        return registration_page(request, db, registration, preparation=form)
    preparing.end(db, registration, form.value, by=request.user)
    return back_to(request, registration)


def answer_aftercare(request: Request, db: Session) -> Response:
    """Whether somebody would like a call after the group, said on the phone."""
    registration, form = find_registration(request, db), read_form(request, Consenting)
    if form.errors:
        raise OutOfStep("no answer")
    aftercare.say(db, registration, form.value.choice is Consenting.Choice.YES, by=request.user)
    return back_to(request, registration)


def plan_call(request: Request, db: Session) -> Response:
    """One more conversation is to get a moment."""
    registration, form = find_registration(request, db), read_form(request, PlanningOne)
    if form.errors:
        return registration_page(request, db, registration, calling=form)
    with Attempt(db, form, "talk"):
        call = booking.plan_another(db, registration, form.value.talk, by=request.user)
        return go_to(request, "groups:call", said="saved", call_id=call.id)
    return registration_page(request, db, registration, calling=form)


routes = [
    action(f"{ONE}/preparation", begin, name="groups:begin_preparation", **FOR_PLANNERS),
    action(f"{ONE}/preparation/goal", name_goal, name="groups:name_goal", **FOR_PLANNERS),
    action(f"{ONE}/preparation/ending", end, name="groups:end_preparation", **FOR_PLANNERS),
    action(f"{ONE}/aftercare", answer_aftercare, name="groups:answer_aftercare", **FOR_PLANNERS),
    action(f"{ONE}/calls", plan_call, name="groups:plan_call", **FOR_PLANNERS),
]
