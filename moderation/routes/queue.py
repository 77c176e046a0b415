"""The queue: one list, the oldest first, and one text a screen."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_MODERATORS
from accounts.operations import admissions, applications
from forum import queries as forum_queries
from forum.models import PostVersion
from foundation.data_keys import unseal
from foundation.errors import NotVisible
from foundation.forms import Filled, blank
from foundation.rows import find_visible, parse_id
from moderation import queries
from moderation.canned_texts import canned_texts
from moderation.forms import Ruling
from moderation.queries.duty import now_on_duty
from safety.formatting import to_html
from web.pages import go_to, render
from web.paging import cursor_of
from web.routing import page


def index(request: Request, db: Session) -> Response:
    """What waits, and one's own last decisions while they can be taken back."""
    waiting = queries.queue(db, request.user, cursor_of(request))
    undoable = queries.undoable(db, request.user)
    return render(
        request,
        "moderation/queue/index.html",
        waiting=waiting,
        undoable=undoable,
        promise=queries.waiting_promise(db),
        closed_until=admissions.closed_until(db),
        duty_now=now_on_duty(db),
        parked=applications.parked_count(db),
    )


def show(request: Request, db: Session) -> Response:
    """One text with its context."""
    version = find_text(request, db)
    undone = queries.last_undone(db, version, request.user)
    given = {"verdict": undone.verdict, "message": unseal(db, undone, "sealed_message")} if undone else {}
    if undone and undone.reason:
        given["reason"] = undone.reason
    return item_page(request, db, version, blank(Ruling, **given), status=200)


def find_text(request: Request, db: Session) -> PostVersion:
    """The text of the address, also one that its author took back while it was on the screen."""
    version_id = parse_id(request.path_params["version_id"])
    try:
        return find_visible(db, PostVersion, version_id, request.user)
    except NotVisible:
        if version := queries.withdrawn(db, version_id):
            return version
        raise


def gone_page(request: Request, db: Session, version: PostVersion) -> Response:
    """What became of a text that waits no more; the words that were typed about it stay on the page."""
    db.refresh(version)
    unsent_message = request.state.posted.get("message", "") if request.method == "POST" else ""
    outcome = queries.outcome(db, version)
    return render(request, "moderation/versions/gone.html", status=409, outcome=outcome, unsent_message=unsent_message)


def go_on(request: Request, next_item: queries.QueueItem | None, flash: str) -> Response:
    """To the next item of the list when that was asked for, else to the list."""
    if "and_next" not in request.state.posted or next_item is None:
        return go_to(request, "moderation:queue", flash=flash)
    if next_item.kind is queries.ItemKind.TEXT:
        return go_to(request, "moderation:text", flash=flash, version_id=next_item.id)
    return go_to(request, "moderation:application", flash=flash, application_id=next_item.id)


def item_page(request: Request, db: Session, version: PostVersion, form: Filled[Ruling], status: int = 422) -> Response:
    """The text, what surrounds it, and the form to decide with."""
    if version.author_id is None or not version.is_waiting:
        return gone_page(request, db, version)
    item = queries.item(db, version)
    return render(
        request,
        "moderation/versions/show.html",
        status=status,
        item=item,
        html=to_html(item.source),
        thread_so_far=forum_queries.latest_posts_in(db, item.thread, request.user),
        form=form,
        canned_texts=canned_texts(),
        has_next=queries.next_waiting(db, request.user, version.id) is not None,
    )


routes = [
    page("/staff/queue", index, name="moderation:queue", **FOR_MODERATORS),
    page("/staff/queue/from/{cursor}", index, name="moderation:queue_from", **FOR_MODERATORS),
    page("/staff/texts/{version_id}", show, name="moderation:text", **FOR_MODERATORS),
]
