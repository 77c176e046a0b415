"""Reading what a browser posts: url-encoded forms only, bounded, and never a file."""

from typing import TypeVar
from urllib.parse import parse_qsl
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request

from foundation.forms import Filled, Form, fill, whole_number
from foundation.rows import parse_id
from web.retrying import KEY, ROOM_FOR_KEY, give_key

MAX_FIELDS = 100
MAX_BODY_BYTES = 192 * 1024

F = TypeVar("F", bound=Form)


async def receive_form(request: Request) -> None:
    """Read the body into `request.state.posted`. Raises 413, 415 or 422 for one that will not do.

    A new line counts as one character, as in the field it was typed in: browsers send two. A form that is sent again
    may be longer by its key.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await _bounded_body(request)
    if kind != "application/x-www-form-urlencoded" and (body or kind):
        raise HTTPException(415)
    try:
        most = MAX_FIELDS + _is_repeated(body)
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most, errors="strict")
    except ValueError:
        raise HTTPException(422) from None
    request.state.posted = {name: value.replace("\r\n", "\n") for name, value in pairs}
    give_key(request)


async def _bounded_body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES + ROOM_FOR_KEY:
            raise HTTPException(413)
    if len(body) > MAX_BODY_BYTES and not _is_repeated(body):
        raise HTTPException(413)
    return body


def _is_repeated(body: bytes) -> bool:
    return f"{KEY}=".encode() in body


def posted(request: Request) -> dict[str, str]:
    """What was posted, as it came: the last one of each name."""
    given: dict[str, str] = request.state.posted
    return given


def posted_number(request: Request, name: str) -> int:
    """The whole number posted under this name, such as the version somebody had before them; -1 for anything else."""
    number = whole_number(posted(request).get(name, ""))
    return -1 if number is None else number


def picked(request: Request) -> list[UUID]:
    """The ids behind the ticks `pick-…` of a list. Raises `NotVisible` for what is no id."""
    ticks = [name for name, value in posted(request).items() if name.startswith("pick-") and value]
    return [parse_id(name.removeprefix("pick-")) for name in ticks]


def read_form(request: Request, form: type[F]) -> Filled[F]:
    """What was posted, read as `form`."""
    return fill(form, posted(request))
