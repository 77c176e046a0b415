"""A recovery code that was just made: shown until its last four are typed."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import members
from accounts.models import Member
from foundation.codes import ends_code
from foundation.forms import Filled, blank
from web.access_code_forms import LAST_FOUR_WRONG, LastFour
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page
from web.steps import Answers, answers, forget_answers, keep_answers

JOURNEY = "recovery"


def show_new_code(request: Request, code: str, member: Member, has_joined: bool = False) -> Response:
    """Go where this member sees the code; after that, to what one reads first or to the account."""
    response = go_to(request, "accounts:new_code")
    keep_answers(request, response, JOURNEY, {"code": code, "member": str(member.id), "joined": has_joined})
    return response


def show(request: Request, db: Session) -> Response:
    """The recovery code, shown until its last four are typed."""
    given = _kept_code(request)
    if not given:
        return go_to(request, "accounts:account")
    return _page(request, blank(LastFour), given, status=200)


def confirm(request: Request, db: Session) -> Response:
    """Go on once the code has been written down."""
    given = _kept_code(request)
    if not given:
        return go_to(request, "forum:rooms")
    form = read_form(request, LastFour)
    if form.errors or not ends_code(form.value.last_four, given["code"]):
        form.add_error("last_four", LAST_FOUR_WRONG)
        return _page(request, form, given)
    response = go_to(request, "forum:read_first" if given["joined"] else "accounts:account", flash="code_confirmed")
    forget_answers(response)
    return response


def _page(request: Request, form: Filled[LastFour], given: Answers, status: int = 422) -> Response:
    code, has_joined = given["code"], given["joined"]
    return render(request, "accounts/new_code.html", status=status, form=form, code=code, has_joined=has_joined)


def _kept_code(request: Request) -> Answers:
    given = answers(request, JOURNEY)
    return given if given.get("member") == str(request.user.id) else {}


routes = [
    page("/new-code", show, name="accounts:new_code", open_to=members),
    action("/new-code", confirm, name="accounts:confirm_code", open_to=members),
]
