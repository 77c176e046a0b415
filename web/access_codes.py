"""Access codes: shown once, typed to come back, with a sentence of one's own beside them. Once for both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foundation.access_codes import (
    Opened,
    Visit,
    begin_visit,
    confirm_sentence,
    current_visit,
    end_visit,
    find_by_code,
    renew_visit,
    tried_name,
)
from foundation.clock import is_of_earlier_step
from foundation.codes import digits_of, ends_code
from foundation.errors import AccessCodeRequired
from foundation.forms import AnyForm, Filled, Form, blank
from foundation.own_sentences import is_sentence, split_sentence
from foundation.person import Person
from web.access_code_forms import (
    DIGITS_MISSING,
    LAST_FOUR_WRONG,
    NO_MATCH,
    NO_MATCH_WITH_DIGITS,
    AccessCodeForm,
    LastFour,
)
from web.areas import Access, Area, Arrival, Gate, drop_token, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, render
from web.routing import action, hashing, page
from web.steps import Answers, answers, forget_answers, keep_answers
from web.transactions import after_refusal

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, kw_only=True)
class AccessCodes:
    """One side where codes are handed out and taken back.

    `route_prefix` begins the names of its routes; `<route_prefix>_own_page` is the page that a code opens. A code opens
    one row of `opens`; what it makes of somebody for as long as their visit lasts is a `holder`. Who typed a sentence
    that has no four digits yet is `owing`: nothing opens but the page on which they are chosen.
    """

    side: str
    route_prefix: str
    path: str
    area: Area
    everyone: Gate
    holders: Gate
    holder: Callable[[UUID], Person]
    owing: Callable[[UUID], Person]
    nobody: Person
    opens: type[Opened]
    visits: type[Visit]
    lookup_delay: Callable[[Session, str], float]
    record_wrong_code: Callable[[Session, str], None]
    spend_on_sentence: Callable[[Session, UUID, str], None]

    @property
    def journey(self) -> str:
        """What the sealed cookie with a fresh code is for."""
        return f"receipt {self.side}"

    def hand_out(
        self, request: Request, db: Session, code: str, owner_id: UUID, beside_sentence: bool = False
    ) -> Response:
        """Open a visit and go where the code is shown."""
        token = begin_visit(db, self.visits, owner_id, token_of(request, self.area))
        response = go_to(request, f"{self.route_prefix}_new_code")
        keep_token(response, self.area, token)
        given = {"code": code, "held": str(owner_id), "beside_sentence": beside_sentence}
        keep_answers(request, response, self.journey, given)
        return response

    def was_handed_out(self, request: Request) -> bool:
        """Does this browser still hold a code that was shown a moment ago?"""
        return bool(answers(request, self.journey))

    def arrival(self, db: Session, token: str, code: str = "") -> Arrival:
        """Who holds this token; a correct `code` in the same form opens a new visit once the old one has ended."""
        visit = current_visit(db, self.visits, token)
        if visit:
            note = partial(renew_visit, model=self.visits, visit_id=visit.id)
            return Arrival(self._visitor(visit), note if is_of_earlier_step(visit.seen_at) else None)
        if not code:
            return Arrival(self.nobody)
        if wait := self.lookup_delay(db, code):  # nothing can wait here
            raise AccessCodeRequired(int(wait) + 1)
        held = find_by_code(db, self.opens, self.side, code)
        if held is None:
            after_refusal(db, self.record_wrong_code, code)
            return Arrival(self.nobody)
        fresh = self._let_in(db, held, code, token)
        return Arrival(self.owing(held.id) if held.owes_digits else self.holder(held.id), token=fresh)

    def end(self, db: Session, token: str) -> None:
        """End the visit behind a token, if there is one."""
        end_visit(db, self.visits, token)

    def ask_code(self, request: Request, db: Session) -> Response:
        """Where a code is typed."""
        if self.holders(request.user):
            return go_to(request, f"{self.route_prefix}_own_page")
        return self.show(request, "code", form=blank(AccessCodeForm))

    def read_code(self, request: Request, db: Session) -> ToHash[Filled[AccessCodeForm]] | Response:
        """Nothing is hashed here, but who guesses is held back."""
        form = read_form(request, AccessCodeForm)
        if form.errors:
            return self.show(request, "code", 422, form=form)
        return self.held_back(db, form, form.value.typed)

    def take_code(self, request: Request, db: Session, hashed: Hashed[Filled[AccessCodeForm]]) -> Response:
        """Open a visit, if the code is one."""
        form, typed = hashed.known, hashed.known.value.typed
        held = find_by_code(db, self.opens, self.side, typed)
        if held is None:
            after_refusal(db, self.record_wrong_code, typed)
            form.add_error(*_what_is_wrong(typed))
            return self.show(request, "code", 422, form=form)
        response = go_to(request, f"{self.route_prefix}_own_page")
        keep_token(response, self.area, self._let_in(db, held, typed, token_of(request, self.area)))
        return response

    def show_new_code(self, request: Request, db: Session) -> Response:
        """The code, until its last four are typed."""
        given = self.fresh_code(request)
        if not given:
            return go_to(request, f"{self.route_prefix}_own_page")
        return self._new_code_page(request, blank(LastFour), given)

    def confirm_code(self, request: Request, db: Session) -> Response:
        """Go on once the code has been written down."""
        given = self.fresh_code(request)
        if not given:
            return go_to(request, f"{self.route_prefix}_own_page")
        form = read_form(request, LastFour)
        if form.errors or not ends_code(form.value.last_four, given["code"]):
            form.add_error("last_four", LAST_FOUR_WRONG)
            return self._new_code_page(request, form, given, 422)
        following = "trial" if given.get("beside_sentence") else "own_page"
        return go_to(request, f"{self.route_prefix}_{following}", flash="code_confirmed")

    def leave(self, request: Request, db: Session) -> Response:
        """End the visit. Works with a dead cookie too."""
        self.end(db, token_of(request, self.area))
        response = go_to(request, "accounts:signed_out")
        response.headers["clear-site-data"] = '"cache", "storage"'
        drop_token(response, self.area)
        forget_answers(response)
        return response

    def routes(self) -> list[Route]:
        """The pages on which a code is typed and shown, and the way out."""
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
            action(f"{self.path}/leaving", self.leave, name=f"{self.route_prefix}_close", **open_),
        ]

    def _code_again(self, request: Request, form: Filled[AccessCodeForm], sentence: str, status: int) -> Response:
        form.add_error("", sentence)
        return self.show(request, "code", status, form=form)

    def show(self, request: Request, template: str, status: int = 200, **context: object) -> Response:
        """A page of access codes."""
        return render(request, f"access_codes/{template}.html", status=status, access_codes=self, **context)

    def _new_code_page(self, request: Request, form: AnyForm, given: Answers, status: int = 200) -> Response:
        told = {"code": given["code"], "beside_sentence": given.get("beside_sentence")}
        return self.show(request, "new_code", status, form=form, **told)

    def fresh_code(self, request: Request) -> Answers:
        """The code that was just handed out to whoever is here, with what was kept beside it; or nothing."""
        given = answers(request, self.journey)
        return given if given.get("held") == str(request.user.id) else {}

    def held_back(self, db: Session, form: Filled[F], typed: str) -> ToHash[Filled[F]]:
        """Nothing is hashed, but who guesses waits."""
        return ToHash(hold=self.lookup_delay(db, typed), name=f"{self.side} {tried_name(typed)}", known=form)

    def _let_in(self, db: Session, held: Opened, typed: str, replacing: str) -> str:
        confirm_sentence(db, held, typed)
        return begin_visit(db, self.visits, held.id, replacing, held.owes_digits)

    def _visitor(self, visit: Visit) -> Person:
        return self.owing(visit.visited_id) if visit.owes_digits else self.holder(visit.visited_id)


def _what_is_wrong(typed: str) -> tuple[str, str]:
    """The field that something is missing in, and the sentence that says so."""
    if digits_of(typed) or not is_sentence(typed):
        return "code", NO_MATCH
    return ("code", NO_MATCH_WITH_DIGITS) if split_sentence(typed)[1] else ("digits", DIGITS_MISSING)
