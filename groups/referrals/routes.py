"""The referral directory: where else people can turn. All staff read it; coordinators and facilitators edit it."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS, FOR_STAFF
from foundation.forms import AnyForm, blank
from foundation.rows import find_visible
from groups.models import ReferralPlace
from groups.referrals import operations as referrals
from groups.referrals.forms import ReferralPlaceForm
from groups.referrals.queries import due_for_review, referral_places
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page


def index(request: Request, db: Session) -> Response:
    """All places, by country."""
    found = referral_places(db, request.user)
    return render(request, "groups/referrals/index.html", places=found, due_for_review=due_for_review(db, found))


def new(request: Request, db: Session) -> Response:
    return _page(request, blank(ReferralPlaceForm, country="BE"), status=200)


def create(request: Request, db: Session) -> Response:
    form = read_form(request, ReferralPlaceForm)
    if form.errors:
        return _page(request, form)
    referrals.add(db, form.value, by=request.user)
    return go_to(request, "groups:referral_places", flash="saved")


def show(request: Request, db: Session) -> Response:
    """One place, to be edited."""
    place = _find(request, db)
    known = {name: str(getattr(place, name)) for name in ("country", "name", "purpose", "how_to_reach", "version")}
    return _page(request, blank(ReferralPlaceForm, **known), place, status=200)


def change(request: Request, db: Session) -> Response:
    place, form = _find(request, db), read_form(request, ReferralPlaceForm)
    if form.errors:
        return _page(request, form, place)
    referrals.change(db, place, form.value, by=request.user)
    return go_to(request, "groups:referral_places", flash="saved")


def remove(request: Request, db: Session) -> Response:
    referrals.remove(db, _find(request, db), by=request.user)
    return go_to(request, "groups:referral_places", flash="saved")


def _find(request: Request, db: Session) -> ReferralPlace:
    return find_visible(db, ReferralPlace, request.path_params["place_id"], request.user)


def _page(request: Request, form: AnyForm, place: ReferralPlace | None = None, status: int = 422) -> Response:
    return render(request, "groups/referrals/form.html", status=status, form=form, referral_place=place)


routes = [
    page("/staff/referrals", index, name="groups:referral_places", **FOR_STAFF),
    page("/staff/referrals/new", new, name="groups:new_referral_place", **FOR_PLANNERS),
    action("/staff/referrals/new", create, name="groups:add_referral_place", **FOR_PLANNERS),
    page("/staff/referrals/{place_id}", show, name="groups:referral_place", **FOR_PLANNERS),
    action("/staff/referrals/{place_id}", change, name="groups:change_referral_place", **FOR_PLANNERS),
    action("/staff/referrals/{place_id}/removal", remove, name="groups:remove_referral_place", **FOR_PLANNERS),
]
