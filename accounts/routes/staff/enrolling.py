"""A new colleague's first visit: enrolment code and passphrase, then the app for one-time codes."""

from io import BytesIO

import segno
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import everyone, half_signed_in_staff
from accounts.forms import Enrolling, OneTimeCode, reject_known
from accounts.models import BudgetKind, HalfSignedIn, Staff
from accounts.operations import budgets, one_time_codes, staff_sign_ins
from accounts.operations import staff as colleagues
from accounts.routes.known_browsers import remember
from accounts.routes.staff.signing_in import WRONG_CODE
from accounts.routes.staff.step_up import own_sign_in
from foundation.codes import in_fours
from foundation.forms import Filled, blank
from foundation.language import N_
from web.areas import Area, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, render
from web.routing import action, hashing, page
from web.transactions import after_refusal
from web.turns import Lane

NO_MATCH = N_("This email address and code do not match, or the code is no longer valid.")


def new(request: Request, db: Session) -> Response:
    """The page for a new colleague."""
    return _page(request, blank(Enrolling), status=200)


def read(request: Request, db: Session) -> ToHash[Filled[Enrolling]] | Response:
    """Hash the passphrase, whether or not the address is known."""
    form = read_form(request, Enrolling)
    reject_known(form, "passphrase", *form.given.get("email", "").split("@"))
    if form.errors:
        return _page(request, form)
    name = colleagues.normalise_email(form.value.email)
    hold = budgets.delay(db, BudgetKind.ENROLMENT, name)
    return ToHash(make=form.value.passphrase, hold=hold, lane=Lane.STAFF, name=f"enrol {name}", known=form)


def write(request: Request, db: Session, hashed: Hashed[Filled[Enrolling]]) -> Response:
    """Use the enrolment code up and go on to the app."""
    form = hashed.known
    staff = colleagues.find_enrolling(db, form.value.email, form.value.code)
    if staff is None:
        after_refusal(db, budgets.spend, BudgetKind.ENROLMENT, colleagues.normalise_email(form.value.email))
        form.add_error("", NO_MATCH)
        return _page(request, form)
    colleagues.enrol(db, staff, hashed.made)
    token = staff_sign_ins.begin(db, staff, replacing=token_of(request, Area.STAFF))
    response = go_to(request, "accounts:enrol_app")
    keep_token(response, Area.STAFF, token)
    return response


def app(request: Request, db: Session) -> Response:
    """The secret, as text and as a drawn square: on this page only, and only until the app works."""
    if not isinstance(request.user, HalfSignedIn) or request.user.staff.enrolled_on:
        return go_to(request, "accounts:staff_home")
    return _app_page(request, db, blank(OneTimeCode), request.user.staff, status=200)


def confirm_app(request: Request, db: Session) -> Response:
    """The app works: show the recovery codes, once."""
    if not isinstance(request.user, HalfSignedIn) or request.user.staff.enrolled_on:
        return go_to(request, "accounts:staff_home")
    form, staff = read_form(request, OneTimeCode), request.user.staff
    if not form.errors and not one_time_codes.accept(db, staff, form.value.one_time_code, app_only=True):
        after_refusal(db, one_time_codes.record_failure, staff.id)
        form.add_error("one_time_code", WRONG_CODE)
    if form.errors:
        return _app_page(request, db, form, staff)
    codes = colleagues.finish_enrolling(db, staff)
    token = staff_sign_ins.complete(db, own_sign_in(request, db))
    request.scope["user"] = staff
    response = render(request, "accounts/staff/recovery_codes.html", codes=[in_fours(one) for one in codes])
    keep_token(response, Area.STAFF, token)
    remember(response, db, Area.STAFF, staff)
    return response


def _app_page(request: Request, db: Session, form: Filled[OneTimeCode], staff: Staff, status: int = 422) -> Response:
    address = one_time_codes.address_for_app(db, staff, request.app.state.settings.site_name)
    secret = in_fours(one_time_codes.secret_of(db, staff))
    return render(request, "accounts/staff/app.html", status=status, form=form, square=drawn(address), secret=secret)


def drawn(address: str) -> tuple[str, int]:
    """A QR code as one SVG path and its width in modules."""
    code = segno.make(address, error="m")
    out = BytesIO()
    code.save(out, kind="svg", svgclass=None, lineclass=None, omitsize=True, xmldecl=False, svgns=False, border=2)
    path = out.getvalue().decode().split(' d="', 1)[1].split('"', 1)[0]
    return path, int(code.symbol_size(border=2)[0])


def _again(request: Request, form: Filled[Enrolling], sentence: str, status: int) -> Response:
    form.add_error("", sentence)
    return _page(request, form, status)


def _page(request: Request, form: Filled[Enrolling], status: int = 422) -> Response:
    return render(request, "accounts/staff/enrol.html", status=status, form=form)


routes = [
    page("/staff/enrol", new, name="accounts:enrol", open_to=everyone, area=Area.STAFF),
    hashing(
        "/staff/enrol",
        read,
        write,
        name="accounts:submit_enrolment",
        open_to=everyone,
        area=Area.STAFF,
        again=_again,
    ),
    page("/staff/app", app, name="accounts:enrol_app", open_to=half_signed_in_staff, area=Area.STAFF),
    action(
        "/staff/app",
        confirm_app,
        name="accounts:confirm_app",
        reads_code=True,
        open_to=half_signed_in_staff,
        area=Area.STAFF,
    ),
]
