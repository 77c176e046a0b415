"""Each no as a page: a kind sentence and a next step."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from foundation.database import is_unavailable
from foundation.error_log import Event, log_error, request_number
from foundation.errors import (
    AccessCodeRequired,
    NotAllowed,
    NotVisible,
    OneTimeCodeRequired,
    OutOfStep,
    Refused,
    TooBusy,
    TooMany,
)
from foundation.language import gettext
from web.areas import ENTRY_ROUTES, Area
from web.language import choose
from web.pages import is_own_page, place, render
from web.retrying import carried

STATUS: dict[type[Exception], int] = {
    NotVisible: 404,
    ObjectDeletedError: 404,
    NotAllowed: 403,
    OneTimeCodeRequired: 403,
    AccessCodeRequired: 403,
    OutOfStep: 409,
    StaleDataError: 409,
    IntegrityError: 409,
    Refused: 422,
    TooMany: 429,
    TooBusy: 503,
}
PAGES = frozenset({403, 404, 405, 409, 413, 415, 422, 429, 500, 503})
CARRYING = frozenset({429, 500, 503})
"""The form was right, and only the moment was not: it can be sent again as it is."""


def page_for(request: Request, error: Exception) -> Response:
    """The page that tells what `error` means for the person."""
    status = status_of(error)
    if status >= 500:
        log_error(error, Event.FAILED if status == 500 else Event.UNAVAILABLE, status=status)
    reason = gettext(error.reason) if isinstance(error, Refused) else ""
    wait = error.wait if isinstance(error, TooMany) else 0
    if hasattr(request.state, "db"):
        del request.state.db
    choose(request)
    if isinstance(error, OneTimeCodeRequired):
        return _code_page(request, "one_time_code", "code")
    if isinstance(error, AccessCodeRequired):
        return _code_page(request, "access_code", "access_code", error.wait)
    shown = status if status in PAGES else 500
    side = side_of(request)
    kept = getattr(request.state, "words_kept", False)
    told: dict[str, object] = {"reason": reason, "retry_after": wait, "side": side, "words_kept": kept}
    if shown in CARRYING:
        told["carried"] = carried(request)
    if shown in (500, 503):
        told |= {"help_lines": request.app.state.help_at_hand(), "zone": request.app.state.settings.time_zone}
        told |= {"number": request_number()}
    response = render(request, f"errors/{shown}.html", status=status, **told)
    if status in (429, 503):
        response.headers["retry-after"] = str(wait or 30)
    return response


def already_done(request: Request) -> Response:
    """The page for a form that comes a second time, when the first time went well after all."""
    here = place(request)
    if not is_own_page(request, here):
        here = request.app.state.address_of(ENTRY_ROUTES[Area(side_of(request))])
    return render(request, "errors/already_done.html", here=here)


def _code_page(request: Request, field: str, template: str, wait: int = 0) -> Response:
    told = {"carried": carried(request), "was_wrong": field in request.state.posted and not wait, "wait": wait}
    response = render(request, f"errors/{template}.html", status=429 if wait else 403, **told)
    if wait:
        response.headers["retry-after"] = str(wait)
    return response


def side_of(request: Request) -> str:
    """Which side of the house this was on: only decides where the way back leads."""
    spec = getattr(request.scope.get("route"), "spec", None)
    if spec is None:
        return Area.STAFF if request.scope["path"].startswith("/staff/") else Area.MEMBERS
    return str(spec.area)


def status_of(error: Exception) -> int:
    """The HTTP status an error stands for."""
    if isinstance(error, HTTPException):
        return error.status_code
    if is_unavailable(error):
        return 503
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


async def http_error(request: Request, error: Exception) -> Response:
    """For what happens outside our own routes: unknown addresses, wrong verbs, bodies that are too large."""
    return page_for(request, error)
