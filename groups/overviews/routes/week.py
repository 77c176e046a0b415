"""A facilitator's week."""

from datetime import date

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation import paging
from foundation.local_time import local_today
from foundation.rows import parse_day
from groups.contact.queries.tasks import contact_tasks
from groups.conversations.queries.open_conversations import open_conversation_count, open_conversations
from groups.messages.queries import people_with_unread, unread_count
from groups.overviews.queries.week import week
from groups.peer_groups.queries.free_seats import free_seats
from web.pages import render
from web.routing import page


def this_week(request: Request, db: Session) -> Response:
    """The current week."""
    return _week_page(request, db, local_today(db))


def another_week(request: Request, db: Session) -> Response:
    """The week around a day."""
    return _week_page(request, db, parse_day(request.path_params["day"]))


def _week_page(request: Request, db: Session, around: date) -> Response:
    unread, open_ = people_with_unread(db, request.user), open_conversations(db, request.user)
    tasks = contact_tasks(db, request.user)
    return render(
        request,
        "groups/overviews/week.html",
        week=week(db, request.user, around),
        people_with_unread=unread,
        unread_count=unread_count(db, request.user) if unread.after else 0,
        open_conversations=open_,
        open_conversation_count=open_conversation_count(db, request.user) if open_.after else 0,
        groups_with_free_seats=free_seats(db, request.user),
        own_tasks=[row for row in tasks if row.is_own],
        other_tasks=[row for row in tasks if not row.is_own],
        shown_at_most=paging.PAGE_SIZE,
    )


routes = [
    page("/staff/week", this_week, name="groups:week", **FOR_PLANNERS),
    page("/staff/week/{day}", another_week, name="groups:week_of", **FOR_PLANNERS),
]
