"""Standing in for each other, and copies of somebody's data."""

from typing import Any
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS, FOR_PLANNERS
from accounts.models import Staff
from accounts.queries import facilitators, names_of
from foundation.errors import NotVisible
from foundation.rows import id_of
from groups.handover import operations as handover
from groups.handover.forms import HandingOver
from groups.handover.queries.colleagues import deputies, looked_after, who_look_after
from groups.handover.queries.handing_over import handing_over
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
        "groups/handover/index.html",
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
    handover.set_deputy(db, facilitator, deputy, by=request.user)
    return go_to(request, "groups:standing_in", said="saved")


def hand_over(request: Request, db: Session) -> Response:
    """What would move is looked at first; then everything one looks after goes to another."""
    giver, form = _colleague(db, request.path_params["staff_id"]), read_form(request, HandingOver)
    handover.require_giver(giver, by=request.user)
    if form.errors:
        return _index(request, db, status=422, wrong_for=giver.id, sentence=form.errors["taker"])
    taker = _colleague(db, form.value.taker)
    handover.require_taker(giver, taker)
    if not form.value.seen:
        return go_to(request, "groups:look_at_handover", giver_id=giver.id, taker_id=taker.id)
    handover.hand_over(db, giver, taker, by=request.user)
    return go_to(request, "groups:standing_in", said="handed_over")


def look(request: Request, db: Session) -> Response:
    """What would move from one colleague to another."""
    giver, taker = (_colleague(db, request.path_params[one]) for one in ("giver_id", "taker_id"))
    handover.require_giver(giver, by=request.user)
    handover.require_taker(giver, taker)
    names, moves = names_of(db, [giver.id, taker.id]), handing_over(db, giver, taker, request.user)
    return render(request, "groups/handover/look.html", giver=giver, taker=taker, names=names, moves=moves)


def _colleague(db: Session, given: object) -> Staff:
    found = db.get(Staff, UUID(str(id_of(given))))
    if found is None:
        raise NotVisible
    return found


routes = [
    page("/staff/standing-in", index, name="groups:standing_in", **FOR_PLANNERS),
    action("/staff/standing-in/{staff_id}/deputy", set_deputy, name="groups:set_deputy", **FOR_COORDINATORS),
    action("/staff/standing-in/{staff_id}/handover", hand_over, name="groups:hand_over", **FOR_PLANNERS),
    page("/staff/standing-in/{giver_id}/to/{taker_id}", look, name="groups:look_at_handover", **FOR_PLANNERS),
]
