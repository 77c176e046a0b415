"""A colleague's own page."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_STAFF, any_staff
from accounts.forms import NewPassphrase, ShortcutPreference, reject_known
from accounts.models import Staff
from accounts.operations import one_time_codes, staff_sign_ins
from accounts.operations import staff as colleagues
from accounts.routes.known_browsers import from_within, remember
from accounts.routes.staff.step_up import require_fresh_code
from foundation.codes import hash_of, in_fours
from foundation.data_keys import unseal
from foundation.errors import OutOfStep
from foundation.forms import Filled, blank
from foundation.language import N_
from web.areas import Area, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, render
from web.routing import action, hashing, page
from web.transactions import after_refusal

WRONG = N_("This is not your current passphrase.")

Tried = tuple[Filled[NewPassphrase], str]
"""The form, and the stored hash that its passphrase is compared with."""


def show(request: Request, db: Session) -> Response:
    """Name, roles, sign-ins, recovery codes left."""
    staff: Staff = request.user
    here = hash_of(token_of(request, Area.STAFF))
    return render(
        request,
        "accounts/staff/account.html",
        name=unseal(db, staff, "sealed_name"),
        email=unseal(db, staff, "sealed_email"),
        codes_left=one_time_codes.recovery_codes_left(db, staff),
        sign_ins=[(one, one.token_hash == here) for one in staff_sign_ins.live_sign_ins(db, staff)],
    )


def end_others(request: Request, db: Session) -> Response:
    """End every sign-in but this one."""
    staff_sign_ins.end_all(db, request.user, keep=token_of(request, Area.STAFF))
    response = go_to(request, "accounts:staff_account", flash="other_sign_ins_ended")
    remember(response, db, Area.STAFF, request.user)
    return response


def renew_codes(request: Request, db: Session) -> Response:
    """New recovery codes, shown once; wants a fresh one-time code."""
    require_fresh_code(request, db)
    codes = one_time_codes.renew_recovery_codes(db, request.user)
    return render(request, "accounts/staff/recovery_codes.html", codes=[in_fours(one) for one in codes])


def change_shortcuts(request: Request, db: Session) -> Response:
    """Single keys on or off."""
    form = read_form(request, ShortcutPreference)
    request.user.uses_shortcuts = not form.errors and form.value.uses_shortcuts
    db.add(request.user)
    return go_to(request, "accounts:staff_account", flash="saved")


def new_passphrase(request: Request, db: Session) -> Response:
    """The page for another passphrase."""
    return _page(request, blank(NewPassphrase), status=200)


def read_passphrase(request: Request, db: Session) -> ToHash[Tried] | Response:
    """Compare the present one, hash the new one."""
    form = read_form(request, NewPassphrase)
    email = unseal(db, request.user, "sealed_email")
    reject_known(form, "new_passphrase", unseal(db, request.user, "sealed_name"), *email.split("@"))
    if form.errors:
        return _page(request, form)
    stored, (old, new) = request.user.passphrase_hash, (form.value.passphrase, form.value.new_passphrase)
    return from_within(Area.STAFF, request.user).to_hash(db, stored, old, known=(form, stored), make=new)


def change_passphrase(request: Request, db: Session, hashed: Hashed[Tried]) -> Response:
    """Put the new one in place; other sign-ins end."""
    form, before = hashed.known
    staff: Staff = request.user
    if staff.passphrase_hash != before:
        raise OutOfStep("the passphrase was changed meanwhile")
    if not hashed.matches:
        after_refusal(db, from_within(Area.STAFF, staff).spend)
        form.add_error("passphrase", WRONG)
        return _page(request, form)
    colleagues.change_passphrase(db, staff, hashed.made, token_of(request, Area.STAFF))
    response = go_to(request, "accounts:staff_account", flash="passphrase_changed")
    remember(response, db, Area.STAFF, staff)
    return response


def _page(request: Request, form: Filled[NewPassphrase], status: int = 422) -> Response:
    return render(request, "accounts/staff/passphrase.html", status=status, form=form)


routes = [
    page("/staff/account", show, name="accounts:staff_account", **FOR_STAFF),
    action(
        "/staff/account/sign-ins",
        end_others,
        name="accounts:staff_end_others",
        open_to=any_staff,
        area=Area.STAFF,
    ),
    action("/staff/account/shortcuts", change_shortcuts, name="accounts:change_shortcuts", **FOR_STAFF),
    action("/staff/account/codes", renew_codes, name="accounts:renew_codes", **FOR_STAFF),
    page(
        "/staff/account/passphrase",
        new_passphrase,
        name="accounts:staff_passphrase",
        open_to=any_staff,
        area=Area.STAFF,
    ),
    hashing(
        "/staff/account/passphrase",
        read_passphrase,
        change_passphrase,
        name="accounts:change_staff_passphrase",
        open_to=any_staff,
        area=Area.STAFF,
    ),
]
