"""One conversation, for the facilitator who holds it: the briefing, its slot, its outcome."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import FOR_PLANNERS
from accounts.models import Staff
from accounts.queries import facilitators
from foundation.data_keys import unseal
from foundation.errors import NotVisible, OutOfStep
from foundation.forms import AnyForm, blank
from foundation.local_time import local_datetime
from foundation.rows import find_visible
from groups import meeting_room
from groups.conversations.forms import ConversationReport, OutcomeCorrection, SlotBooking
from groups.conversations.operations import booking, changes, correcting, recording
from groups.conversations.queries.aftercare import can_call_again
from groups.conversations.queries.conversation_page import ConversationPage
from groups.conversations.queries.conversations import conversation_brief, meeting_of_conversation
from groups.conversations.queries.outcomes import alternative_outcomes, has_booked_conversation
from groups.lookups import group_of
from groups.models import OUTCOMES_BY_KIND, Conversation, Registration
from groups.referrals.queries import referral_places
from web.form_data import posted_number, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def show(request: Request, db: Session) -> Response:
    """The briefing; the number stays closed."""
    return _page(request, db, _find(request, db), status=200)


def show_number(request: Request, db: Session) -> Response:
    """The number, around one's own booked conversation; this is audited."""
    conversation = _find(request, db)
    changes.reveal_number(db, conversation, by=request.user)
    return _page(request, db, conversation, status=200, shows_number=True)


def book(request: Request, db: Session) -> Response:
    """Book a slot, or rebook."""
    conversation, form = _find(request, db), read_form(request, SlotBooking)
    if form.errors:
        return _page(request, db, conversation, slot_form=form)
    facilitator = db.get(Staff, form.value.facilitator)
    if facilitator is None:
        raise NotVisible
    begins = local_datetime(form.value.day, form.value.starts, conversation.zone)
    with Attempt(db, form, "starts"):
        booking.book(
            db, conversation, begins, form.value.channel, facilitator, by=request.user, override=form.value.override
        )
        return _to_conversation(request, conversation)
    return _page(request, db, _find(request, db), slot_form=form)


def release_slot(request: Request, db: Session) -> Response:
    """Release the slot; the person is notified."""
    conversation = _find(request, db)
    changes.release_slot(db, conversation, posted_number(request, "revision"), by=request.user)
    return _to_conversation(request, conversation)


def record_no_answer(request: Request, db: Session) -> Response:
    conversation = _find(request, db)
    recording.record_no_answer(db, conversation, posted_number(request, "revision"), by=request.user)
    return go_to(request, "groups:conversation", flash="no_answer_recorded", conversation_id=conversation.id)


def record_staff_absence(request: Request, db: Session) -> Response:
    """The colleague could not make it."""
    conversation = _find(request, db)
    recording.record_staff_absence(db, conversation, posted_number(request, "revision"), by=request.user)
    return go_to(request, "groups:conversation", flash="staff_absence_recorded", conversation_id=conversation.id)


def record_held(request: Request, db: Session) -> Response:
    conversation, form = _find(request, db), read_form(request, ConversationReport)
    if form.errors:
        return _page(request, db, conversation, report_form=form)
    with Attempt(db, form, "outcome"):
        recording.record_held(db, conversation, form.value, by=request.user)
        flash = f"recorded_{form.value.outcome}" if form.value.outcome else "conversation_recorded"
        return go_to(request, "groups:registration", flash=flash, registration_id=conversation.registration_id)
    return _page(request, db, _find(request, db), report_form=form)


def correct_outcome(request: Request, db: Session) -> Response:
    """Correct the outcome."""
    conversation, form = _find(request, db), read_form(request, OutcomeCorrection)
    if form.errors:
        raise OutOfStep("nothing was said")
    correcting.correct_outcome(db, conversation, form.value.outcome, form.value.revision, by=request.user)
    flash = f"recorded_{form.value.outcome}"
    return go_to(request, "groups:registration", flash=flash, registration_id=conversation.registration_id)


def room(request: Request, db: Session) -> Response:
    """Join the online room, as the facilitator."""
    conversation, settings = _find(request, db), request.app.state.settings
    meeting, name = meeting_of_conversation(db, conversation), unseal(db, request.user, "sealed_name")
    address = meeting_room.host_url(settings, meeting, name)
    if not address or not conversation.conducted_by(request.user):
        raise NotVisible
    return RedirectResponse(address, status_code=303)


def _find(request: Request, db: Session) -> Conversation:
    return find_visible(db, Conversation, request.path_params["conversation_id"], request.user)


def _to_conversation(request: Request, conversation: Conversation) -> Response:
    return go_to(request, "groups:conversation", flash="saved", conversation_id=conversation.id)


def _page(
    request: Request,
    db: Session,
    conversation: Conversation,
    status: int = 422,
    shows_number: bool = False,
    slot_form: AnyForm | None = None,
    report_form: AnyForm | None = None,
) -> Response:
    registration = find_visible(db, Registration, conversation.registration_id, request.user)
    group = group_of(db, registration)
    known = {"channel": conversation.channel, "facilitator": str(conversation.facilitator_id or "")}
    if conversation.day and conversation.starts:
        known |= {"day": conversation.day.isoformat(), "starts": conversation.starts.isoformat("minutes")}
    viewer, brief = request.user, conversation_brief(db, conversation, shows_number)
    page = ConversationPage(
        conversation=conversation,
        registration=registration,
        group=group,
        viewer=viewer,
        has_earlier_notes=bool(brief.earlier_notes),
        has_room=bool(meeting_of_conversation(db, conversation)) and conversation.conducted_by(viewer),
        alternative_outcomes=list(alternative_outcomes(db, conversation, registration)),
        can_call_again=can_call_again(db, conversation, registration),
    )
    return render(
        request,
        "groups/conversations/staff/show.html",
        status=status,
        page=page,
        conversation=conversation,
        registration=registration,
        brief=brief,
        has_booked_conversation=has_booked_conversation(db, registration),
        outcomes=OUTCOMES_BY_KIND.get(conversation.kind, ()),
        may_see_number=conversation.shows_number_to(viewer),
        facilitators=facilitators(db),
        referral_places=referral_places(db, viewer),
        slot_form=slot_form or blank(SlotBooking, **known),
        report_form=report_form or blank(ConversationReport, revision=str(conversation.revision)),
    )


PATH = "/staff/conversations/{conversation_id}"
routes = [
    page(PATH, show, name="groups:conversation", **FOR_PLANNERS),
    page(f"{PATH}/room", room, name="groups:conversation_room", **FOR_PLANNERS),
    action(f"{PATH}/number", show_number, name="groups:reveal_number", **FOR_PLANNERS),
    action(f"{PATH}/slot", book, name="groups:book_slot", **FOR_PLANNERS),
    action(f"{PATH}/release", release_slot, name="groups:release_slot", **FOR_PLANNERS),
    action(f"{PATH}/no-answer", record_no_answer, name="groups:record_no_answer", **FOR_PLANNERS),
    action(f"{PATH}/staff-absence", record_staff_absence, name="groups:record_staff_absence", **FOR_PLANNERS),
    action(f"{PATH}/held", record_held, name="groups:record_conversation_held", **FOR_PLANNERS),
    action(f"{PATH}/outcome", correct_outcome, name="groups:correct_outcome", **FOR_PLANNERS),
]
