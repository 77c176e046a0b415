"""Colleagues sign in: passphrase first, then the one-time code."""

from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

import audit
from accounts.access import everyone, half_signed_in_staff
from accounts.forms import OneTimeCode, StaffCredentials
from accounts.models import BudgetKind, Staff
from accounts.operations import budgets, one_time_codes, staff_sign_ins
from accounts.operations import staff as colleagues
from accounts.routes.known_browsers import Approach, approach, remember
from accounts.routes.staff.step_up import own_sign_in
from audit import Action
from foundation.forms import Filled, blank
from foundation.language import N_
from web.areas import Area, drop_token, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import forget_place, go_to, go_to_place, kept_place, render
from web.routing import action, hashing, page
from web.transactions import after_refusal

NO_MATCH = N_("This email address and passphrase do not match.")
WRONG_CODE = N_("This code is not right, or it has already been used. Wait for the next one and type that.")

Tried = tuple[Filled[StaffCredentials], Staff | None, Approach]
"""The form, the colleague of that address, and how they came."""


def home(request: Request, db: Session) -> Response:
    """The staff entrance: the home page when signed in, the sign-in page when not."""
    if request.user.is_moderator:
        return go_to(request, "moderation:queue")
    if request.user.is_staff:
        return go_to(request, "groups:waiting_list")
    if request.user.is_half_signed_in:
        return go_to(request, "accounts:staff_code")
    return _page(request, blank(StaffCredentials), status=200)


def read(request: Request, db: Session) -> ToHash[Tried] | Response:
    """Find what is to be compared; an unknown address costs the same."""
    form = read_form(request, StaffCredentials)
    if form.errors:
        return _page(request, form)
    staff = colleagues.find_by_email(db, form.value.email)
    way = approach(request, db, Area.STAFF, colleagues.normalise_email(form.value.email), staff)
    stored = staff.passphrase_hash if staff else None
    return way.to_hash(db, stored, form.value.passphrase, known=(form, staff, way))


def write(request: Request, db: Session, hashed: Hashed[Tried]) -> Response:
    """Begin half a sign-in: it opens the code page only."""
    form, before, way = hashed.known
    staff = db.get(Staff, before.id) if before else None
    still_matches = before and staff and staff.passphrase_hash == before.passphrase_hash and not staff.ended_on
    if not hashed.matches or staff is None or not still_matches:
        after_refusal(db, _record_failure, way, staff.id if staff else None)
        form.add_error("", NO_MATCH)
        return _page(request, form)
    token = staff_sign_ins.begin(db, staff, replacing=token_of(request, Area.STAFF))
    response = go_to(request, "accounts:staff_code")
    keep_token(response, Area.STAFF, token)
    return response


def code(request: Request, db: Session) -> Response:
    """The page for the one-time code."""
    if request.user.is_staff:
        return go_to(request, "accounts:staff_home")
    if request.user.staff.enrolled_on is None:
        return go_to(request, "accounts:enrol_app")
    return render(request, "accounts/staff/code.html", form=blank(OneTimeCode))


def take_code(request: Request, db: Session) -> Response:
    """Open everything, under a new token, and go back to the page that was asked for."""
    form = read_form(request, OneTimeCode)
    sign_in = own_sign_in(request, db)
    staff = db.get_one(Staff, sign_in.staff_id)
    if not form.errors and not (staff.enrolled_on and one_time_codes.accept(db, staff, form.value.one_time_code)):
        after_refusal(db, one_time_codes.record_failure, staff.id)
        form.add_error("one_time_code", WRONG_CODE)
    if form.errors:
        return render(request, "accounts/staff/code.html", status=422, form=form)
    token = staff_sign_ins.complete(db, sign_in)
    response = go_to_place(request, kept_place(request) or request.app.state.address_of("accounts:staff_home"))
    keep_token(response, Area.STAFF, token)
    remember(response, db, Area.STAFF, staff)
    forget_place(response)
    return response


def sign_out(request: Request, db: Session) -> Response:
    """End this sign-in."""
    staff_sign_ins.end(db, token_of(request, Area.STAFF))
    response = go_to(request, "accounts:staff_home", flash="signed_out")
    response.headers["clear-site-data"] = '"cache", "storage"'
    drop_token(response, Area.STAFF)
    forget_place(response)
    return response


def _record_failure(db: Session, way: Approach, staff_id: UUID | None) -> None:
    way.spend(db)
    if budgets.is_worth_recording(db, BudgetKind.STAFF_SIGN_IN):
        audit.record(db, Action.STAFF_SIGN_IN_FAILED, staff_id)


def _again(request: Request, tried: Tried, sentence: str, status: int) -> Response:
    form, _, _ = tried
    form.add_error("", sentence)
    return _page(request, form, status)


def _page(request: Request, form: Filled[StaffCredentials], status: int = 422) -> Response:
    return render(request, "accounts/staff/sign_in.html", status=status, form=form)


routes = [
    page("/staff/", home, name="accounts:staff_home", open_to=everyone, area=Area.STAFF),
    hashing(
        "/staff/sign-in",
        read,
        write,
        name="accounts:begin_staff_sign_in",
        open_to=everyone,
        area=Area.STAFF,
        again=_again,
    ),
    page("/staff/code", code, name="accounts:staff_code", open_to=half_signed_in_staff, area=Area.STAFF),
    action(
        "/staff/code",
        take_code,
        name="accounts:submit_staff_code",
        reads_code=True,
        open_to=half_signed_in_staff,
        area=Area.STAFF,
    ),
    action("/staff/sign-out", sign_out, name="accounts:staff_sign_out", open_to=everyone, area=Area.STAFF),
]
