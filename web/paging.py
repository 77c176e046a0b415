"""Which part of a list an address shows: where it begins, and what it was filtered by.

A filter travels encrypted, for one colleague and one list, so that no address reveals it.
"""

from starlette.requests import Request

from foundation.errors import NotVisible
from foundation.keys import Keys
from foundation.paging import Cursor
from foundation.sealing import SealBroken, open_token, seal_token


def cursor_of(request: Request) -> Cursor | None:
    """The cursor in the address; None for the beginning of the list. Raises `NotVisible` for anything else."""
    cursor = request.path_params.get("cursor")
    return Cursor.read(cursor) if cursor else None


def seal_filter(request: Request, name: str, given: dict[str, str]) -> str:
    """What the list of this name is filtered by, for an address."""
    return seal_token(_keys(request), _purpose(request, name), given)


def filter_of(request: Request, name: str) -> dict[str, str]:
    """What the list is filtered by; empty when by nothing. Raises `NotVisible` for anything that is not a filter."""
    chosen = request.path_params.get("chosen")
    if chosen is None:
        return {}
    try:
        given: dict[str, str] = open_token(_keys(request), _purpose(request, name), chosen)
    except SealBroken:
        raise NotVisible from None
    return given


def _keys(request: Request) -> Keys:
    keys: Keys = request.app.state.database.keys
    return keys


def _purpose(request: Request, name: str) -> str:
    return f"{name} of {request.user.id}"
