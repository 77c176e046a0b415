"""A colleague looks up a member by name, pauses what they write or ends the membership; another one looks at it."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts import member_queries
from accounts.access import FOR_DUTY_TEAM
from accounts.access import members as signed_in_members
from accounts.forms import MemberName, Restricting
from accounts.models import Member, Restriction, RestrictionKind
from accounts.operations import members, restrictions
from accounts.routes.staff.step_up import require_fresh_code
from foundation.errors import NotVisible
from foundation.forms import Filled, blank
from foundation.language import N_
from foundation.rows import find_visible, parse_id
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page, question

NO_SUCH_MEMBER = N_("No member has this pseudonym. Check how it is written.")


def index(request: Request, db: Session) -> Response:
    """Looking one up by name, and what limits members now."""
    return _index(request, db, blank(MemberName), status=200)


def look_up(request: Request, db: Session) -> Response:
    """The member of this name; the name stands in no address."""
    form = read_form(request, MemberName)
    member = members.find_by_name(db, form.value.pseudonym, also_ended=True) if not form.errors else None
    if member:
        return go_to(request, "accounts:member", member_id=member.id)
    if not form.errors:
        form.add_error("pseudonym", NO_SUCH_MEMBER)
    return _index(request, db, form)


def show(request: Request, db: Session) -> Response:
    """One member: what limits them and did, and what a colleague can do."""
    return _page(request, db, _find(request, db), blank(Restricting, days="7"), status=200)


def restrict(request: Request, db: Session) -> Response:
    """Pause or end, with words; wants a fresh one-time code."""
    member, form = _find(request, db), read_form(request, Restricting)
    if form.errors:
        return _page(request, db, member, form)
    require_fresh_code(request, db)
    made = restrictions.restrict(db, member, form.value, by=request.user)
    flash = "restriction_begun" if made.has_begun else "restriction_later"
    return go_to(request, "accounts:member", flash=flash, member_id=member.id)


def lift(request: Request, db: Session) -> Response:
    """It holds no longer."""
    restriction = find_visible(db, Restriction, request.path_params["restriction_id"], request.user)
    restrictions.lift(db, restriction, by=request.user)
    return go_to(request, "accounts:member", flash="restriction_lifted", member_id=restriction.member_id)


def confirm(request: Request, db: Session) -> Response:
    """Another colleague finds it right."""
    restriction = find_visible(db, Restriction, request.path_params["restriction_id"], request.user)
    restrictions.confirm(db, restriction, request.user, member_queries.is_alone(db, request.user))
    return go_to(request, "accounts:member", flash="saved", member_id=restriction.member_id)


def own(request: Request, db: Session) -> Response:
    """Why somebody cannot write now, until when, and where they can be heard."""
    words = member_queries.words_of(db, request.user, RestrictionKind.PAUSE)
    return render(request, "accounts/paused.html", words=words, until=request.user.may_write_from)


def _find(request: Request, db: Session) -> Member:
    member = db.get(Member, parse_id(request.path_params["member_id"]))
    if member is None:
        raise NotVisible
    return member


def _index(request: Request, db: Session, form: Filled[MemberName], status: int = 422) -> Response:
    standing = member_queries.standing_restrictions(db, request.user)
    return render(request, "accounts/staff/members.html", status=status, form=form, standing=standing)


def _page(request: Request, db: Session, member: Member, form: Filled[Restricting], status: int = 422) -> Response:
    return render(
        request,
        "accounts/staff/member.html",
        status=status,
        member=member,
        form=form,
        restrictions=member_queries.restrictions_of(db, member, request.user),
        is_alone=member_queries.is_alone(db, request.user),
    )


routes = [
    page("/staff/members", index, name="accounts:members", **FOR_DUTY_TEAM),
    question("/staff/members", look_up, name="accounts:look_up_member", **FOR_DUTY_TEAM),
    page("/staff/members/{member_id}", show, name="accounts:member", **FOR_DUTY_TEAM),
    action("/staff/members/{member_id}/restrictions", restrict, name="accounts:restrict", **FOR_DUTY_TEAM),
    action("/staff/restrictions/{restriction_id}/lifting", lift, name="accounts:lift_restriction", **FOR_DUTY_TEAM),
    action("/staff/restrictions/{restriction_id}/review", confirm, name="accounts:confirm_review", **FOR_DUTY_TEAM),
    page("/account/writing", own, name="accounts:paused", open_to=signed_in_members),
]
