"""Copies of somebody's data: requested, approved, downloaded."""

import json

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS, FOR_PLANNERS
from accounts.routes.staff.step_up import require_fresh_code
from foundation.rows import find_visible
from groups.models import CopyRequest, Registration
from groups.personal_data import operations as personal_data
from groups.personal_data.queries import copy_requests
from web.pages import go_to, render
from web.routing import action, page


def copies(request: Request, db: Session) -> Response:
    """The requests for a copy."""
    return render(request, "groups/personal_data/index.html", requests=copy_requests(db, request.user))


def request_copy(request: Request, db: Session) -> Response:
    """Request one; requires a fresh one-time code."""
    registration = find_visible(db, Registration, request.path_params["registration_id"], request.user)
    require_fresh_code(request, db)
    personal_data.request_copy(db, registration, by=request.user)
    return go_to(request, "groups:copies", flash="saved")


def approve_copy(request: Request, db: Session) -> Response:
    """A second colleague approves; requires a fresh one-time code."""
    asked = _find_copy_request(request, db)
    require_fresh_code(request, db)
    personal_data.approve_copy(db, asked, by=request.user)
    return go_to(request, "groups:copies", flash="saved")


def download_copy(request: Request, db: Session) -> Response:
    """The copy, as a file with a neutral name."""
    asked = _find_copy_request(request, db)
    require_fresh_code(request, db)
    copy = personal_data.download_copy(db, asked, by=request.user)
    content = json.dumps(copy, indent=2, ensure_ascii=False)
    headers = {"content-disposition": 'attachment; filename="document.json"'}
    return Response(content, headers=headers, media_type="application/json")


def _find_copy_request(request: Request, db: Session) -> CopyRequest:
    return find_visible(db, CopyRequest, request.path_params["copy_id"], request.user)


routes = [
    page("/staff/copies", copies, name="groups:copies", **FOR_PLANNERS),
    action(
        "/staff/registrations/{registration_id}/copies", request_copy, name="groups:request_copy", **FOR_COORDINATORS
    ),
    action("/staff/copies/{copy_id}/approval", approve_copy, name="groups:approve_copy", **FOR_PLANNERS),
    action("/staff/copies/{copy_id}/download", download_copy, name="groups:download_copy", **FOR_PLANNERS),
]
