"""The pages for a sentence of one's own beside an access code: choosing it with four digits, and trying it."""

from dataclasses import dataclass

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foundation.access_codes import choose_sentence, confirm_sentence, find_by_code, replace_code
from foundation.codes import digits_of
from foundation.forms import AnyForm, Filled, blank
from foundation.person import Person
from web.access_code_forms import NOT_YOURS, OwnSentence, TriedSentence
from web.access_codes import AccessCodes
from web.areas import Access
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to
from web.routing import hashing, page
from web.transactions import Attempt, after_refusal


@dataclass(frozen=True)
class OwnSentences:
    """The sentences of one side, beside its codes."""

    codes: AccessCodes

    def ask_sentence(self, request: Request, db: Session) -> Response:
        """The page for a sentence of one's own and four digits: those of the code, if it was just shown here."""
        given = self.codes.fresh_code(request)
        return self._sentence_page(request, blank(OwnSentence, digits=given["code"][-4:] if given else ""))

    def read_sentence(self, request: Request, db: Session) -> ToHash[Filled[OwnSentence]] | Response:
        """Choosing is held back as typing is."""
        form = read_form(request, OwnSentence)
        if form.errors:
            return self._sentence_page(request, form, 422)
        return self.codes.held_back(db, form, form.value.typed)

    def take_sentence(self, request: Request, db: Session, hashed: Hashed[Filled[OwnSentence]]) -> Response:
        """The sentence opens what the code does, once it was tried. An old one, and the visit with it, ends."""
        form, row = hashed.known, db.get_one(self.codes.opens, request.user.id)
        with Attempt(db, form, "sentence"):
            self.codes.spend_on_sentence(db, row.id, form.value.typed)
            code = replace_code(db, row, self.codes.side, self.codes.visits) if row.owes_digits else ""
            choose_sentence(db, row, self.codes.side, form.value.typed)
            if code:
                return self.codes.hand_out(request, db, code, row.id, beside_sentence=True)
            return go_to(request, f"{self.codes.route_prefix}_trial")
        return self._sentence_page(request, form, 422)

    def ask_trial(self, request: Request, db: Session) -> Response:
        """Where the chosen sentence is typed once more, before anybody relies on it."""
        if db.get_one(self.codes.opens, request.user.id).sentence_mac is None:
            return go_to(request, f"{self.codes.route_prefix}_sentence")
        return self.codes.show(request, "trial", form=blank(TriedSentence))

    def read_trial(self, request: Request, db: Session) -> ToHash[Filled[TriedSentence]] | Response:
        """Trying is held back as typing is, for it is the same."""
        form = read_form(request, TriedSentence)
        if form.errors:
            return self.codes.show(request, "trial", 422, form=form)
        return self.codes.held_back(db, form, form.value.typed)

    def take_trial(self, request: Request, db: Session, hashed: Hashed[Filled[TriedSentence]]) -> Response:
        """Does it open this page? What opens another one does not work here, and is not said to."""
        form, typed = hashed.known, hashed.known.value.typed
        held = find_by_code(db, self.codes.opens, self.codes.side, typed)
        if held is None or held.id != request.user.id or digits_of(typed):
            after_refusal(db, self.codes.record_wrong_code, typed)
            form.add_error("sentence", NOT_YOURS)
            return self.codes.show(request, "trial", 422, form=form)
        confirm_sentence(db, held, typed)
        return go_to(request, f"{self.codes.route_prefix}_own_page", flash="sentence_works")

    def routes(self) -> list[Route]:
        """The pages on which a sentence is chosen and tried. Who still owes digits opens the first one only."""
        prefix, path = self.codes.route_prefix, f"{self.codes.path}/sentence"
        mine: Access = {"area": self.codes.area, "open_to": self.codes.holders}
        owed: Access = {"area": self.codes.area, "open_to": self._holders_and_owing}
        return [
            page(path, self.ask_sentence, name=f"{prefix}_sentence", **owed),
            hashing(
                path,
                self.read_sentence,
                self.take_sentence,
                name=f"{prefix}_use_sentence",
                again=self._sentence_again,
                **owed,
            ),
            page(f"{path}/trial", self.ask_trial, name=f"{prefix}_trial", **mine),
            hashing(
                f"{path}/trial",
                self.read_trial,
                self.take_trial,
                name=f"{prefix}_submit_trial",
                again=self._trial_again,
                **mine,
            ),
        ]

    def _sentence_again(self, request: Request, form: Filled[OwnSentence], sentence: str, status: int) -> Response:
        form.add_error("", sentence)
        return self._sentence_page(request, form, status)

    def _trial_again(self, request: Request, form: Filled[TriedSentence], sentence: str, status: int) -> Response:
        form.add_error("", sentence)
        return self.codes.show(request, "trial", status, form=form)

    def _sentence_page(self, request: Request, form: AnyForm, status: int = 200) -> Response:
        return self.codes.show(request, "sentence", status, form=form, is_owed=not self.codes.holders(request.user))

    def _holders_and_owing(self, viewer: Person) -> bool:
        return self.codes.holders(viewer) or viewer.is_half_signed_in
