"""Codes at a desk: shown once, typed to come back, replaced by a sentence of one's own. Once for both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foundation.access_codes import is_sentence, normalise_access_code
from foundation.codes import normalise_code
from foundation.forms import Filled, Form, blank, form_error
from foundation.language import N_
from web.areas import Access, Area, Gate, drop_token, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, render
from web.routing import action, hashing, page
from web.steps import answers, forget_answers, keep_answers
from web.transactions import Attempt, after_refusal

NO_MATCH = N_("This code does not work here. There may be a small typing mistake in it.")
LAST_FOUR_WRONG = N_("These are not the last four characters of the code. Check the code again.")


def _sentence(text: str) -> str:
    sentence = normalise_access_code(text)
    if not is_sentence(sentence) or not sentence.isprintable():
        raise form_error(N_("Use at least four words and twenty characters, so that nobody can guess it."))
    return sentence


class AccessCodeForm(Form):
    """A code of sixteen digits, or the sentence that stands in its place."""

    sentences = {
        "code": N_("Type your code, or your own sentence."),
        "code.string_too_long": N_("This is longer than any code or sentence can be."),
    }

    code: Annotated[str, Field(min_length=1, max_length=200)]


class LastFour(Form):
    """The last four characters of a code that was just shown."""

    last: Annotated[str, Field(max_length=20)] = ""


class OwnSentence(Form):
    """A secret sentence instead of the digits."""

    sentences = {"sentence.string_too_long": N_("Use 120 characters or fewer.")}

    sentence: Annotated[str, Field(max_length=120), AfterValidator(_sentence)] = ""


@dataclass(frozen=True, kw_only=True)
class AccessCodes:
    """One side where codes are handed out and taken back.

    `names` begins the names of its routes; `<names>_mine` is the page that a code opens.
    """

    side: str
    route_prefix: str
    path: str
    area: Area
    everyone: Gate
    holders: Gate
    find: Callable[[Session, str], UUID | None]
    begin: Callable[[Session, UUID, str], str]
    end: Callable[[Session, str], None]
    lookup_delay: Callable[[Session, str], float]
    record_wrong_code: Callable[[Session, str], None]
    use_sentence: Callable[[Session, UUID, str], None]

    @property
    def journey(self) -> str:
        """What the sealed cookie with a fresh code is for."""
        return f"receipt {self.side}"

    def hand_out(self, request: Request, db: Session, code: str, owner_id: UUID) -> Response:
        """Open a visit and go where the code is shown."""
        token = self.begin(db, owner_id, token_of(request, self.area))
        response = go_to(request, f"{self.route_prefix}_new_code")
        keep_token(response, self.area, token)
        keep_answers(request, response, self.journey, {"code": code, "held": str(owner_id)})
        return response

    def was_handed_out(self, request: Request) -> bool:
        """Does this browser still hold a code that was shown a moment ago?"""
        return bool(answers(request, self.journey))

    def routes(self) -> list[Route]:
        """The pages of this desk."""
        return _routes(self)


def _routes(access_codes: AccessCodes) -> list[Route]:
    def show(request: Request, template: str, status: int = 200, **context: object) -> Response:
        return render(request, f"receipts/{template}.html", status=status, desk=access_codes, **context)

    def door(request: Request, db: Session) -> Response:
        """Where a code is typed."""
        if access_codes.holders(request.user):
            return go_to(request, f"{access_codes.route_prefix}_own_page")
        return show(request, "code", form=blank(AccessCodeForm))

    def read_code(request: Request, db: Session) -> ToHash[Filled[AccessCodeForm]] | Response:
        """Nothing is hashed here, but who guesses is held back."""
        form = read_form(request, AccessCodeForm)
        if form.errors:
            return show(request, "code", 422, form=form)
        typed = form.value.code
        return ToHash(
            hold=access_codes.lookup_delay(db, typed),
            name=f"{access_codes.side} {normalise_access_code(typed)}",
            known=form,
        )

    def take_code(request: Request, db: Session, hashed: Hashed[Filled[AccessCodeForm]]) -> Response:
        """Open a visit, if the code is one."""
        form = hashed.known
        held_id = access_codes.find(db, form.value.code)
        if held_id is None:
            after_refusal(db, access_codes.record_wrong_code, form.value.code)
            form.add_error("code", NO_MATCH)
            return show(request, "code", 422, form=form)
        response = go_to(request, f"{access_codes.route_prefix}_own_page")
        keep_token(response, access_codes.area, access_codes.begin(db, held_id, token_of(request, access_codes.area)))
        return response

    def receipt(request: Request, db: Session) -> Response:
        """The code, until its last four are typed."""
        code = _fresh_code(request, access_codes)
        if not code:
            return go_to(request, f"{access_codes.route_prefix}_own_page")
        return show(request, "receipt", form=blank(LastFour), code=code)

    def kept(request: Request, db: Session) -> Response:
        """Go on once the code has been written down."""
        code = _fresh_code(request, access_codes)
        if not code:
            return go_to(request, f"{access_codes.route_prefix}_own_page")
        form = read_form(request, LastFour)
        if form.errors or normalise_code(form.value.last) != code[-4:]:
            form.add_error("last", LAST_FOUR_WRONG)
            return show(request, "receipt", 422, form=form, code=code)
        return go_to(request, f"{access_codes.route_prefix}_own_page", flash="code_confirmed")

    def sentence(request: Request, db: Session) -> Response:
        """The page for a sentence of one's own."""
        return show(request, "sentence", form=blank(OwnSentence))

    def use_sentence(request: Request, db: Session) -> Response:
        """From now on the sentence opens what the code did."""
        form = read_form(request, OwnSentence)
        if form.errors:
            return show(request, "sentence", 422, form=form)
        with Attempt(db, form, "sentence"):
            access_codes.use_sentence(db, request.user.id, form.value.sentence)
            response = go_to(request, f"{access_codes.route_prefix}_own_page", flash="sentence_saved")
            forget_answers(response)
            return response
        return show(request, "sentence", 422, form=form)

    def leave(request: Request, db: Session) -> Response:
        """End the visit. Works with a dead cookie too."""
        access_codes.end(db, token_of(request, access_codes.area))
        response = go_to(request, "accounts:signed_out")
        response.headers["clear-site-data"] = '"cache", "storage"'
        drop_token(response, access_codes.area)
        forget_answers(response)
        return response

    mine: Access = {"area": access_codes.area, "open_to": access_codes.holders}
    open_: Access = {"area": access_codes.area, "open_to": access_codes.everyone}
    return [
        page(f"{access_codes.path}/code", door, name=f"{access_codes.route_prefix}_code", **open_),
        hashing(
            f"{access_codes.path}/code", read_code, take_code, name=f"{access_codes.route_prefix}_submit_code", **open_
        ),
        page(f"{access_codes.path}/receipt", receipt, name=f"{access_codes.route_prefix}_new_code", **mine),
        action(f"{access_codes.path}/receipt", kept, name=f"{access_codes.route_prefix}_confirm_code", **mine),
        page(f"{access_codes.path}/sentence", sentence, name=f"{access_codes.route_prefix}_sentence", **mine),
        action(f"{access_codes.path}/sentence", use_sentence, name=f"{access_codes.route_prefix}_use_sentence", **mine),
        action(f"{access_codes.path}/leaving", leave, name=f"{access_codes.route_prefix}_close", **open_),
    ]


def _fresh_code(request: Request, access_codes: AccessCodes) -> str:
    given = answers(request, access_codes.journey)
    return str(given["code"]) if given.get("held") == str(request.user.id) else ""
