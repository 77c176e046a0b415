"""Every component in every state, for whoever builds pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_STAFF
from foundation.clock import now
from foundation.forms import Filled, Form, blank
from foundation.language import N_
from web.pages import render
from web.routing import page

FILLED = {"name": "Stille Linde", "story": "Vandaag ging het.", "radio": "yes", "box": "on", "select": "online"}
STATES = ("empty", "filled", "wrong")


@dataclass(frozen=True)
class SampleSession:
    """A session on the line of sessions."""

    state: str
    begins_at: datetime


def show(request: Request, db: Session) -> Response:
    """All of them, about nobody; light or dark as the device is set."""
    weekly = [now() + timedelta(weeks=weeks) for weeks in (-1, 0, 1)]
    return render(
        request,
        "information/components.html",
        states=STATES,
        form=_form(),
        begins_at=weekly[1],
        sessions=[SampleSession(*one) for one in zip(("held", "cancelled", "planned"), weekly, strict=True)],
    )


def _form() -> Filled[Form]:
    """A form whose fields end in the state they are in."""
    form = blank(Form, **{f"{field}_filled": words for field, words in FILLED.items()})
    for field in FILLED:
        form.add_error(f"{field}_wrong", N_("Please fill this in."))
    return form


routes = [page("/staff/components", show, name="information:components", **FOR_STAFF)]
