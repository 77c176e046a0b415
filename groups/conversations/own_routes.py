"""One's own conversation, by code: booking a slot, rebooking, releasing it."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import FOR_REGISTRANTS
from foundation.data_keys import unseal
from foundation.errors import NotVisible, OutOfStep
from foundation.forms import AnyForm, blank
from foundation.local_time import local_datetime
from groups import meeting_room
from groups.conversations.forms import AftercareConsent, SlotChoice
from groups.conversations.operations import aftercare, booking, changes
from groups.conversations.queries.conversations import can_choose_slot, meeting_of_conversation, next_conversation
from groups.conversations.queries.slots import slot_choices
from groups.models import Channel, Conversation
from groups.registrations.access import ACCESS_CODES, own_registration
from web.form_data import posted_number, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def show(request: Request, db: Session) -> Response:
    """The free slots, in the default channel for this person."""
    conversation = _visible_conversation(request, db)
    return _page(request, db, conversation, blank(SlotChoice, channel=conversation.channel), status=200)


def show_channel(request: Request, db: Session) -> Response:
    """The free slots for another channel."""
    try:
        channel = Channel(request.path_params["channel"])
    except ValueError:
        raise NotVisible from None
    return _page(request, db, _visible_conversation(request, db), blank(SlotChoice, channel=channel), status=200)


def choose(request: Request, db: Session) -> Response:
    """Book one. If somebody was faster, the remaining slots are shown again."""
    conversation, form = _own_conversation(request, db), read_form(request, SlotChoice)
    if form.errors:
        return _page(request, db, conversation, form)
    begins = local_datetime(form.value.slot.date(), form.value.slot.time(), conversation.zone)
    with Attempt(db, form, "slot"):
        booking.choose(db, conversation, begins, form.value.channel)
        return go_to(request, "groups:registration_own_page", flash="slot_chosen")
    return _page(request, db, _own_conversation(request, db), form)


def release_slot(request: Request, db: Session) -> Response:
    """Release the slot."""
    changes.release_slot(db, _own_conversation(request, db), posted_number(request, "revision"))
    return go_to(request, "groups:registration_own_page", flash="slot_released")


def decline(request: Request, db: Session) -> Response:
    """Decline the conversation."""
    changes.decline(db, _own_conversation(request, db))
    return go_to(request, "groups:registration_own_page", flash="conversation_declined")


def request_again(request: Request, db: Session) -> Response:
    """Ask for the conversation after all."""
    booking.request_again(db, own_registration(request, db))
    return go_to(request, "groups:own_conversation")


def answer_aftercare(request: Request, db: Session) -> Response:
    """Whether one wants aftercare."""
    form = read_form(request, AftercareConsent)
    if form.errors:
        raise OutOfStep("no answer")
    aftercare.record_consent(db, own_registration(request, db), form.value.choice is AftercareConsent.Choice.YES)
    return go_to(request, "groups:registration_own_page", flash="saved")


def room(request: Request, db: Session) -> Response:
    """Join the online room, around the slot."""
    conversation, settings = _visible_conversation(request, db), request.app.state.settings
    meeting, name = meeting_of_conversation(db, conversation), unseal(db, own_registration(request, db), "sealed_name")
    address = meeting_room.guest_url(settings, meeting, name)
    if not address:
        raise NotVisible
    return RedirectResponse(address, status_code=303)


def _visible_conversation(request: Request, db: Session) -> Conversation:
    conversation = next_conversation(db, own_registration(request, db))
    if conversation is None or not can_choose_slot(db, conversation):
        raise NotVisible
    return conversation


def _own_conversation(request: Request, db: Session) -> Conversation:
    conversation = next_conversation(db, own_registration(request, db))
    if conversation is None or not can_choose_slot(db, conversation):
        raise OutOfStep("there is no conversation to come")
    return conversation


def _page(request: Request, db: Session, conversation: Conversation, form: AnyForm, status: int = 422) -> Response:
    registration = own_registration(request, db)
    return render(
        request,
        "groups/conversations/own.html",
        status=status,
        access_codes=ACCESS_CODES,
        conversation=conversation,
        form=form,
        choices=slot_choices(db, registration, conversation, form.given.get("channel", "")),
    )


PATH = "/register/mine/conversation"
routes = [
    page(PATH, show, name="groups:own_conversation", **FOR_REGISTRANTS),
    page(f"{PATH}/room", room, name="groups:own_conversation_room", **FOR_REGISTRANTS),
    page(f"{PATH}/by/{{channel}}", show_channel, name="groups:own_conversation_by", **FOR_REGISTRANTS),
    action(PATH, choose, name="groups:choose_slot", **FOR_REGISTRANTS),
    action(f"{PATH}/release", release_slot, name="groups:release_own_slot", **FOR_REGISTRANTS),
    action("/register/mine/aftercare", answer_aftercare, name="groups:answer_own_aftercare", **FOR_REGISTRANTS),
    action(f"{PATH}/request", request_again, name="groups:request_conversation", **FOR_REGISTRANTS),
    action(f"{PATH}/decline", decline, name="groups:decline_conversation", **FOR_REGISTRANTS),
]
