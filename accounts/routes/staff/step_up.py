"""Step-up: a sensitive act wants a one-time code of the last few minutes."""

from sqlmodel import Session
from starlette.requests import Request

from accounts.models import StaffSignIn
from accounts.operations import staff_sign_ins
from foundation.errors import OneTimeCodeRequired
from web.areas import Area, token_of


def own_sign_in(request: Request, db: Session) -> StaffSignIn:
    """The sign-in this request came with. Raises `CodeWanted` when it just ended."""
    found = staff_sign_ins.current(db, token_of(request, Area.STAFF))
    if found is None:
        raise OneTimeCodeRequired
    return found[1]


def require_fresh_code(request: Request, db: Session) -> None:
    """Raise `CodeWanted` unless a code was typed just now; the page that follows keeps what was handed in."""
    if not staff_sign_ins.is_fresh(db, own_sign_in(request, db)):
        raise OneTimeCodeRequired
