"""The waiting list, and one registration, for the coordinator and the facilitator it was given to."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import coordinators, plans_groups
from accounts.models import Staff
from accounts.routes.staff.fresh import require_fresh_code
from foundation.data_keys import unseal, unseal_fields
from foundation.errors import NotVisible
from foundation.forms import Filled, blank
from foundation.receipts import new_nonce
from foundation.rows import find_visible
from groups import queries
from groups.forms import Assigning, Ending, Registering, Revealing
from groups.forms.registering import DAYS
from groups.models import Registration
from groups.operations import registrations
from web.areas import Area
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page


def index(request: Request, db: Session) -> Response:
    """Who waits, and on how many each day fits."""
    waiting = queries.waiting_list(db, request.user)
    return render(request, "groups/waiting/index.html", waiting=waiting, days=DAYS)


def new(request: Request, db: Session) -> Response:
    """Every question on one screen, for a caller."""
    return _new_page(request, blank(Registering), new_nonce(), status=200)


def create(request: Request, db: Session) -> Response:
    """Enter it and show the code, to be read aloud."""
    form, nonce = read_form(request, Registering), posted(request).get("nonce", "")[:64] or new_nonce()
    if form.errors:
        return _new_page(request, form, nonce)
    registration, code = registrations.enter_for_a_caller(db, nonce, form.value, by=request.user)
    return render(request, "groups/waiting/code.html", registration=registration, code=code)


def show(request: Request, db: Session) -> Response:
    """One registration; how to reach the person stays closed."""
    registration = _find(request, db)
    return _page(request, db, registration, status=200)


def note_talk(request: Request, db: Session) -> Response:
    """The conversation was held and a group may fit."""
    registration = _find(request, db)
    seen = posted(request).get("version", "")
    registrations.note_talk(db, registration, int(seen) if seen.isdecimal() else 0, by=request.user)
    return go_to(request, "groups:registration", said="saved", registration_id=registration.id)


def end(request: Request, db: Session) -> Response:
    """End it, with words for the person."""
    registration, form = _find(request, db), read_form(request, Ending)
    if form.errors:
        return _page(request, db, registration, ending=form)
    registrations.end(db, registration, form.value, by=request.user)
    return go_to(request, "groups:waiting", said="saved")


def assign(request: Request, db: Session) -> Response:
    """Give it to a facilitator."""
    registration, form = _find(request, db), read_form(request, Assigning)
    facilitator = db.get(Staff, form.value.facilitator) if not form.errors and form.value.facilitator else None
    if form.errors or (form.value.facilitator and facilitator is None):
        raise NotVisible
    registrations.assign(db, registration, facilitator, by=request.user)
    return go_to(request, "groups:registration", said="saved", registration_id=registration.id)


def reveal(request: Request, db: Session) -> Response:
    """Open how to reach the person, with a reason and a fresh one-time code."""
    registration, form = _find(request, db), read_form(request, Revealing)
    if form.errors:
        return _page(request, db, registration, revealing=form)
    require_fresh_code(request, db)
    contact = registrations.reveal(db, registration, by=request.user)
    return render(request, "groups/waiting/contact.html", registration=registration, contact=contact)


def renew_code(request: Request, db: Session) -> Response:
    """A new code for who lost theirs, to be read aloud; wants a fresh one-time code."""
    registration = _find(request, db)
    require_fresh_code(request, db)
    code = registrations.renew_code(db, registration, by=request.user)
    return render(request, "groups/waiting/code.html", registration=registration, code=code)


def _find(request: Request, db: Session) -> Registration:
    return find_visible(db, Registration, request.path_params["registration_id"], request.user)


def _new_page(request: Request, form: Filled[Registering], nonce: str, status: int = 422) -> Response:
    regions = request.app.state.settings.region_list
    return render(request, "groups/waiting/new.html", status=status, form=form, nonce=nonce, regions=regions)


def _page(
    request: Request,
    db: Session,
    registration: Registration,
    status: int = 422,
    ending: Filled[Any] | None = None,
    revealing: Filled[Any] | None = None,
) -> Response:
    is_coordinator = request.user.is_coordinator
    return render(
        request,
        "groups/waiting/show.html",
        status=status,
        registration=registration,
        call_me=unseal(db, registration, "sealed_name"),
        wishes=unseal_fields(db, registration, "sealed_wishes"),
        circle=unseal_fields(db, registration, "sealed_circle"),
        mode=unseal_fields(db, registration, "sealed_contact").get("mode", ""),
        facilitators=queries.facilitators(db) if is_coordinator else [],
        assigning=blank(Assigning, facilitator=str(registration.facilitator_id or "")),
        ending=ending or blank(Ending),
        revealing=revealing or blank(Revealing),
    )


_these: dict[str, Any] = {"open_to": plans_groups, "area": Area.STAFF}
_one = "/staff/registrations/{registration_id}"
routes = [
    page("/staff/waiting", index, name="groups:waiting", **_these),
    page("/staff/registrations/new", new, name="groups:new_registration", **_these),
    action("/staff/registrations/new", create, name="groups:enter_registration", **_these),
    page(_one, show, name="groups:registration", **_these),
    action(f"{_one}/talk", note_talk, name="groups:note_talk", **_these),
    action(f"{_one}/ending", end, name="groups:end_registration", **_these),
    action(f"{_one}/facilitator", assign, name="groups:assign", open_to=coordinators, area=Area.STAFF),
    action(f"{_one}/contact", reveal, name="groups:reveal", **_these),
    action(f"{_one}/code", renew_code, name="groups:renew_registration_code", **_these),
]
