"""The visit note: the one small write after a page has been read."""

from collections.abc import Callable

from sqlmodel import Session
from starlette.requests import Request

from foundation.error_log import log_error

AfterPage = Callable[[Session], None]


def after_page(request: Request, note: AfterPage) -> None:
    """Let `note` run in a short write of its own after this page; its failure never spoils the answer."""
    request.state.notes.append(note)


def run_after_page(request: Request) -> None:
    """Run the notes of this page. The answer has gone out already, and waits for nothing."""
    try:
        with request.app.state.database.write() as db:
            for note in request.state.notes:
                note(db)
    except Exception as error:
        log_error(error)
