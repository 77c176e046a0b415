"""Words behind the code, from both sides; and looking back on a group."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import coordinators, plans_groups, registrants
from foundation.data_keys import unseal
from foundation.errors import OutOfStep, Refused, require
from foundation.forms import Filled, blank
from groups.forms import LookingBack, Saying
from groups.models import AFTERWARDS, Registration
from groups.operations import looking_back, words
from groups.queries.looking_back import looked_back
from groups.queries.seats import group_of
from groups.queries.words import find_to_read, stands_in_for, words_with
from groups.routes.desk import DESK, own_registration
from web.areas import Area
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page


def own(request: Request, db: Session) -> Response:
    """What was said between oneself and the team."""
    return _own_page(request, db, blank(Saying), status=200)


def say(request: Request, db: Session) -> Response:
    """Say something."""
    form = read_form(request, Saying)
    if form.errors:
        return _own_page(request, db, form)
    try:
        words.say(db, own_registration(request, db), form.value.words)
    except Refused as refused:
        form.add_error("words", refused.reason)
        return _own_page(request, db, form)
    return go_to(request, "groups:own_words", said="words_sent")


def look(request: Request, db: Session) -> Response:
    """Looking back on the group, as a form."""
    return _look_page(request, db, blank(LookingBack), status=200)


def look_back(request: Request, db: Session) -> Response:
    """Keep it, without whose it is."""
    form = read_form(request, LookingBack)
    if form.errors:
        return _look_page(request, db, form)
    looking_back.look_back(db, own_registration(request, db), form.value)
    return go_to(request, "groups:registration_mine", said="looked_back")


def theirs(request: Request, db: Session) -> Response:
    """What was said with somebody, for a colleague."""
    return _their_page(request, db, blank(Saying), status=200)


def answer(request: Request, db: Session) -> Response:
    """Say something to somebody, as the team."""
    form = read_form(request, Saying)
    if form.errors:
        return _their_page(request, db, form)
    registration = _theirs(request, db)
    try:
        words.say(db, registration, form.value.words, by=request.user, seen=_seen(request))
    except Refused as refused:
        form.add_error("words", refused.reason)
        return _their_page(request, db, form)
    if registration.looked_after_by(request.user, group_of(db, registration)):
        return go_to(request, "groups:words", said="saved", registration_id=registration.id)
    return go_to(request, "groups:week", said="saved")


def was_read(request: Request, db: Session) -> Response:
    """Read, and no answer needed."""
    registration = _theirs(request, db)
    words.note_read(db, registration, _seen(request), by=request.user)
    return go_to(request, "groups:week", said="saved")


def together(request: Request, db: Session) -> Response:
    """What people said when they looked back."""
    return render(request, "groups/looking_back/index.html", looked=looked_back(db))


def _seen(request: Request) -> int:
    seen = posted(request).get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 6 else 0


def _theirs(request: Request, db: Session) -> Registration:
    return find_to_read(db, request.path_params["registration_id"], request.user)


def _own_page(request: Request, db: Session, form: Filled[Saying], status: int = 422) -> Response:
    registration = own_registration(request, db)
    rows = words_with(db, registration)
    return render(
        request, "groups/words/own.html", status=status, desk=DESK, rows=rows, form=form, registration=registration
    )


def _look_page(request: Request, db: Session, form: Filled[LookingBack], status: int = 422) -> Response:
    registration = own_registration(request, db)
    if registration.state not in AFTERWARDS or registration.looked_back:
        raise OutOfStep("there is nothing to look back on")
    return render(request, "groups/looking_back/new.html", status=status, desk=DESK, form=form)


def _their_page(request: Request, db: Session, form: Filled[Saying], status: int = 422) -> Response:
    registration, viewer = _theirs(request, db), request.user
    looks_after = registration.looked_after_by(viewer, group_of(db, registration))
    require(looks_after or stands_in_for(db, registration, viewer))
    return render(
        request,
        "groups/words/theirs.html",
        status=status,
        registration=registration,
        is_theirs=looks_after,
        call_me=unseal(db, registration, "sealed_name"),
        rows=words_with(db, registration),
        form=form,
    )


_mine: dict[str, Any] = {"open_to": registrants, "area": Area.REGISTRATIONS}
_planning: dict[str, Any] = {"open_to": plans_groups, "area": Area.STAFF}
ONE = "/staff/registrations/{registration_id}/words"
routes = [
    page("/register/mine/words", own, name="groups:own_words", **_mine),
    action("/register/mine/words", say, name="groups:say", **_mine),
    page("/register/mine/looking-back", look, name="groups:look", **_mine),
    action("/register/mine/looking-back", look_back, name="groups:look_back", **_mine),
    page(ONE, theirs, name="groups:words", **_planning),
    action(ONE, answer, name="groups:answer_words", **_planning),
    action(f"{ONE}/read", was_read, name="groups:words_read", **_planning),
    page("/staff/looking-back", together, name="groups:looked_back", open_to=coordinators, area=Area.STAFF),
]
