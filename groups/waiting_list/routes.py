"""The waiting list: who waits, filtered and drawn, and entering somebody for a caller."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.errors import NotVisible
from foundation.forms import Filled, blank
from foundation.receipts import new_nonce
from foundation.sealing import SealBroken, open_token, seal_token
from groups.models import DAYS, PARTS
from groups.registrations.forms import Registering
from groups.waiting_list.forms import Filtering
from groups.waiting_list.operations import waiting
from groups.waiting_list.queries import waiting_list
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page, question


def index(request: Request, db: Session) -> Response:
    """Who waits, and when they can."""
    return _list(request, db, {})


def choose(request: Request, db: Session) -> Response:
    """Show a part of the list; what was chosen goes along unreadable, so that no address tells."""
    given = {name: value for name, value in posted(request).items() if name in Filtering.model_fields and value}
    if not given or read_form(request, Filtering).errors:
        return go_to(request, "groups:waiting")
    return go_to(request, "groups:waiting_chosen", chosen=seal_token(_keys(request), _purpose(request), given))


def chosen(request: Request, db: Session) -> Response:
    """A part of the list."""
    try:
        given = open_token(_keys(request), _purpose(request), request.path_params["chosen"])
    except SealBroken:
        raise NotVisible from None
    return _list(request, db, given)


def new(request: Request, db: Session) -> Response:
    """Every question on one screen, for a caller."""
    return _new_page(request, blank(Registering), new_nonce(), status=200)


def create(request: Request, db: Session) -> Response:
    """Enter it and show the code, to be read aloud."""
    form, nonce = read_form(request, Registering), posted(request).get("nonce", "")[:64] or new_nonce()
    if form.errors:
        return _new_page(request, form, nonce)
    registration, code = waiting.enter_for_a_caller(db, nonce, form.value, by=request.user)
    return render(request, "groups/waiting_list/code.html", registration=registration, code=code, is_renewed=False)


def _list(request: Request, db: Session, given: dict[str, str]) -> Response:
    wanted = Filtering.model_validate(given) if given else None
    return render(
        request,
        "groups/waiting_list/index.html",
        waiting=waiting_list(db, request.user, wanted),
        filtering=blank(Filtering, **given),
        is_filtered=bool(given),
        days=DAYS,
        parts=PARTS,
        regions=request.app.state.settings.region_list,
    )


def _new_page(request: Request, form: Filled[Registering], nonce: str, status: int = 422) -> Response:
    regions = request.app.state.settings.region_list
    return render(request, "groups/waiting_list/new.html", status=status, form=form, nonce=nonce, regions=regions)


def _keys(request: Request) -> Any:
    return request.app.state.database.keys


def _purpose(request: Request) -> str:
    return f"waiting list of {request.user.id}"


routes = [
    page("/staff/waiting", index, name="groups:waiting", **FOR_PLANNERS),
    question("/staff/waiting", choose, name="groups:choose_waiting", **FOR_PLANNERS),
    page("/staff/waiting/{chosen}", chosen, name="groups:waiting_chosen", **FOR_PLANNERS),
    page("/staff/registrations/new", new, name="groups:new_registration", **FOR_PLANNERS),
    action("/staff/registrations/new", create, name="groups:enter_registration", **FOR_PLANNERS),
]
