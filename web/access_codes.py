"""Access codes: shown once, typed to come back, replaced by a sentence of one's own. Once for both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foundation.access_codes import (
    Opened,
    Visit,
    begin_visit,
    current_visit,
    end_visit,
    find_by_code,
    is_sentence,
    normalise_access_code,
    renew_visit,
    use_own_sentence,
)
from foundation.clock import is_of_earlier_step
from foundation.codes import normalise_code
from foundation.errors import TooMany
from foundation.forms import Filled, Form, blank, form_error
from foundation.language import N_
from foundation.person import Person
from web.areas import Access, Area, Arrival, Gate, drop_token, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, render
from web.routing import action, hashing, page
from web.steps import answers, forget_answers, keep_answers
from web.transactions import Attempt, after_refusal

NO_MATCH = N_("This code does not work here. There may be a small typing mistake in it.")
LAST_FOUR_WRONG = N_("The code does not end like that. Check it again.")


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

    last_four: Annotated[str, Field(max_length=20)] = ""


class OwnSentence(Form):
    """A secret sentence instead of the digits."""

    sentences = {"sentence.string_too_long": N_("Use 120 characters or fewer.")}

    sentence: Annotated[str, Field(max_length=120), AfterValidator(_sentence)] = ""


@dataclass(frozen=True, kw_only=True)
class AccessCodes:
    """One side where codes are handed out and taken back.

    `route_prefix` begins the names of its routes; `<route_prefix>_own_page` is the page that a code opens. A code opens
    one row of `opens`; what it makes of somebody for as long as their visit lasts is a `holder`.
    """

    side: str
    route_prefix: str
    path: str
    area: Area
    everyone: Gate
    holders: Gate
    holder: Callable[[UUID], Person]
    nobody: Person
    opens: type[Opened]
    visits: type[Visit]
    lookup_delay: Callable[[Session, str], float]
    record_wrong_code: Callable[[Session, str], None]

    @property
    def journey(self) -> str:
        """What the sealed cookie with a fresh code is for."""
        return f"receipt {self.side}"

    def hand_out(self, request: Request, db: Session, code: str, owner_id: UUID) -> Response:
        """Open a visit and go where the code is shown."""
        token = begin_visit(db, self.visits, owner_id, token_of(request, self.area))
        response = go_to(request, f"{self.route_prefix}_new_code")
        keep_token(response, self.area, token)
        keep_answers(request, response, self.journey, {"code": code, "held": str(owner_id)})
        return response

    def was_handed_out(self, request: Request) -> bool:
        """Does this browser still hold a code that was shown a moment ago?"""
        return bool(answers(request, self.journey))

    def arrival(self, db: Session, token: str, code: str = "") -> Arrival:
        """Who holds this token; a correct `code` in the same form opens a new visit once the old one has ended."""
        visit = current_visit(db, self.visits, token)
        if visit:
            note = partial(renew_visit, model=self.visits, visit_id=visit.id)
            return Arrival(self.holder(visit.visited_id), note if is_of_earlier_step(visit.seen_at) else None)
        if not code:
            return Arrival(self.nobody)
        if wait := self.lookup_delay(db, code):  # nothing can wait here
            raise TooMany(int(wait) + 1)
        held = find_by_code(db, self.opens, self.side, code)
        if held is None:
            after_refusal(db, self.record_wrong_code, code)
            return Arrival(self.nobody)
        return Arrival(self.holder(held.id), token=begin_visit(db, self.visits, held.id, token))

    def end(self, db: Session, token: str) -> None:
        """End the visit behind a token, if there is one."""
        end_visit(db, self.visits, token)

    def ask_code(self, request: Request, db: Session) -> Response:
        """Where a code is typed."""
        if self.holders(request.user):
            return go_to(request, f"{self.route_prefix}_own_page")
        return self._show(request, "code", form=blank(AccessCodeForm))

    def read_code(self, request: Request, db: Session) -> ToHash[Filled[AccessCodeForm]] | Response:
        """Nothing is hashed here, but who guesses is held back."""
        form = read_form(request, AccessCodeForm)
        if form.errors:
            return self._show(request, "code", 422, form=form)
        typed = form.value.code
        return ToHash(
            hold=self.lookup_delay(db, typed),
            name=f"{self.side} {normalise_access_code(typed)}",
            known=form,
        )

    def take_code(self, request: Request, db: Session, hashed: Hashed[Filled[AccessCodeForm]]) -> Response:
        """Open a visit, if the code is one."""
        form = hashed.known
        held = find_by_code(db, self.opens, self.side, form.value.code)
        if held is None:
            after_refusal(db, self.record_wrong_code, form.value.code)
            form.add_error("code", NO_MATCH)
            return self._show(request, "code", 422, form=form)
        response = go_to(request, f"{self.route_prefix}_own_page")
        keep_token(response, self.area, begin_visit(db, self.visits, held.id, token_of(request, self.area)))
        return response

    def show_new_code(self, request: Request, db: Session) -> Response:
        """The code, until its last four are typed."""
        code = self._fresh_code(request)
        if not code:
            return go_to(request, f"{self.route_prefix}_own_page")
        return self._show(request, "new_code", form=blank(LastFour), code=code)

    def confirm_code(self, request: Request, db: Session) -> Response:
        """Go on once the code has been written down."""
        code = self._fresh_code(request)
        if not code:
            return go_to(request, f"{self.route_prefix}_own_page")
        form = read_form(request, LastFour)
        if form.errors or normalise_code(form.value.last_four) != code[-4:]:
            form.add_error("last_four", LAST_FOUR_WRONG)
            return self._show(request, "new_code", 422, form=form, code=code)
        return go_to(request, f"{self.route_prefix}_own_page", flash="code_confirmed")

    def ask_sentence(self, request: Request, db: Session) -> Response:
        """The page for a sentence of one's own."""
        return self._show(request, "sentence", form=blank(OwnSentence))

    def take_sentence(self, request: Request, db: Session) -> Response:
        """From now on the sentence opens what the code did."""
        form = read_form(request, OwnSentence)
        if form.errors:
            return self._show(request, "sentence", 422, form=form)
        with Attempt(db, form, "sentence"):
            use_own_sentence(db, db.get_one(self.opens, request.user.id), self.side, form.value.sentence)
            response = go_to(request, f"{self.route_prefix}_own_page", flash="sentence_saved")
            forget_answers(response)
            return response
        return self._show(request, "sentence", 422, form=form)

    def leave(self, request: Request, db: Session) -> Response:
        """End the visit. Works with a dead cookie too."""
        self.end(db, token_of(request, self.area))
        response = go_to(request, "accounts:signed_out")
        response.headers["clear-site-data"] = '"cache", "storage"'
        drop_token(response, self.area)
        forget_answers(response)
        return response

    def routes(self) -> list[Route]:
        """The pages on which a code is shown, typed and replaced."""
        mine: Access = {"area": self.area, "open_to": self.holders}
        open_: Access = {"area": self.area, "open_to": self.everyone}
        return [
            page(f"{self.path}/code", self.ask_code, name=f"{self.route_prefix}_code", **open_),
            hashing(
                f"{self.path}/code",
                self.read_code,
                self.take_code,
                name=f"{self.route_prefix}_submit_code",
                again=self._code_again,
                **open_,
            ),
            page(f"{self.path}/receipt", self.show_new_code, name=f"{self.route_prefix}_new_code", **mine),
            action(f"{self.path}/receipt", self.confirm_code, name=f"{self.route_prefix}_confirm_code", **mine),
            page(f"{self.path}/sentence", self.ask_sentence, name=f"{self.route_prefix}_sentence", **mine),
            action(f"{self.path}/sentence", self.take_sentence, name=f"{self.route_prefix}_use_sentence", **mine),
            action(f"{self.path}/leaving", self.leave, name=f"{self.route_prefix}_close", **open_),
        ]

    def _code_again(self, request: Request, form: Filled[AccessCodeForm], sentence: str, status: int) -> Response:
        form.add_error("", sentence)
        return self._show(request, "code", status, form=form)

    def _show(self, request: Request, template: str, status: int = 200, **context: object) -> Response:
        return render(request, f"access_codes/{template}.html", status=status, access_codes=self, **context)

    def _fresh_code(self, request: Request) -> str:
        given = answers(request, self.journey)
        return str(given["code"]) if given.get("held") == str(request.user.id) else ""
