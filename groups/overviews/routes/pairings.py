"""Placing somebody together with another registrant, or apart: choosing with whom."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS
from foundation.data_keys import unseal
from foundation.forms import AnyForm, blank
from foundation.rows import find_visible
from groups.models import Registration
from groups.overviews.routes.registration import PATH, to_registration
from groups.registrations.access import find_registration
from groups.registrations.forms import NameSearch, PairingForm
from groups.registrations.operations import pairings
from groups.registrations.queries.pairing_choices import pairing_choices
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.paging import cursor_of, filter_of, seal_filter
from web.routing import action, page, question

LIST = "pairing choices"


def index(request: Request, db: Session) -> Response:
    """With whom: everybody, or those of a name."""
    return _page(request, db, find_registration(request, db), blank(PairingForm), status=200)


def search(request: Request, db: Session) -> Response:
    """Look for a name."""
    registration, form = find_registration(request, db), read_form(request, NameSearch)
    if form.errors or not form.value.name:
        return go_to(request, "groups:pairing_choices", registration_id=registration.id)
    chosen = seal_filter(request, LIST, {"name": form.value.name})
    return go_to(request, "groups:found_pairing_choices", registration_id=registration.id, chosen=chosen)


def pair(request: Request, db: Session) -> Response:
    """Pair two registrants: together, or apart."""
    registration, form = find_registration(request, db), read_form(request, PairingForm)
    if form.errors:
        return _page(request, db, registration, form)
    other = find_visible(db, Registration, form.value.other, request.user)
    pairings.pair(db, registration, other, form.value, by=request.user)
    return to_registration(request, registration)


def unpair(request: Request, db: Session) -> Response:
    registration = find_registration(request, db)
    other = find_visible(db, Registration, posted(request).get("other"), request.user)
    pairings.unpair(db, registration, other, by=request.user)
    return to_registration(request, registration)


def _page(request: Request, db: Session, registration: Registration, form: AnyForm, status: int = 422) -> Response:
    name = filter_of(request, LIST).get("name", "")
    return render(
        request,
        "groups/overviews/pairing_choices.html",
        status=status,
        registration=registration,
        preferred_name=unseal(db, registration, "sealed_name"),
        form=form,
        search_form=blank(NameSearch, name=name),
        chosen=request.path_params.get("chosen", ""),
        others=pairing_choices(db, registration, request.user, name, cursor_of(request)),
    )


PAIRINGS = f"{PATH}/pairings"
routes = [
    page(PAIRINGS, index, name="groups:pairing_choices", **FOR_COORDINATORS),
    action(PAIRINGS, pair, name="groups:pair", **FOR_COORDINATORS),
    page(f"{PAIRINGS}/from/{{cursor}}", index, name="groups:pairing_choices_from", **FOR_COORDINATORS),
    question(f"{PAIRINGS}/named", search, name="groups:search_pairing_choices", **FOR_COORDINATORS),
    page(f"{PAIRINGS}/named/{{chosen}}", index, name="groups:found_pairing_choices", **FOR_COORDINATORS),
    page(
        f"{PAIRINGS}/named/{{chosen}}/from/{{cursor}}",
        index,
        name="groups:found_pairing_choices_from",
        **FOR_COORDINATORS,
    ),
    action(f"{PAIRINGS}/removal", unpair, name="groups:unpair", **FOR_COORDINATORS),
]
