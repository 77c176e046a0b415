"""The coordinator looks after colleagues: adding, roles, a new enrolment code, leaving."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts import queries
from accounts.access import FOR_COORDINATORS, coordinators
from accounts.forms import Confirmation, NewColleague, Roles
from accounts.models import Staff
from accounts.operations import staff as colleagues
from accounts.routes.staff.step_up import require_fresh_code
from foundation.codes import in_fours
from foundation.data_keys import unseal
from foundation.forms import Filled, blank
from foundation.rows import find_visible
from web.areas import Area
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def index(request: Request, db: Session) -> Response:
    """The list."""
    return render(request, "accounts/staff/colleagues.html", colleagues=queries.colleagues(db, request.user))


def new(request: Request, db: Session) -> Response:
    """The form for a new colleague."""
    return _new_page(request, blank(NewColleague, organisation=request.user.organisation), status=200)


def create(request: Request, db: Session) -> Response:
    """Add a colleague and show the enrolment code, once; wants a fresh one-time code."""
    form = read_form(request, NewColleague)
    if form.errors:
        return _new_page(request, form)
    require_fresh_code(request, db)
    given = form.value
    if problem := colleagues.new_name_problem(db, given.name):
        form.add_error("name", problem)
        return _new_page(request, form)
    with Attempt(db, form, "email"):
        _, code = colleagues.add(db, given.name, given.email, given.roles, given.organisation, by=request.user)
        return _code_page(request, given.name, code)
    return _new_page(request, form)


def show(request: Request, db: Session) -> Response:
    """One colleague: roles, and what can be done."""
    staff = _find(request, db)
    return _page(request, db, staff, _own_roles(staff), status=200)


def change_roles(request: Request, db: Session) -> Response:
    """Give other roles; wants a fresh one-time code."""
    staff, form = _find(request, db), read_form(request, Roles)
    if form.errors:
        return _page(request, db, staff, form)
    require_fresh_code(request, db)
    colleagues.change_roles(db, staff, form.value.roles, by=request.user)
    return go_to(request, "accounts:staff_list", flash="saved")


def renew_enrolment(request: Request, db: Session) -> Response:
    """A new enrolment code, shown once; what worked before does not any more."""
    staff, form = _find(request, db), read_form(request, Confirmation)
    if form.errors and staff.manageable_by(request.user):
        return _page(request, db, staff, _own_roles(staff), renewal_form=form)
    require_fresh_code(request, db)
    return _code_page(request, unseal(db, staff, "sealed_name"), colleagues.renew_enrolment(db, staff, by=request.user))


def end(request: Request, db: Session) -> Response:
    """The colleague leaves."""
    staff, form = _find(request, db), read_form(request, Confirmation)
    if form.errors and staff.manageable_by(request.user):
        return _page(request, db, staff, _own_roles(staff), leaving_form=form)
    require_fresh_code(request, db)
    colleagues.end(db, staff, by=request.user)
    return go_to(request, "accounts:staff_list", flash="colleague_left")


def _find(request: Request, db: Session) -> Staff:
    return find_visible(db, Staff, request.path_params["staff_id"], request.user)


def _new_page(request: Request, form: Filled[NewColleague], status: int = 422) -> Response:
    return render(request, "accounts/staff/new_colleague.html", status=status, form=form)


def _code_page(request: Request, name: str, code: str) -> Response:
    address = request.app.state.settings.address + request.app.state.address_of("accounts:enrol")
    return render(request, "accounts/staff/enrolment_code.html", name=name, code=in_fours(code), address=address)


def _own_roles(staff: Staff) -> Filled[Roles]:
    return blank(Roles, **{role.value: "on" for role in staff.roles})


def _page(
    request: Request,
    db: Session,
    staff: Staff,
    form: Filled[Roles],
    status: int = 422,
    renewal_form: Filled[Confirmation] | None = None,
    leaving_form: Filled[Confirmation] | None = None,
) -> Response:
    return render(
        request,
        "accounts/staff/colleague.html",
        status=status,
        form=form,
        renewal_form=renewal_form or blank(Confirmation),
        leaving_form=leaving_form or blank(Confirmation),
        staff=staff,
        name=unseal(db, staff, "sealed_name"),
    )


def _route(path: str) -> str:
    return f"/staff/colleagues{path}"


routes = [
    page(_route(""), index, name="accounts:staff_list", **FOR_COORDINATORS),
    page(_route("/new"), new, name="accounts:new_colleague", **FOR_COORDINATORS),
    action(_route("/new"), create, name="accounts:add_colleague", **FOR_COORDINATORS),
    page(_route("/{staff_id}"), show, name="accounts:colleague", **FOR_COORDINATORS),
    action(
        _route("/{staff_id}/roles"),
        change_roles,
        name="accounts:roles",
        open_to=coordinators,
        area=Area.STAFF,
    ),
    action(
        _route("/{staff_id}/enrolment"),
        renew_enrolment,
        name="accounts:renew_enrolment",
        open_to=coordinators,
        area=Area.STAFF,
    ),
    action(
        _route("/{staff_id}/leaving"),
        end,
        name="accounts:end_colleague",
        open_to=coordinators,
        area=Area.STAFF,
    ),
]
