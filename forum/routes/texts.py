"""A member's own texts: what waits, what came back, drafts, and what is published."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from forum import queries
from forum.models import RESUMABLE, VersionState
from forum.routes.rooms import cursor_of
from web.pages import render
from web.routing import page


def index(request: Request, db: Session) -> Response:
    """Everything a member wrote and where it stands."""
    texts = queries.texts_of(db, request.user)
    return render(
        request,
        "forum/texts/index.html",
        waiting=[text for text in texts if text.state is VersionState.WAITING],
        ended=[text for text in texts if text.state in RESUMABLE],
        drafts=queries.drafts_of(db, request.user),
        published=queries.published_of(db, request.user, cursor_of(request)),
        promise=request.app.state.waiting_promise(db),
    )


routes = [
    page("/my-texts", index, name="forum:my_texts"),
    page("/my-texts/from/{cursor}", index, name="forum:my_texts_from"),
]
