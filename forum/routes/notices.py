"""What a member is told inside."""

from functools import partial

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from forum import queries
from forum.operations import notices
from web.after_page import after_page
from web.pages import render
from web.paging import cursor_of
from web.routing import page


def index(request: Request, db: Session) -> Response:
    """The notices, the latest first; afterwards they are no longer new."""
    shown = queries.notices_of(db, request.user, cursor_of(request))
    if fresh := [row.id for row in shown.rows if not row.is_read]:
        after_page(request, partial(notices.mark_read, member=request.user, notice_ids=fresh))
    return render(request, "forum/notices/index.html", notices=shown)


routes = [
    page("/notices", index, name="forum:notices"),
    page("/notices/from/{cursor}", index, name="forum:notices_from"),
]
