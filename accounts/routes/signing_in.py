"""Members sign in and out."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts import member_queries
from accounts.access import everyone
from accounts.forms import Credentials
from accounts.models import Device, Member, RestrictionKind
from accounts.operations import members, sign_ins
from accounts.routes.known_browsers import Approach, approach, remember
from foundation.forms import Filled, blank
from foundation.language import N_
from safety.names import skeleton
from web.areas import Area, drop_known_browser, drop_token, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, render
from web.routing import action, hashing, page
from web.steps import forget_answers
from web.transactions import after_refusal

NO_MATCH = N_("This pseudonym and passphrase do not match. There may be a small typing mistake in one of them.")

Tried = tuple[Filled[Credentials], Member | None, Approach]
"""The form, the member of that name, and how they came."""


def new(request: Request, db: Session) -> Response:
    """The sign-in page."""
    if request.user.is_member:
        return go_to(request, "forum:rooms")
    return _page(request, blank(Credentials, device=Device.SHARED), status=200)


def read(request: Request, db: Session) -> ToHash[Tried] | Response:
    """Find what is to be compared; an unknown name costs the same."""
    form = read_form(request, Credentials)
    if form.errors:
        return _page(request, form)
    member = members.find_by_name(db, form.value.name, also_ended=True)
    way = approach(request, db, Area.MEMBERS, skeleton(form.value.name), member)
    stored = member.passphrase_hash if member else None
    return way.to_hash(db, stored, form.value.passphrase, known=(form, member, way))


def write(request: Request, db: Session, hashed: Hashed[Tried]) -> Response:
    """Begin a sign-in, if it matched and still does."""
    form, before, way = hashed.known
    member = db.get(Member, before.id) if before else None
    still_matches = before and member and member.passphrase_hash == before.passphrase_hash
    if not hashed.matches or member is None or not still_matches:
        after_refusal(db, way.spend)
        form.add_error("", NO_MATCH)
        return _page(request, form)
    if member.ended_on is not None:
        return _ended_page(request, db, member, form)
    device = form.value.device
    token = sign_ins.begin(db, member, device, replacing=token_of(request, Area.MEMBERS))
    response = go_to(request, "forum:rooms", flash="welcome_back")
    keep_token(response, Area.MEMBERS, token, request.app.state.settings.own_days if device is Device.OWN else 0)
    if device is Device.OWN:
        remember(response, db, Area.MEMBERS, member)
    else:
        drop_known_browser(response, Area.MEMBERS)
    return response


def sign_out(request: Request, db: Session) -> Response:
    """End this sign-in. Works with a dead cookie too."""
    sign_ins.end(db, token_of(request, Area.MEMBERS))
    response = go_to(request, "accounts:signed_out")
    response.headers["clear-site-data"] = '"cache", "storage"'
    drop_token(response, Area.MEMBERS)
    forget_answers(response)
    return response


def signed_out(request: Request, db: Session) -> Response:
    """A quiet page that says nothing of what this place is about."""
    return render(request, "accounts/signed_out.html")


def _ended_page(request: Request, db: Session, member: Member, form: Filled[Credentials]) -> Response:
    """Only to whoever knows the passphrase: why they cannot come in, and where they are heard."""
    if words := member_queries.words_of(db, member, RestrictionKind.END):
        return render(request, "accounts/ended.html", status=403, words=words)
    form.add_error("", NO_MATCH)
    return _page(request, form)


def _again(request: Request, tried: Tried, sentence: str, status: int) -> Response:
    form, _, _ = tried
    form.add_error("", sentence)
    return _page(request, form, status)


def _page(request: Request, form: Filled[Credentials], status: int = 422) -> Response:
    return render(request, "accounts/sign_in.html", status=status, form=form)


routes = [
    page("/signed-out", signed_out, name="accounts:signed_out", open_to=everyone),
    page("/sign-in", new, name="accounts:sign_in", open_to=everyone),
    hashing("/sign-in", read, write, name="accounts:begin_sign_in", open_to=everyone, again=_again),
    action("/sign-out", sign_out, name="accounts:sign_out", open_to=everyone),
]
