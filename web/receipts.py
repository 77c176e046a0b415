"""Codes at a desk: shown once, typed to come back, replaced by a sentence of one's own. Once for both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foundation.codes import tidy_code
from foundation.forms import Form, blank, trouble
from foundation.language import N_
from foundation.receipts import is_sentence, tidy_receipt
from web.areas import Area, Gate, drop_token, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, render
from web.routing import action, hashing, page
from web.steps import answers, forget_answers, keep_answers
from web.transactions import Attempt, after_refusal

NO_MATCH = N_("This code does not work here. There may be a small typing mistake in it.")
NOT_THE_LAST = N_("These are not the last four characters of the code. Check the code again.")


def _sentence(text: str) -> str:
    sentence = tidy_receipt(text)
    if not is_sentence(sentence) or not sentence.isprintable():
        raise trouble(N_("Use at least four words and twenty characters, so that nobody can guess it."))
    return sentence


class ReceiptCode(Form):
    """A code of sixteen digits, or the sentence that stands in its place."""

    sentences = {
        "code": N_("Type your code, or your own sentence."),
        "code.string_too_long": N_("This is longer than any code or sentence can be."),
    }

    code: Annotated[str, Field(min_length=1, max_length=200)]


class KeptCode(Form):
    """The last four characters of a code that was just shown."""

    last: Annotated[str, Field(max_length=20)] = ""


class OwnSentence(Form):
    """A secret sentence instead of the digits."""

    sentences = {"sentence.string_too_long": N_("Use 120 characters or fewer.")}

    sentence: Annotated[str, Field(max_length=120), AfterValidator(_sentence)] = ""


@dataclass(frozen=True)
class Desk:
    """One side where codes are handed out and taken back.

    `names` begins the names of its routes; `<names>_mine` is the page that a code opens.
    """

    side: str
    names: str
    path: str
    area: Area
    everyone: Gate
    holders: Gate
    find: Callable[[Session, str], UUID | None]
    begin: Callable[[Session, UUID, str], str]
    end: Callable[[Session, str], None]
    hold_back: Callable[[Session, str], float]
    note_wrong: Callable[[Session, str], None]
    use_sentence: Callable[[Session, UUID, str], None]

    @property
    def journey(self) -> str:
        """What the sealed cookie with a fresh code is for."""
        return f"receipt {self.side}"

    def hand_over(self, request: Request, db: Session, code: str, held_id: UUID) -> Response:
        """Open a visit and go where the code is shown."""
        token = self.begin(db, held_id, token_of(request, self.area))
        response = go_to(request, f"{self.names}_receipt")
        keep_token(response, self.area, token)
        keep_answers(request, response, self.journey, {"code": code, "held": str(held_id)})
        return response

    def was_handed_over(self, request: Request) -> bool:
        """Does this browser still hold a code that was shown a moment ago?"""
        return bool(answers(request, self.journey))

    def routes(self) -> list[Route]:
        """The pages of this desk."""
        return _routes(self)


def _routes(desk: Desk) -> list[Route]:
    def show(request: Request, template: str, status: int = 200, **context: Any) -> Response:
        return render(request, f"receipts/{template}.html", status=status, desk=desk, **context)

    def door(request: Request, db: Session) -> Response:
        """Where a code is typed."""
        if desk.holders(request.user):
            return go_to(request, f"{desk.names}_mine")
        return show(request, "code", form=blank(ReceiptCode))

    def read_code(request: Request, db: Session) -> ToHash | Response:
        """Nothing is hashed here, but who guesses is held back."""
        form = read_form(request, ReceiptCode)
        if form.errors:
            return show(request, "code", 422, form=form)
        typed = form.value.code
        return ToHash(hold=desk.hold_back(db, typed), name=f"{desk.side} {tidy_receipt(typed)}", known=form)

    def take_code(request: Request, db: Session, hashed: Hashed) -> Response:
        """Open a visit, if the code is one."""
        form = hashed.known
        held_id = desk.find(db, form.value.code)
        if held_id is None:
            after_refusal(db, desk.note_wrong, form.value.code)
            form.add_error("code", NO_MATCH)
            return show(request, "code", 422, form=form)
        response = go_to(request, f"{desk.names}_mine")
        keep_token(response, desk.area, desk.begin(db, held_id, token_of(request, desk.area)))
        return response

    def receipt(request: Request, db: Session) -> Response:
        """The code, until its last four are typed."""
        code = _fresh_code(request, desk)
        if not code:
            return go_to(request, f"{desk.names}_mine")
        return show(request, "receipt", form=blank(KeptCode), code=code)

    def kept(request: Request, db: Session) -> Response:
        """Go on once the code has been written down."""
        code = _fresh_code(request, desk)
        if not code:
            return go_to(request, f"{desk.names}_mine")
        form = read_form(request, KeptCode)
        if form.errors or tidy_code(form.value.last) != code[-4:]:
            form.add_error("last", NOT_THE_LAST)
            return show(request, "receipt", 422, form=form, code=code)
        return go_to(request, f"{desk.names}_mine", said="code_kept")

    def sentence(request: Request, db: Session) -> Response:
        """The page for a sentence of one's own."""
        return show(request, "sentence", form=blank(OwnSentence))

    def use_sentence(request: Request, db: Session) -> Response:
        """From now on the sentence opens what the code did."""
        form = read_form(request, OwnSentence)
        if form.errors:
            return show(request, "sentence", 422, form=form)
        with Attempt(db, form, "sentence"):
            desk.use_sentence(db, request.user.id, form.value.sentence)
            response = go_to(request, f"{desk.names}_mine", said="sentence_kept")
            forget_answers(response)
            return response
        return show(request, "sentence", 422, form=form)

    def leave(request: Request, db: Session) -> Response:
        """End the visit. Works with a dead cookie too."""
        desk.end(db, token_of(request, desk.area))
        response = go_to(request, "accounts:signed_out")
        response.headers["clear-site-data"] = '"cache", "storage"'
        drop_token(response, desk.area)
        forget_answers(response)
        return response

    mine: dict[str, Any] = {"area": desk.area, "open_to": desk.holders}
    open_: dict[str, Any] = {"area": desk.area, "open_to": desk.everyone}
    return [
        page(f"{desk.path}/code", door, name=f"{desk.names}_code", **open_),
        hashing(f"{desk.path}/code", read_code, take_code, name=f"{desk.names}_take_code", **open_),
        page(f"{desk.path}/receipt", receipt, name=f"{desk.names}_receipt", **mine),
        action(f"{desk.path}/receipt", kept, name=f"{desk.names}_kept", **mine),
        page(f"{desk.path}/sentence", sentence, name=f"{desk.names}_sentence", **mine),
        action(f"{desk.path}/sentence", use_sentence, name=f"{desk.names}_use_sentence", **mine),
        action(f"{desk.path}/leaving", leave, name=f"{desk.names}_leave", **open_),
    ]


def _fresh_code(request: Request, desk: Desk) -> str:
    given = answers(request, desk.journey)
    return str(given["code"]) if given.get("held") == str(request.user.id) else ""
