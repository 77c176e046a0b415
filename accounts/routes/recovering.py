"""A lost passphrase: pseudonym and recovery code open the door again."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import everyone
from accounts.forms import Recovering, reject_known
from accounts.models import BudgetKind, Device
from accounts.operations import budgets, members, sign_ins
from accounts.routes.new_code import show_new_code
from foundation.forms import Filled, blank
from foundation.language import N_
from safety.names import skeleton
from web.areas import Area, drop_known_browser, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import render
from web.routing import hashing, page
from web.transactions import after_refusal

NO_MATCH = N_("This pseudonym and recovery code do not match, or the code has already been used.")


def new(request: Request, db: Session) -> Response:
    """The page for a lost passphrase."""
    return _page(request, blank(Recovering), status=200)


def read(request: Request, db: Session) -> ToHash[Filled[Recovering]] | Response:
    """Hash the new passphrase, whether or not the name exists."""
    form = read_form(request, Recovering)
    reject_known(form, "passphrase", form.given.get("name", ""))
    if form.errors:
        return _page(request, form)
    name = skeleton(form.value.name)
    hold = budgets.delay(db, BudgetKind.RECOVERY, name)
    return ToHash(make=form.value.passphrase, hold=hold, name=f"recovery {name}", known=form)


def write(request: Request, db: Session, hashed: Hashed[Filled[Recovering]]) -> Response:
    """Put the new passphrase in place, end every sign-in, and show the new recovery code."""
    form = hashed.known
    recovered = members.recover(db, form.value.name, form.value.code, hashed.made)
    if recovered is None:
        after_refusal(db, budgets.spend, BudgetKind.RECOVERY, skeleton(form.value.name))
        form.add_error("", NO_MATCH)
        return _page(request, form)
    member, recovery = recovered
    token = sign_ins.begin(db, member, Device.SHARED, replacing=token_of(request, Area.MEMBERS))
    response = show_new_code(request, recovery, member)
    keep_token(response, Area.MEMBERS, token)
    drop_known_browser(response, Area.MEMBERS)
    return response


def _again(request: Request, form: Filled[Recovering], sentence: str, status: int) -> Response:
    form.add_error("", sentence)
    return _page(request, form, status)


def _page(request: Request, form: Filled[Recovering], status: int = 422) -> Response:
    return render(request, "accounts/recover.html", status=status, form=form)


routes = [
    page("/recover", new, name="accounts:recover", open_to=everyone),
    hashing("/recover", read, write, name="accounts:submit_recovery", open_to=everyone, again=_again),
]
