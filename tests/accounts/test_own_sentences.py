"""A sentence of one's own opens with four digits only, beside the code; nobody learns whose it is by choosing one."""

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event
from sqlmodel import select

from accounts.models import GUEST, Application, ApplicationVisit, BudgetKind
from accounts.operations import budgets, code_delays
from foundation.access_codes import current_visit
from groups.models import Registration, RegistrationVisit
from tests.accounts.applicant import apply, decide, the_application
from tests.accounts.entry_steps import whole
from tests.conftest import BOTH
from tests.groups.registrant import register, the_registration
from web.areas import COOKIES, Area
from web.routing import HouseRoute

SENTENCE = "De kat van de buren slaapt op zolder"
DIGITS = "4821"
CHOSEN = {"sentence": SENTENCE, "digits": DIGITS}


@dataclass(frozen=True)
class Side:
    """One of the two sides that codes come back to."""

    path: str
    begin: object
    model: type
    visits: type
    area: Area
    kind: BudgetKind

    async def come_back(self, browser, **typed):
        """Type a code or a sentence."""
        return await browser.post(f"{self.path}/code", typed)

    async def choose(self, browser, **typed):
        """Choose a sentence and digits."""
        return await browser.post(f"{self.path}/sentence", typed)

    async def try_it(self, browser, **typed):
        """Type them once more."""
        return await browser.post(f"{self.path}/sentence/trial", typed)


APPLYING = Side("/apply", apply, Application, ApplicationVisit, Area.APPLICATIONS, BudgetKind.APPLICATION_CODE)
REGISTERING = Side(
    "/register", register, Registration, RegistrationVisit, Area.REGISTRATIONS, BudgetKind.REGISTRATION_CODE
)
BOTH_SIDES = pytest.mark.parametrize("side", [APPLYING, REGISTERING], ids=["applying", "registering"])


@BOTH
@BOTH_SIDES
async def test_a_sentence_opens_with_its_four_digits_and_the_code_goes_on_opening(browse, side):
    guest = browse()
    code = await side.begin(guest)
    page = await side.choose(guest, **CHOSEN)
    assert page.location == f"{side.path}/sentence/trial"
    assert "nog niet" in (await guest.open(f"{side.path}/mine")).text
    assert (await side.try_it(guest, **CHOSEN)).location == f"{side.path}/mine"
    shown = await guest.open(f"{side.path}/mine")
    assert "Het werkt." in shown.text
    assert "met je eigen zin en je vier cijfers" in shown.text
    for typed in (
        {"code": SENTENCE.upper(), "digits": " 48-21"},
        {"code": f"{SENTENCE} {DIGITS}"},
        {"code": code},
        {"code": code, "digits": "een"},
    ):
        other = browse()
        assert (await side.come_back(other, **typed)).location == f"{side.path}/mine", typed
        assert (await other.open(f"{side.path}/mine")).status == 200


@BOTH_SIDES
async def test_neither_the_sentence_nor_the_digits_open_anything_alone(browse, side):
    guest = browse()
    await side.begin(guest)
    await side.choose(guest, **CHOSEN)
    for typed, field, said in (
        ({"code": SENTENCE}, "digits", "alleen samen met de vier cijfers"),
        ({"code": SENTENCE, "digits": "48"}, "digits", "Typ vier cijfers."),
        ({"code": SENTENCE, "digits": "4822"}, "code", "Deze zin met deze vier cijfers"),
        ({"code": DIGITS}, "code", "Deze code opent hier niets"),
    ):
        page = await side.come_back(browse(), **typed)
        assert (page.status, said in page.text, f'id="error-{field}"' in page.html) == (422, True, True), typed
        assert (page.field("code"), page.field("digits")) == (typed["code"], typed.get("digits", ""))


@BOTH_SIDES
async def test_what_is_too_easy_to_guess_is_refused_kindly_and_words_come_back(browse, side):
    guest = browse()
    await side.begin(guest)
    for weak in ("te kort", "een twee drie", "a b c d", "a - b - c - d - - - - - - - -", "x" * 121, "1234 5678 " * 3):
        page = await side.choose(guest, sentence=weak, digits=DIGITS)
        assert (page.status, page.field("sentence"), page.field("digits")) == (422, weak, DIGITS), weak
    for weak in ("", "12", "0000", "1111", "1234", "7890", "4321", "1212"):
        page = await side.choose(guest, sentence=SENTENCE, digits=weak)
        assert (page.status, page.field("sentence"), page.field("digits")) == (422, SENTENCE, weak), weak
    assert "Kies er vier andere" in page.text
    assert (await guest.open(f"{side.path}/sentence/trial")).location == f"{side.path}/sentence"


@BOTH_SIDES
async def test_the_last_four_of_a_code_that_was_just_shown_are_proposed(browse, side):
    guest = browse()
    code = await side.begin(guest)
    assert (await guest.open(f"{side.path}/sentence")).field("digits") == code[-4:]
    assert (await side.choose(guest, sentence=SENTENCE, digits=code)).status == 303
    assert (await side.come_back(browse(), code=SENTENCE, digits=code[-4:])).status == 303
    other = browse()
    await side.come_back(other, code=code)
    assert (await other.open(f"{side.path}/sentence")).field("digits") == ""


@BOTH
@BOTH_SIDES
async def test_choosing_what_opens_another_page_answers_the_same_to_the_letter_and_opens_nothing(
    browse, database, side
):
    owner, free, taken = browse(), browse(), browse()
    await side.begin(owner)
    await side.choose(owner, **CHOSEN)
    answers = []
    for browser, typed in ((free, {**CHOSEN, "sentence": "Een fiets zonder bel staat in de gang"}), (taken, CHOSEN)):
        code = await side.begin(browser)
        await browser.open(f"{side.path}/mine")
        with statements(database) as asked:
            pages = [await side.choose(browser, **typed)]
            pages += [await browser.open(f"{side.path}/{path}") for path in ("sentence/trial", "mine", "sentence")]
        told = [whole(page, code[-4:], *page_secrets(page)) for page in pages]
        answers.append((told, asked))
    assert answers[0] == answers[1]
    page = await side.try_it(taken, **CHOSEN)
    assert (page.status, "Dit opent jouw pagina niet" in page.text) == (422, True)
    with database.read() as db:
        rows = db.exec(select(side.model)).all()
        assert len({len(row.sentence_mac) for row in rows}) == 1
        assert len({row.sentence_mac for row in rows}) == 3
    back = browse()
    await side.come_back(back, code=SENTENCE, digits=DIGITS)
    assert visited(database, side, back) == visited(database, side, owner)


@BOTH
@BOTH_SIDES
async def test_of_two_who_choose_the_same_at_once_one_has_it_and_neither_is_told(browse, database, side):
    both = [browse(), browse()]
    for one in both:
        await side.begin(one)
    pages = await asyncio.gather(*(side.choose(one, **CHOSEN) for one in both))
    assert [(page.status, page.location) for page in pages] == [(303, f"{side.path}/sentence/trial")] * 2
    pages = [await side.try_it(one, **CHOSEN) for one in both]
    assert sorted(page.status for page in pages) == [303, 422]


@BOTH
@BOTH_SIDES
async def test_choosing_costs_a_try_and_there_are_five_a_day(browse, database, side, slept, later):
    guest = browse()
    code = await side.begin(guest)
    for number in range(code_delays.SENTENCES_A_DAY):
        assert (await side.choose(guest, sentence=SENTENCE, digits=f"482{number}")).status == 303
    assert slept.seconds == [1.0]
    with database.read() as db:
        since = budgets.now() - budgets.WINDOW
        assert budgets.spent(db, side.kind, budgets.EVERYBODY, since) == code_delays.SENTENCES_A_DAY
    page = await side.choose(guest, sentence="Iets heel anders dat niemand zo zegt", digits=DIGITS)
    assert (page.status, "Morgen kun je weer" in page.text) == (422, True)
    assert page.field("sentence") == "Iets heel anders dat niemand zo zegt"
    later(days=1, minutes=1)
    await side.come_back(guest, code=code)
    assert (await side.choose(guest, **CHOSEN)).status == 303


@BOTH_SIDES
async def test_other_digits_behind_one_sentence_share_its_tries(browse, side, slept):
    for number in range(budgets.FREE_TRIES + 2):
        assert (await side.come_back(browse(), code=SENTENCE, digits=f"900{number}")).status == 422
    assert slept.seconds == [1.0, 2.0]


@BOTH_SIDES
async def test_in_a_crowd_the_form_comes_back_with_what_was_typed(browse, side, monkeypatch):
    guest = browse()
    code = await side.begin(guest)
    await side.choose(guest, **CHOSEN)
    monkeypatch.setattr("web.hashing.HELD_PER_NAME", 0)
    pages = [await side.come_back(browse(), code=SENTENCE, digits=DIGITS), await side.choose(guest, **CHOSEN)]
    pages.append(await side.try_it(guest, **CHOSEN))
    for page in pages:
        typed = page.field("code" if page is pages[0] else "sentence")
        assert (page.status, typed, page.field("digits")) == (429, SENTENCE, DIGITS)
        assert page.response.headers["retry-after"] == "30"
    monkeypatch.undo()
    assert (await side.come_back(browse(), code=code)).status == 303


@BOTH_SIDES
async def test_a_new_code_from_a_colleague_ends_the_sentence_too(browse, database, side):
    guest = browse()
    code = await side.begin(guest)
    await side.choose(guest, **CHOSEN)
    await side.try_it(guest, **CHOSEN)
    if side is APPLYING:
        page = await browse("mia").post(f"/staff/applications/{the_application(database).id}/code")
    else:
        page = await browse("cora").post(f"/staff/registrations/{the_registration(database).id}/code")
    for typed in ({"code": code}, {"code": SENTENCE, "digits": DIGITS}):
        assert (await side.come_back(browse(), **typed)).status == 422
    assert (await side.come_back(guest, code=page.code)).status == 303
    await guest.open(f"{side.path}/mine")
    assert "eigen zin en je vier cijfers" not in (await guest.open(f"{side.path}/mine")).text


async def test_erasing_a_registration_ends_the_sentence_too(browse):
    guest = browse()
    await register(guest)
    await REGISTERING.choose(guest, **CHOSEN)
    assert (await guest.post("/register/mine/erasure", {"confirmed": "on"})).status == 303
    assert (await REGISTERING.come_back(browse(), code=SENTENCE, digits=DIGITS)).status == 422


@BOTH
@BOTH_SIDES
async def test_a_sentence_from_before_opens_once_more_and_nothing_goes_on_before_digits_belong_to_it(
    browse, database, side
):
    await side.begin(browse())
    keep_as_before(database, side, "d'n hond. van de buren")
    guest = browse()
    assert (await side.come_back(guest, code="D'n  Hond. van de BUREN")).location == f"{side.path}/mine"
    assert (await guest.open(f"{side.path}/mine")).location == f"{side.path}/sentence"
    page = await guest.open(f"{side.path}/sentence")
    assert "Vier cijfers bij je zin" in page.text
    assert f"{side.path}/mine" not in page.links
    assert (await side.choose(guest, sentence=SENTENCE, digits="1234")).status == 422
    assert (await side.come_back(browse(), code="d'n hond. van de buren")).status == 303
    page = await side.choose(guest, **CHOSEN)
    assert page.location == f"{side.path}/receipt"
    page = await guest.follow(page)
    assert "Schrijf ook deze code op" in page.text
    code = page.code
    page = await guest.post(f"{side.path}/receipt", {"last_four": code[-4:]})
    assert page.location == f"{side.path}/sentence/trial"
    assert (await side.try_it(guest, **CHOSEN)).location == f"{side.path}/mine"
    assert (await guest.open(f"{side.path}/mine")).status == 200
    assert (await side.come_back(browse(), code="d'n hond. van de buren")).status == 422
    for typed in ({"code": code}, {"code": SENTENCE, "digits": DIGITS}):
        assert (await side.come_back(browse(), **typed)).status == 303


@BOTH_SIDES
async def test_who_still_owes_digits_opens_no_other_page_and_does_nothing_else(browse, database, side, app):
    await side.begin(browse())
    keep_as_before(database, side, SENTENCE)
    guest = browse()
    await side.come_back(guest, code=SENTENCE)
    routes = [one for one in app.app.routes if isinstance(one, HouseRoute) and one.spec.area is side.area]
    owned = [one for one in routes if not one.spec.open_to(GUEST) and "{" not in one.path]
    assert len(owned) > 5
    for route in owned:
        path = route.path
        page = await (guest.open(path) if "GET" in route.methods else guest.post(path, {"text": "Iets."}))
        assert page.location == f"{side.path}/sentence" or path == f"{side.path}/sentence", path


@BOTH_SIDES
async def test_words_posted_after_a_visit_ended_wait_for_the_sentence_and_outlast_a_pause(
    browse, database, side, later
):
    guest, words = browse(), "Het gaat op en af."
    code = await side.begin(guest)
    await side.choose(guest, **CHOSEN)
    path = "/apply/mine" if side is APPLYING else "/register/mine/messages"
    if side is APPLYING:
        await decide(browse("mia"), the_application(database), "ask", "Hoe gaat het nu met jou?")
    later(minutes=26)
    page = await guest.post(path, {"text": words})
    assert (page.status, page.field("text"), page.field("access_digits")) == (403, words, "")
    page = await guest.post(path, {"text": words, "access_code": SENTENCE, "access_digits": "4822"})
    assert (page.status, page.field("text"), "4822" in page.html) == (403, words, False)
    with database.write() as db:
        for _ in range(budgets.FREE_TRIES):
            code_delays.record_wrong_code(db, side.kind, code)
    page = await guest.post(path, {"text": words, "access_code": code})
    assert (page.status, page.field("text"), page.response.headers["retry-after"]) == (429, words, "2")
    assert code not in page.html
    page = await guest.post(path, {"text": words, "access_code": SENTENCE, "access_digits": DIGITS})
    assert page.status == 303, page.text
    assert words in (await guest.follow(page)).text


def keep_as_before(database, side, sentence):
    """The only row is opened by a sentence, as version 0.2.0 kept it."""
    label = {APPLYING: "receipt application", REGISTERING: "receipt registration"}[side]
    with database.write() as db:
        row = db.exec(select(side.model)).one()
        row.code_mac, row.has_own_sentence = database.keys.mac(label, sentence.casefold()), True
        db.add(row)


def visited(database, side, browser):
    """The row that this browser has open."""
    with database.read() as db:
        return current_visit(db, side.visits, browser.client.cookies.get(COOKIES[side.area])).visited_id


def page_secrets(page):
    """What differs between any two answers: tokens."""
    return [value.partition("=")[2].partition(";")[0] for value in page.response.headers.get_list("set-cookie")]


@contextmanager
def statements(database):
    """Everything that is asked of the database meanwhile, without the values."""
    asked = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)
