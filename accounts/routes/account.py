"""A member's own page: sign-ins, passphrase, recovery code, what stands beside the pseudonym."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.forms import CurrentPassphrase, NewPassphrase, ShownRelation, reject_known
from accounts.models import Member
from accounts.operations import members, sign_ins
from accounts.routes.known_browsers import from_within, remember
from accounts.routes.new_code import show_new_code
from foundation.codes import hash_of
from foundation.errors import OutOfStep
from foundation.forms import F, Filled, blank
from foundation.language import N_
from web.areas import Area, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, render
from web.routing import action, hashing, page
from web.transactions import after_refusal

WRONG = N_("This is not your current passphrase.")

Tried = tuple[Filled[F], str]
"""The form, and the stored hash that its passphrase is compared with."""


def show(request: Request, db: Session) -> Response:
    return _page(request, db, _own_relation(request))


def end_others(request: Request, db: Session) -> Response:
    """End every sign-in but this one."""
    sign_ins.end_others(db, request.user, keep=token_of(request, Area.MEMBERS))
    return _remembered(request, db, go_to(request, "accounts:account", flash="other_sign_ins_ended"))


def read_renewal(request: Request, db: Session) -> ToHash[Tried[CurrentPassphrase]] | Response:
    """A recovery code opens the door as a passphrase does, so an unlocked phone is not enough for a new one."""
    form = read_form(request, CurrentPassphrase)
    if form.errors:
        return _page(request, db, _own_relation(request), status=422, renewal=form)
    return _to_check(request, db, form, form.value.passphrase)


def renew_code(request: Request, db: Session, hashed: Hashed[Tried[CurrentPassphrase]]) -> Response:
    """A new recovery code; the old one dies."""
    form, before = hashed.known
    if not _still_matches(request, db, hashed, before):
        form.add_error("passphrase", WRONG)
        return _page(request, db, _own_relation(request), status=422, renewal=form)
    code = members.renew_recovery(db, request.user)
    return show_new_code(request, code, request.user)


def change_relation(request: Request, db: Session) -> Response:
    """Change what stands beside the pseudonym."""
    form = read_form(request, ShownRelation)
    if form.errors:
        return _page(request, db, form, status=422)
    members.show_relation(db, request.user, form.value.relation, form.value.relation_shown)
    return go_to(request, "accounts:account", flash="saved")


def new_passphrase(request: Request, db: Session) -> Response:
    """The page for another passphrase."""
    return _passphrase_page(request, db, blank(NewPassphrase), status=200)


def read_passphrase(request: Request, db: Session) -> ToHash[Tried[NewPassphrase]] | Response:
    """Compare the present one, hash the new one."""
    form = read_form(request, NewPassphrase)
    reject_known(form, "new_passphrase", request.user.pseudonym)
    if form.errors:
        return _passphrase_page(request, db, form)
    return _to_check(request, db, form, form.value.passphrase, make=form.value.new_passphrase)


def change_passphrase(request: Request, db: Session, hashed: Hashed[Tried[NewPassphrase]]) -> Response:
    """Put the new one in place; other sign-ins end."""
    form, before = hashed.known
    if not _still_matches(request, db, hashed, before):
        form.add_error("passphrase", WRONG)
        return _passphrase_page(request, db, form)
    members.change_passphrase(db, request.user, hashed.made, token_of(request, Area.MEMBERS))
    return _remembered(request, db, go_to(request, "accounts:account", flash="passphrase_changed"))


def _to_check(request: Request, db: Session, form: Filled[F], typed: str, make: str | None = None) -> ToHash[Tried[F]]:
    member: Member = request.user
    stored = member.passphrase_hash
    return from_within(Area.MEMBERS, member).to_hash(db, stored, typed, known=(form, stored), make=make)


def _still_matches(request: Request, db: Session, hashed: Hashed[Tried[F]], before: str) -> bool:
    member: Member = request.user
    if member.passphrase_hash != before:
        raise OutOfStep("the passphrase was changed meanwhile")
    if not hashed.matches:
        after_refusal(db, from_within(Area.MEMBERS, member).spend)
    return hashed.matches


def _remembered(request: Request, db: Session, response: Response) -> Response:
    """No browser is known any more; this one is, if it is their own."""
    if not sign_ins.is_shared(db, token_of(request, Area.MEMBERS)):
        remember(response, db, Area.MEMBERS, request.user)
    return response


def _own_relation(request: Request) -> Filled[ShownRelation]:
    shown = "on" if request.user.relation_shown else ""
    return blank(ShownRelation, relation=request.user.relation or "", relation_shown=shown)


def _page(
    request: Request,
    db: Session,
    form: Filled[ShownRelation],
    status: int = 200,
    renewal: Filled[CurrentPassphrase] | None = None,
) -> Response:
    here = hash_of(token_of(request, Area.MEMBERS))
    own = [(one, one.token_hash == here) for one in sign_ins.live_sign_ins(db, request.user)]
    return render(
        request,
        "accounts/account.html",
        status=status,
        form=form,
        renewal=renewal or blank(CurrentPassphrase),
        sign_ins=own,
    )


def _passphrase_page(request: Request, db: Session, form: Filled[NewPassphrase], status: int = 422) -> Response:
    is_shared = sign_ins.is_shared(db, token_of(request, Area.MEMBERS))
    return render(request, "accounts/passphrase.html", status=status, form=form, is_shared=is_shared)


routes = [
    page("/account", show, name="accounts:account"),
    action("/account/sign-ins", end_others, name="accounts:end_others"),
    hashing("/account/code", read_renewal, renew_code, name="accounts:renew_code"),
    action("/account/relation", change_relation, name="accounts:change_relation"),
    page("/account/passphrase", new_passphrase, name="accounts:passphrase"),
    hashing("/account/passphrase", read_passphrase, change_passphrase, name="accounts:change_passphrase"),
]
