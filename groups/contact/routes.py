"""A facilitator's days: the week, the hours of it, and what is brought by hand."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.rows import find_visible
from groups.contact.forms import Ticking
from groups.contact.operations import errands
from groups.models import Errand
from web.form_data import read_form
from web.pages import go_to
from web.routing import action


def tick(request: Request, db: Session) -> Response:
    """It was done by hand."""
    errand, form = find_visible(db, Errand, request.path_params["errand_id"], request.user), read_form(request, Ticking)
    errands.tick(db, errand, by=request.user, also=[] if form.errors else form.value.also)
    return go_to(request, "groups:week", said="saved", at="by-hand")


routes = [
    action("/staff/errands/{errand_id}", tick, name="groups:tick", **FOR_PLANNERS),
]
