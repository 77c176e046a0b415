"""Standing in for each other, and copies of somebody's data."""

import json
from typing import Any
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import coordinators, plans_groups
from accounts.models import Staff
from accounts.routes.staff.fresh import require_fresh_code
from foundation.errors import NotVisible
from foundation.rows import find_visible, id_of
from groups.forms import HandingOver
from groups.models import CopyRequest, Registration
from groups.operations import standing_in
from groups.queries.colleagues import deputies, facilitators, looked_after, names_of, who_look_after
from groups.queries.copies import copy_requests
from groups.queries.handing_over import handing_over
from web.areas import Area
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page


def index(request: Request, db: Session) -> Response:
    """Who stands in for whom, and handing everything over."""
    return _index(request, db)


def _index(request: Request, db: Session, status: int = 200, **trouble: Any) -> Response:
    viewer = request.user
    shown = who_look_after(db)
    if not viewer.is_coordinator:
        shown = [one for one in shown if one[0] == viewer.id]
    return render(
        request,
        "groups/standing_in/index.html",
        givers=shown,
        facilitators=facilitators(db),
        deputies=deputies(db),
        looked_after=looked_after(db),
        status=status,
        **{"wrong_for": None, "sentence": "", **trouble},
    )


def set_deputy(request: Request, db: Session) -> Response:
    """Say who takes over."""
    facilitator = _colleague(db, request.path_params["staff_id"])
    given = posted(request).get("deputy")
    deputy = _colleague(db, given) if given else None
    standing_in.set_deputy(db, facilitator, deputy, by=request.user)
    return go_to(request, "groups:standing_in", said="saved")


def hand_over(request: Request, db: Session) -> Response:
    """What would move is looked at first; then everything one looks after goes to another."""
    giver, form = _colleague(db, request.path_params["staff_id"]), read_form(request, HandingOver)
    standing_in.require_giver(giver, by=request.user)
    if form.errors:
        return _index(request, db, status=422, wrong_for=giver.id, sentence=form.errors["taker"])
    taker = _colleague(db, form.value.taker)
    standing_in.require_taker(giver, taker)
    if not form.value.seen:
        return go_to(request, "groups:look_at_handover", giver_id=giver.id, taker_id=taker.id)
    standing_in.hand_over(db, giver, taker, by=request.user)
    return go_to(request, "groups:standing_in", said="handed_over")


def look(request: Request, db: Session) -> Response:
    """What would move from one colleague to another."""
    giver, taker = (_colleague(db, request.path_params[one]) for one in ("giver_id", "taker_id"))
    standing_in.require_giver(giver, by=request.user)
    standing_in.require_taker(giver, taker)
    names, moves = names_of(db, [giver.id, taker.id]), handing_over(db, giver, taker, request.user)
    return render(request, "groups/standing_in/look.html", giver=giver, taker=taker, names=names, moves=moves)


def copies(request: Request, db: Session) -> Response:
    """The requests for a copy."""
    return render(request, "groups/standing_in/copies.html", rows=copy_requests(db, request.user))


def ask_copy(request: Request, db: Session) -> Response:
    """Ask for one; wants a fresh one-time code."""
    registration = find_visible(db, Registration, request.path_params["registration_id"], request.user)
    require_fresh_code(request, db)
    standing_in.ask_copy(db, registration, by=request.user)
    return go_to(request, "groups:copies", said="saved")


def agree_copy(request: Request, db: Session) -> Response:
    """The second person agrees; wants a fresh one-time code."""
    asked = _request(request, db)
    require_fresh_code(request, db)
    standing_in.agree_copy(db, asked, by=request.user)
    return go_to(request, "groups:copies", said="saved")


def take_copy(request: Request, db: Session) -> Response:
    """The copy, as a file with a name that tells nothing."""
    asked = _request(request, db)
    require_fresh_code(request, db)
    copy = standing_in.take_copy(db, asked, by=request.user)
    content = json.dumps(copy, indent=2, ensure_ascii=False)
    headers = {"content-disposition": 'attachment; filename="document.json"'}
    return Response(content, headers=headers, media_type="application/json")


def _colleague(db: Session, given: object) -> Staff:
    found = db.get(Staff, UUID(str(id_of(given))))
    if found is None:
        raise NotVisible
    return found


def _request(request: Request, db: Session) -> CopyRequest:
    return find_visible(db, CopyRequest, request.path_params["copy_id"], request.user)


_planning: dict[str, Any] = {"open_to": plans_groups, "area": Area.STAFF}
_coordinating: dict[str, Any] = {"open_to": coordinators, "area": Area.STAFF}
routes = [
    page("/staff/standing-in", index, name="groups:standing_in", **_planning),
    action("/staff/standing-in/{staff_id}/deputy", set_deputy, name="groups:set_deputy", **_coordinating),
    action("/staff/standing-in/{staff_id}/handover", hand_over, name="groups:hand_over", **_planning),
    page("/staff/standing-in/{giver_id}/to/{taker_id}", look, name="groups:look_at_handover", **_planning),
    page("/staff/copies", copies, name="groups:copies", **_planning),
    action("/staff/registrations/{registration_id}/copies", ask_copy, name="groups:ask_copy", **_coordinating),
    action("/staff/copies/{copy_id}/agreement", agree_copy, name="groups:agree_copy", **_planning),
    action("/staff/copies/{copy_id}/taking", take_copy, name="groups:take_copy", **_planning),
]
