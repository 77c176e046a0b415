"""Composing a group: who on the waiting list could join, and offering them a seat."""

from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS
from foundation.language import N_
from groups.models import PeerGroup
from groups.peer_groups.operations import seats
from groups.peer_groups.queries.composing import seat_candidates, visible_registrations, warnings_among
from groups.peer_groups.queries.peer_groups import group_page
from groups.peer_groups.routes.peer_groups import find_group
from web.form_data import posted
from web.pages import go_to, render
from web.paging import cursor_of
from web.routing import action, page
from web.transactions import Attempt

PICK_PREFIX = "pick-"
NOBODY_TICKED = N_("Nobody was ticked. Tick who should get an offer.")


def candidates(request: Request, db: Session) -> Response:
    """Who on the waiting list could join."""
    return _candidates_page(request, db, find_group(request, db), status=200)


def offer(request: Request, db: Session) -> Response:
    """Offer seats to those ticked. Warnings are shown first; then it is the colleague's decision."""
    group, ticked = find_group(request, db), _ticked(request)
    chosen = visible_registrations(db, request.user, ticked)
    if not chosen:
        return _candidates_page(request, db, group, refusal=NOBODY_TICKED)
    warnings = warnings_among(db, group, chosen)
    if warnings and posted(request).get("confirmed") != "on":
        return _candidates_page(request, db, group, ticked=ticked, warnings=dict(warnings))
    with Attempt(db) as tried:
        seats.offer(db, group, chosen, by=request.user)
        return go_to(request, "groups:group", flash="saved", group_id=group.id)
    return _candidates_page(request, db, find_group(request, db), ticked=ticked, refusal=tried.refusal)


def _ticked(request: Request) -> set[UUID]:
    found = set()
    for name in posted(request):
        try:
            found |= {UUID(name.removeprefix(PICK_PREFIX))} if name.startswith(PICK_PREFIX) else set()
        except ValueError:
            continue
    return found


def _candidates_page(
    request: Request,
    db: Session,
    group: PeerGroup,
    status: int = 422,
    ticked: set[UUID] | None = None,
    warnings: dict[UUID, object] | None = None,
    refusal: str = "",
) -> Response:
    return render(
        request,
        "groups/peer_groups/candidates.html",
        status=status,
        page=group_page(db, group),
        candidates=seat_candidates(db, group, request.user, cursor_of(request), only=ticked or ()),
        ticked=ticked or set(),
        warnings=warnings or {},
        refusal=refusal,
    )


PATH = "/staff/groups/{group_id}/candidates"
routes = [
    page(PATH, candidates, name="groups:seat_candidates", **FOR_COORDINATORS),
    page(f"{PATH}/from/{{cursor}}", candidates, name="groups:seat_candidates_from", **FOR_COORDINATORS),
    action(PATH, offer, name="groups:offer_seats", **FOR_COORDINATORS),
]
