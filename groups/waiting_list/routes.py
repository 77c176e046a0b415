"""The waiting list: who waits, filtered and charted, and registering a caller."""

from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS, FOR_PLANNERS
from accounts.forms import NOBODY_TICKED, WordsToMany
from accounts.routes.staff.step_up import require_fresh_code
from foundation.access_codes import new_nonce
from foundation.forms import Filled, blank
from groups.models import DAY_PARTS, DAYS
from groups.registrations.forms import RegistrationForm
from groups.waiting_list.forms import WaitingListFilter
from groups.waiting_list.operations import registrations, staff_acts
from groups.waiting_list.queries.arrivals import arrivals, untouched
from groups.waiting_list.queries.waiting_list import waiting_list, waiting_overview
from web.form_data import picked, posted, read_form
from web.pages import go_to, render
from web.paging import cursor_of, filter_of, seal_filter
from web.routing import action, page, question

LIST = "waiting list"


def index(request: Request, db: Session) -> Response:
    """Who waits, and when they are available; or a part of the list."""
    given = filter_of(request, LIST)
    return render(
        request,
        "groups/waiting_list/index.html",
        waiting=waiting_list(db, request.user, WaitingListFilter.model_validate(given), cursor_of(request)),
        filter_form=blank(WaitingListFilter, **given),
        chosen=request.path_params.get("chosen", ""),
        is_continued="cursor" in request.path_params,
        days=DAYS,
        parts=DAY_PARTS,
        regions=request.app.state.settings.region_list,
        parked=registrations.parked_count(db) if request.user.is_coordinator else 0,
    )


def overview(request: Request, db: Session) -> Response:
    """When everybody on a long list is available, and how long they have waited."""
    found = waiting_overview(db, request.user, WaitingListFilter.model_validate(filter_of(request, LIST)))
    chosen = request.path_params.get("chosen", "")
    return render(
        request,
        "groups/waiting_list/overview.html",
        overview=found,
        chosen=chosen,
        days=DAYS,
        parts=DAY_PARTS,
    )


def filter_list(request: Request, db: Session) -> Response:
    """Filter the list."""
    given = {name: value for name, value in posted(request).items() if name in WaitingListFilter.model_fields and value}
    if not given or read_form(request, WaitingListFilter).errors:
        return go_to(request, "groups:waiting_list")
    return go_to(request, "groups:filtered_waiting_list", chosen=seal_filter(request, LIST, given))


def new(request: Request, db: Session) -> Response:
    """All questions on one page, for a caller."""
    return _new_page(request, blank(RegistrationForm), new_nonce(), status=200)


def create(request: Request, db: Session) -> Response:
    """Register the caller and show the code, to be read aloud."""
    form, nonce = read_form(request, RegistrationForm), posted(request).get("nonce", "")[:64] or new_nonce()
    if form.errors:
        return _new_page(request, form, nonce)
    registration, code = staff_acts.register_caller(db, nonce, form.value, by=request.user)
    return render(request, "groups/waiting_list/code.html", registration=registration, code=code, is_renewed=False)


def show_arrivals(request: Request, db: Session) -> Response:
    """Those whom nobody has taken up, to tell people from a flood."""
    return _arrivals_page(request, db, blank(WordsToMany), set(), status=200)


def end_many(request: Request, db: Session) -> Response:
    """End those that were ticked: looked at once more first, with the words to each."""
    form = read_form(request, WordsToMany)
    found = untouched(db, picked(request), request.user)
    if not form.errors and not found:
        form.add_error("", NOBODY_TICKED)
    if form.errors or not form.value.confirmed:
        return _arrivals_page(request, db, form, {one.id for one in found}, status=422 if form.errors else 200)
    require_fresh_code(request, db)
    staff_acts.end_many(db, found, form.value.message, by=request.user)
    return go_to(request, "groups:arrivals", flash="many_ended")


def _arrivals_page(
    request: Request, db: Session, form: Filled[WordsToMany], ticked: set[UUID], status: int
) -> Response:
    listed = arrivals(db, request.user)
    return render(
        request,
        "groups/waiting_list/arrivals.html",
        status=status,
        form=form,
        ticked=ticked,
        rows=[row for row in listed.rows if not ticked or form.errors or row.id in ticked],
        total=listed.total,
        is_last_look=bool(ticked) and not form.errors,
    )


def _new_page(request: Request, form: Filled[RegistrationForm], nonce: str, status: int = 422) -> Response:
    regions = request.app.state.settings.region_list
    return render(request, "groups/waiting_list/new.html", status=status, form=form, nonce=nonce, regions=regions)


routes = [
    page("/staff/arrivals", show_arrivals, name="groups:arrivals", **FOR_COORDINATORS),
    action("/staff/arrivals", end_many, name="groups:end_many", **FOR_COORDINATORS),
    page("/staff/waiting-list", index, name="groups:waiting_list", **FOR_PLANNERS),
    question("/staff/waiting-list", filter_list, name="groups:filter_waiting_list", **FOR_PLANNERS),
    page("/staff/waiting-list/from/{cursor}", index, name="groups:waiting_list_from", **FOR_PLANNERS),
    page("/staff/waiting-list/overview", overview, name="groups:waiting_overview", **FOR_PLANNERS),
    page("/staff/waiting-list/{chosen}", index, name="groups:filtered_waiting_list", **FOR_PLANNERS),
    page(
        "/staff/waiting-list/{chosen}/overview",
        overview,
        name="groups:filtered_waiting_overview",
        **FOR_PLANNERS,
    ),
    page(
        "/staff/waiting-list/{chosen}/from/{cursor}",
        index,
        name="groups:filtered_waiting_list_from",
        **FOR_PLANNERS,
    ),
    page("/staff/registrations/new", new, name="groups:new_registration", **FOR_PLANNERS),
    action("/staff/registrations/new", create, name="groups:register_caller", **FOR_PLANNERS),
]
