"""A member's own texts: what waits, what came back, drafts, and what is published."""

from enum import StrEnum

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from forum import queries
from foundation.errors import NotVisible
from web.pages import render
from web.paging import cursor_of
from web.routing import page


class Part(StrEnum):
    """What the page of one's own texts shows the beginning of."""

    BACK = "back"
    DRAFTS = "drafts"
    ENDED = "ended"


def index(request: Request, db: Session) -> Response:
    """Everything a member wrote and where it stands."""
    return render(
        request,
        "forum/texts/index.html",
        waiting=queries.waiting_of(db, request.user),
        ended=queries.ended_of(db, request.user),
        back=queries.drafts_of(db, request.user, sent_back=True),
        drafts=queries.drafts_of(db, request.user, sent_back=False),
        published=queries.published_of(db, request.user, cursor_of(request)),
        promise=request.app.state.waiting_promise(db),
    )


def part(request: Request, db: Session) -> Response:
    """All of one kind, page by page."""
    given, cursor = request.path_params["part"], cursor_of(request)
    if given not in list(Part):
        raise NotVisible
    if given == Part.ENDED:
        ended = queries.ended_of(db, request.user, cursor)
        return render(request, "forum/texts/part.html", part=Part.ENDED, shown=ended)
    drafts = queries.drafts_of(db, request.user, given == Part.BACK, cursor)
    return render(request, "forum/texts/part.html", part=Part(given), shown=drafts)


routes = [
    page("/my-texts", index, name="forum:my_texts"),
    page("/my-texts/from/{cursor}", index, name="forum:my_texts_from"),
    page("/my-texts/{part}", part, name="forum:my_texts_part"),
    page("/my-texts/{part}/from/{cursor}", part, name="forum:my_texts_part_from"),
]
