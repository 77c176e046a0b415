"""Cover and handover."""

from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS, FOR_PLANNERS
from accounts.models import Staff
from accounts.queries import facilitators, names_of
from foundation.errors import NotVisible
from foundation.rows import parse_id
from groups.handover import operations as handover
from groups.handover.forms import HandoverForm
from groups.handover.queries.colleagues import caseloads, cover_by_facilitator, staff_with_caseload
from groups.handover.queries.preview import handover_preview
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page


def index(request: Request, db: Session) -> Response:
    """Who covers for whom, and the handover form."""
    return _index_page(request, db)


def _index_page(request: Request, db: Session, status: int = 200, **trouble: object) -> Response:
    viewer = request.user
    shown = staff_with_caseload(db)
    if not viewer.is_coordinator:
        shown = [one for one in shown if one[0] == viewer.id]
    return render(
        request,
        "groups/handover/index.html",
        colleagues=shown,
        facilitators=facilitators(db),
        cover_by_facilitator=cover_by_facilitator(db),
        caseloads=caseloads(db),
        status=status,
        **{"error_for": None, "error": "", **trouble},
    )


def set_cover(request: Request, db: Session) -> Response:
    """Set who covers."""
    facilitator = _colleague(db, request.path_params["staff_id"])
    given = posted(request).get("cover")
    cover = _colleague(db, given) if given else None
    handover.set_cover(db, facilitator, cover, by=request.user)
    return go_to(request, "groups:handover", flash="saved")


def hand_over(request: Request, db: Session) -> Response:
    """The preview is shown first; then all of one colleague's work moves to another."""
    outgoing, form = _colleague(db, request.path_params["staff_id"]), read_form(request, HandoverForm)
    handover.require_may_hand_over(outgoing, by=request.user)
    if form.errors:
        return _index_page(request, db, status=422, error_for=outgoing.id, error=form.errors["incoming"])
    incoming = _colleague(db, form.value.incoming)
    handover.require_can_take_over(outgoing, incoming)
    if not form.value.reviewed:
        return go_to(request, "groups:preview_handover", outgoing_id=outgoing.id, incoming_id=incoming.id)
    handover.hand_over(db, outgoing, incoming, by=request.user)
    return go_to(request, "groups:handover", flash="handed_over")


def preview(request: Request, db: Session) -> Response:
    """What would move from one colleague to another."""
    outgoing, incoming = (_colleague(db, request.path_params[one]) for one in ("outgoing_id", "incoming_id"))
    handover.require_may_hand_over(outgoing, by=request.user)
    handover.require_can_take_over(outgoing, incoming)
    names, preview = names_of(db, [outgoing.id, incoming.id]), handover_preview(db, outgoing, incoming, request.user)
    return render(
        request, "groups/handover/preview.html", outgoing=outgoing, incoming=incoming, names=names, preview=preview
    )


def _colleague(db: Session, given: object) -> Staff:
    found = db.get(Staff, UUID(str(parse_id(given))))
    if found is None:
        raise NotVisible
    return found


routes = [
    page("/staff/handover", index, name="groups:handover", **FOR_PLANNERS),
    action("/staff/handover/{staff_id}/cover", set_cover, name="groups:set_cover", **FOR_COORDINATORS),
    action("/staff/handover/{staff_id}", hand_over, name="groups:hand_over", **FOR_PLANNERS),
    page("/staff/handover/{outgoing_id}/to/{incoming_id}", preview, name="groups:preview_handover", **FOR_PLANNERS),
]
