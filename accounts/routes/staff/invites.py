"""Invites: giving them in batches, looking after them, taking them back."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts import queries
from accounts.access import inviters
from accounts.forms import InviteBatch
from accounts.models import Invite
from accounts.operations import invites
from foundation.codes import in_fours
from foundation.forms import Filled, blank
from foundation.rows import find_visible
from web.areas import Area
from web.form_data import read_form
from web.pages import go_to, render
from web.paging import cursor_of
from web.routing import action, page
from web.steps import answers, keep_answers

JOURNEY = "new invites"


def index(request: Request, db: Session) -> Response:
    """The list, the latest first, and the form for new ones."""
    return _page(request, db, blank(InviteBatch, number="1"))


def create(request: Request, db: Session) -> Response:
    """Make a batch and go where its codes are shown."""
    form = read_form(request, InviteBatch)
    if form.errors:
        return _page(request, db, form, status=422)
    _, codes = invites.issue(db, form.value.number, by=request.user)
    response = go_to(request, "accounts:new_invites")
    keep_answers(request, response, JOURNEY, {"codes": codes, "staff": str(request.user.id)})
    return response


def show_new(request: Request, db: Session) -> Response:
    """The codes that were just made. Opening the page again shows the same ones and makes no others."""
    given = answers(request, JOURNEY)
    if given.get("staff") != str(request.user.id):
        return go_to(request, "accounts:invites")
    codes, days = [in_fours(one) for one in given["codes"]], request.app.state.settings.invite_days
    return render(request, "accounts/staff/new_invites.html", codes=codes, days=days)


def revoke(request: Request, db: Session) -> Response:
    """Take one back."""
    invite = find_visible(db, Invite, request.path_params["invite_id"], request.user)
    invites.revoke(db, invite, by=request.user)
    return go_to(request, "accounts:invites", flash="invite_revoked")


def _page(request: Request, db: Session, form: Filled[InviteBatch], status: int = 200) -> Response:
    given = queries.invites_for(db, request.user, cursor_of(request))
    return render(request, "accounts/staff/invites.html", status=status, form=form, invites=given)


routes = [
    page("/staff/invites", index, name="accounts:invites", open_to=inviters, area=Area.STAFF),
    page(
        "/staff/invites/from/{cursor}",
        index,
        name="accounts:invites_from",
        open_to=inviters,
        area=Area.STAFF,
    ),
    page("/staff/invites/new", show_new, name="accounts:new_invites", open_to=inviters, area=Area.STAFF),
    action("/staff/invites", create, name="accounts:issue_invites", open_to=inviters, area=Area.STAFF),
    action(
        "/staff/invites/{invite_id}/revocations",
        revoke,
        name="accounts:revoke_invite",
        open_to=inviters,
        area=Area.STAFF,
    ),
]
