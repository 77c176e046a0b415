"""One-to-one work with a registrant: conversations, preparation, consent to aftercare."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.errors import OutOfStep
from groups.conversations.forms import (
    AftercareConsent,
    ConversationPlan,
    PreparationEnding,
    PreparationGoal,
    PreparationStart,
)
from groups.conversations.operations import aftercare, booking, preparation
from groups.overviews.routes.registration import PATH, registration_page, to_registration
from groups.registrations.access import find_registration
from web.form_data import read_form
from web.pages import go_to
from web.routing import action
from web.transactions import Attempt


def begin(request: Request, db: Session) -> Response:
    registration, form = find_registration(request, db), read_form(request, PreparationStart)
    if form.errors:
        return registration_page(request, db, registration, preparation_start=form)
    preparation.begin(db, registration, form.value.preparation_reason, by=request.user)
    return to_registration(request, registration)


def set_goal(request: Request, db: Session) -> Response:
    """The goal, as the person gave it by phone."""
    registration, form = find_registration(request, db), read_form(request, PreparationGoal)
    if form.errors:
        return registration_page(request, db, registration, goal_form=form)
    preparation.set_goal(db, registration, form.value.goal, by=request.user)
    return to_registration(request, registration)


def end(request: Request, db: Session) -> Response:
    registration, form = find_registration(request, db), read_form(request, PreparationEnding)
    if form.errors:
        return registration_page(request, db, registration, preparation_ending=form)
    preparation.end(db, registration, form.value, by=request.user)
    return to_registration(request, registration)


def answer_aftercare(request: Request, db: Session) -> Response:
    """Whether the person wants aftercare, as said by phone."""
    registration, form = find_registration(request, db), read_form(request, AftercareConsent)
    if form.errors:
        raise OutOfStep("no answer")
    aftercare.record_consent(db, registration, form.value.choice is AftercareConsent.Choice.YES, by=request.user)
    return to_registration(request, registration)


def plan_conversation(request: Request, db: Session) -> Response:
    """Plan one more conversation."""
    registration, form = find_registration(request, db), read_form(request, ConversationPlan)
    if form.errors:
        return registration_page(request, db, registration, conversation_form=form)
    with Attempt(db, form, "conversation_kind"):
        conversation = booking.plan_another(db, registration, form.value.conversation_kind, by=request.user)
        return go_to(request, "groups:conversation", flash="saved", conversation_id=conversation.id)
    return registration_page(request, db, find_registration(request, db), conversation_form=form)


routes = [
    action(f"{PATH}/preparation", begin, name="groups:begin_preparation", **FOR_PLANNERS),
    action(f"{PATH}/preparation/goal", set_goal, name="groups:set_goal", **FOR_PLANNERS),
    action(f"{PATH}/preparation/ending", end, name="groups:end_preparation", **FOR_PLANNERS),
    action(f"{PATH}/aftercare", answer_aftercare, name="groups:answer_aftercare", **FOR_PLANNERS),
    action(f"{PATH}/conversations", plan_conversation, name="groups:plan_conversation", **FOR_PLANNERS),
]
