"""What the week shows the beginning of: messages to read, conversations without a time, people to tell by hand."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.paging import slice_of
from groups.contact.queries.tasks import contact_tasks
from groups.conversations.queries.open_conversations import open_conversations
from groups.messages.queries import people_with_unread
from web.pages import render
from web.paging import cursor_of
from web.routing import page


def unread(request: Request, db: Session) -> Response:
    """Everybody with messages that nobody in the team has read."""
    people = people_with_unread(db, request.user, cursor_of(request))
    return render(request, "groups/overviews/unread.html", people_with_unread=people)


def conversations(request: Request, db: Session) -> Response:
    """Every conversation that waits for a time, or for what came of it."""
    found = open_conversations(db, request.user, cursor_of(request))
    return render(request, "groups/overviews/open_conversations.html", open_conversations=found)


def tasks(request: Request, db: Session) -> Response:
    """Everybody who is told by hand."""
    found = slice_of(contact_tasks(db, request.user), lambda row: row.place, cursor_of(request))
    return render(request, "groups/overviews/contact_tasks.html", contact_tasks=found)


routes = [
    page("/staff/unread", unread, name="groups:unread", **FOR_PLANNERS),
    page("/staff/unread/from/{cursor}", unread, name="groups:unread_from", **FOR_PLANNERS),
    page("/staff/conversations", conversations, name="groups:open_conversations", **FOR_PLANNERS),
    page("/staff/conversations/from/{cursor}", conversations, name="groups:open_conversations_from", **FOR_PLANNERS),
    page("/staff/contact-tasks", tasks, name="groups:contact_tasks", **FOR_PLANNERS),
    page("/staff/contact-tasks/from/{cursor}", tasks, name="groups:contact_tasks_from", **FOR_PLANNERS),
]
