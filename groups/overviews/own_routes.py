"""The registrant's own page, by code: where things are, and what one can do."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from accounts.queries import names_of
from foundation.data_keys import unseal
from foundation.forms import AnyForm, blank
from foundation.local_time import next_update_day
from groups.conversations.forms import PreparationGoal
from groups.conversations.operations import preparation
from groups.conversations.queries.conversations import meeting_of_conversation, next_conversation
from groups.meeting_room import is_open
from groups.messages.queries import last_team_message_on
from groups.overviews.forms import Confirmation, Pause
from groups.overviews.queries.own_page import kept_until, own_page
from groups.peer_groups.queries.own_seat import own_seat
from groups.registrations.access import ACCESS_CODES, own_registration
from groups.registrations.operations import ending, sealed_answers
from groups.waiting_list.operations import registrations
from texts.store import find
from web.areas import Area, drop_token
from web.form_data import posted, read_form
from web.pages import go_to, house_text, render
from web.routing import action, page
from web.transactions import Attempt


def show(request: Request, db: Session) -> Response:
    return _page(request, db)


def enter(request: Request, db: Session) -> Response:
    """Come in, now that it is one's turn."""
    registrations.enter(db, own_registration(request, db))
    return go_to(request, "groups:registration_own_page", flash="came_in")


def pause(request: Request, db: Session) -> Response:
    """Receive no offers, until a day or until one resumes."""
    form = read_form(request, Pause)
    if form.errors:
        return _page(request, db, status=422, pause_form=form)
    with Attempt(db, form, "until"):
        registrations.pause(db, own_registration(request, db), form.value.until)
        return go_to(request, "groups:registration_own_page", flash="saved")
    return _page(request, db, status=422, pause_form=form)


def resume(request: Request, db: Session) -> Response:
    registrations.resume(db, own_registration(request, db))
    return go_to(request, "groups:registration_own_page", flash="saved")


def withdraw(request: Request, db: Session) -> Response:
    """Withdraw."""
    ending.withdraw(db, own_registration(request, db))
    return go_to(request, "groups:registration_own_page", flash="registration_withdrawn")


def record_bereavement(request: Request, db: Session) -> Response:
    """Report that the person it was about has died."""
    wants_call = posted(request).get("wants_call") == "on"
    ending.report_bereavement(db, own_registration(request, db), wants_call)
    return go_to(request, "groups:registration_own_page", flash="call_requested" if wants_call else "")


def erase(request: Request, db: Session) -> Response:
    """Erase everything; the code opens nothing any more."""
    form = read_form(request, Confirmation)
    if form.errors:
        return _page(request, db, status=422, erasure_form=form)
    ending.erase(db, own_registration(request, db))
    response = go_to(request, "groups:register_age", flash="registration_erased")
    drop_token(response, Area.REGISTRATIONS)
    return response


def set_goal(request: Request, db: Session) -> Response:
    """Set one's goal for one-to-one preparation, in one's own words."""
    form = read_form(request, PreparationGoal)
    if form.errors:
        return _page(request, db, status=422, goal_form=form)
    preparation.set_goal(db, own_registration(request, db), form.value.goal)
    return go_to(request, "groups:registration_own_page", flash="saved")


def preparation_text(request: Request, db: Session) -> Response:
    """Text about what to tell in a group and what not, and what is agreed there."""
    text, agreements = find(db, "preparing"), find(db, "agreements")
    return render(
        request,
        "groups/overviews/own_preparation.html",
        access_codes=ACCESS_CODES,
        text=text,
        html=house_text(request, text.source),
        intro=house_text(request, agreements.source, level=3),
    )


def _page(
    request: Request,
    db: Session,
    status: int = 200,
    pause_form: AnyForm | None = None,
    erasure_form: AnyForm | None = None,
    goal_form: AnyForm | None = None,
) -> Response:
    registration, settings = own_registration(request, db), request.app.state.settings
    conversation = next_conversation(db, registration)
    meeting = meeting_of_conversation(db, conversation) if conversation else None
    return render(
        request,
        "groups/overviews/own_page/show.html",
        status=status,
        access_codes=ACCESS_CODES,
        page=own_page(db, registration, conversation),
        registration=registration,
        answers=sealed_answers.read_answers(db, registration) if registration.is_open else None,
        preferred_name=unseal(db, registration, "sealed_name"),
        next_update=next_update_day(settings),
        conversation_with=names_of(db, [conversation.facilitator_id]).get(conversation.facilitator_id, "")
        if conversation and conversation.facilitator_id
        else "",
        call_number=settings.call_number,
        room_is_open=bool(meeting and settings.meeting_address and is_open(settings, meeting)),
        seat=own_seat(db, registration),
        last_message_on=last_team_message_on(db, registration),
        intro=house_text(request, find(db, "agreements").source),
        kept_until=kept_until(db, registration),
        goal_form=goal_form or blank(PreparationGoal, goal=unseal(db, registration, "sealed_goal")),
        pause_form=pause_form or blank(Pause),
        erasure_form=erasure_form or blank(Confirmation),
    )


routes = [
    page("/register/mine", show, name="groups:registration_own_page", **FOR_REGISTRANTS),
    page("/register/mine/preparation", preparation_text, name="groups:own_preparation", **FOR_REGISTRANTS),
    action("/register/mine/goal", set_goal, name="groups:set_own_goal", **FOR_REGISTRANTS),
    action("/register/mine/entering", enter, name="groups:enter_registration", **FOR_REGISTRANTS),
    action("/register/mine/pause", pause, name="groups:pause_registration", **FOR_REGISTRANTS),
    action("/register/mine/return", resume, name="groups:resume_registration", **FOR_REGISTRANTS),
    action("/register/mine/withdrawal", withdraw, name="groups:withdraw_registration", **FOR_REGISTRANTS),
    action("/register/mine/loss", record_bereavement, name="groups:report_bereavement", **FOR_REGISTRANTS),
    action("/register/mine/erasure", erase, name="groups:erase_registration", **FOR_REGISTRANTS),
]
