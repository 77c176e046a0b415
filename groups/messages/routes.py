"""Words behind the code, from both sides; and looking back on a group."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.data_keys import unseal
from foundation.errors import require
from foundation.forms import Filled, blank
from groups.lookups import group_of
from groups.messages import operations as messages
from groups.messages.forms import Saying
from groups.messages.queries import find_to_read, stands_in_for, words_with
from groups.models import Registration
from web.form_data import posted_number, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def theirs(request: Request, db: Session) -> Response:
    """What was said with somebody, for a colleague."""
    return _their_page(request, db, blank(Saying), status=200)


def answer(request: Request, db: Session) -> Response:
    """Say something to somebody, as the team."""
    form = read_form(request, Saying)
    if form.errors:
        return _their_page(request, db, form)
    registration = _theirs(request, db)
    with Attempt(db, form, "words"):
        messages.say(db, registration, form.value.words, by=request.user, seen=posted_number(request, "seen"))
        if registration.looked_after_by(request.user, group_of(db, registration)):
            return go_to(request, "groups:words", said="saved", registration_id=registration.id)
        return go_to(request, "groups:week", said="saved")
    return _their_page(request, db, form)


def was_read(request: Request, db: Session) -> Response:
    """Read, and no answer needed."""
    registration = _theirs(request, db)
    messages.note_read(db, registration, posted_number(request, "seen"), by=request.user)
    return go_to(request, "groups:week", said="saved")


def _theirs(request: Request, db: Session) -> Registration:
    return find_to_read(db, request.path_params["registration_id"], request.user)


def _their_page(request: Request, db: Session, form: Filled[Saying], status: int = 422) -> Response:
    registration, viewer = _theirs(request, db), request.user
    looks_after = registration.looked_after_by(viewer, group_of(db, registration))
    require(looks_after or stands_in_for(db, registration, viewer))
    return render(
        request,
        "groups/messages/theirs.html",
        status=status,
        registration=registration,
        is_theirs=looks_after,
        call_me=unseal(db, registration, "sealed_name"),
        rows=words_with(db, registration),
        form=form,
    )


ONE = "/staff/registrations/{registration_id}/words"
routes = [
    page(ONE, theirs, name="groups:words", **FOR_PLANNERS),
    action(ONE, answer, name="groups:answer_words", **FOR_PLANNERS),
    action(f"{ONE}/read", was_read, name="groups:words_read", **FOR_PLANNERS),
]
