"""Somebody asks for a group: one question a screen, without a name if they like, and a code at the end."""

import asyncio
import re

import pytest
from sqlmodel import func, select

from accounts.models import Member
from groups.models import Registration
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.registrant import STEPS, register, the_registration, unsealed


def count(database, model):
    with database.read() as db:
        return db.exec(select(func.count()).select_from(model)).one()


@BOTH
async def test_nine_questions_and_a_last_check_lead_to_a_code_and_an_own_page(browse, database):
    guest = browse()
    code = await register(guest)
    assert re.fullmatch(r"[0-9]{16}", code)
    page = await guest.open("/register/mine")
    assert "We hebben je aanmelding" in page.text
    assert "Rita" in page.text
    assert "dinsdag" in page.text
    row = the_registration(database)
    assert (row.state, row.relation, row.format) == ("received", "parent", "either")
    assert unsealed(database, "sealed_wishes")["days"] == ["tue", "thu"]
    assert unsealed(database, "sealed_name") == "Rita"


async def test_only_relation_and_format_are_needed(browse, database):
    empty = {name.rsplit("/", 1)[1]: {} for name in list(STEPS)[3:]}
    await register(browse(), **empty)
    assert unsealed(database, "sealed_contact")["mode"] == "nothing"
    assert unsealed(database, "sealed_circle")["circle"] == "unknown"
    for step in ("relation", "format"):
        guest = browse()
        for path, fields in STEPS.items():
            if path.endswith(step):
                assert (await guest.post(path, {})).status == 422
                break
            await guest.post(path, fields)


async def test_going_back_and_forth_loses_no_word(browse):
    guest = browse()
    for path, fields in list(STEPS.items())[:-2]:
        await guest.post(path, fields)
    assert (await guest.open("/register/name")).field("preferred_name") == "Rita"
    assert (await guest.open("/register/times")).html.count(" checked") == 3
    assert (await guest.open("/register/relation")).field("relation") == "parent"
    page = await guest.open("/register/contact")
    assert "/register/name" in page.links
    assert (await browse().open("/register/contact")).location == "/register"


@pytest.mark.parametrize(("given", "field"), [
    ({"mode": "call_me"}, "phone"),
    ({"mode": "message", "phone": "abc"}, "phone"),
    ({"mode": "mail"}, "email"),
    ({"mode": "mail", "email": "geen adres"}, "email"),
    ({"mode": "nothing", "contact_notes": "x" * 151}, "contact_notes"),
    ({"mode": "nothing", "code_word": "x" * 41}, "code_word"),
])  # fmt: skip
async def test_a_contact_plan_that_cannot_work_is_refused_and_keeps_what_was_typed(browse, given, field):
    guest = browse()
    for path, fields in list(STEPS.items())[:7]:
        await guest.post(path, fields)
    page = await guest.post("/register/contact", {**given, "cover_name": "de tandarts"})
    assert page.status == 422
    assert page.field("cover_name") == "de tandarts"
    assert f'id="error-{field}"' in page.html


@pytest.mark.parametrize(("step", "field"), [("name", "preferred_name"), ("contact", "code_word")])
async def test_what_is_too_long_is_answered_with_how_long_it_may_be(browse, step, field):
    guest, paths = browse(), list(STEPS)
    for path in paths[: paths.index(f"/register/{step}")]:
        await guest.post(path, STEPS[path])
    page = await guest.post(f"/register/{step}", {field: "x" * 41})
    assert page.status == 422
    assert "Maak het hoogstens 40 tekens lang." in page.text


async def test_somebody_who_is_too_young_is_shown_where_they_are_welcome(browse, database):
    page = await browse().post("/register", {"age": "younger"})
    assert page.location == "/apply/elsewhere/younger"
    assert count(database, Registration) == 0


@BOTH
async def test_the_same_form_sent_twice_gives_the_same_code(browse, database):
    guest = browse()
    for path, fields in list(STEPS.items())[:-1]:
        await guest.post(path, fields)
    pages = await asyncio.gather(*(guest.post("/register/check") for _ in range(3)))
    assert {page.status for page in pages} == {303}
    assert count(database, Registration) == 1
    assert (await guest.post("/register/check")).location == "/register/receipt"


async def test_everything_is_shown_before_it_is_sent_and_each_answer_can_be_changed(browse, database):
    guest = browse()
    contact = {"mode": "call_me", "phone": "0470 12 34 56", "contact_notes": "voor vier uur", "code_word": "merel"}
    page = None
    for path, fields in list(STEPS.items())[:-1]:
        page = await guest.post(path, contact if path.endswith("contact") else fields)
    assert page.location == "/register/check"
    page = await guest.follow(page)
    for told in ("moeder", "Limburg", "dinsdag", "Rita", "0470123456", "voor vier uur", "merel"):
        assert told in page.text
    assert {path for path in STEPS if path not in ("/register", "/register/check")} <= set(page.links)
    assert count(database, Registration) == 0
    assert (await guest.post("/register/name", {"preferred_name": "Roos"})).location == "/register/check"
    page = await guest.open("/register/check")
    assert "Roos" in page.text
    assert "Rita" not in page.text
    assert (await guest.post("/register/check")).location == "/register/receipt"
    assert unsealed(database, "sealed_name") == "Roos"


async def test_going_back_after_submitting_leads_to_the_code_and_not_to_empty_questions(browse, database):
    guest = browse()
    for path, fields in STEPS.items():
        await guest.post(path, fields)
    for path in list(STEPS)[1:]:
        assert (await guest.open(path)).location == "/register/receipt"
    assert (await guest.open("/register")).status == 200
    assert (await browse().open("/register/check")).location == "/register"
    assert count(database, Registration) == 1


async def test_a_colleague_registers_a_caller_and_reads_the_code_aloud(browse, database):
    finn, before = browse("finn"), acts(database)
    nonce = (await finn.open("/staff/registrations/new")).field("nonce")
    given = {"nonce": nonce, "relation": "sibling", "format": "online", "preferred_name": "Jo", "mode": "call_me"}
    page = await finn.post("/staff/registrations/new", given)
    assert (page.status, page.field("preferred_name")) == (422, "Jo")
    given |= {"phone": "0470 12 34 56"}
    pages = [await finn.post("/staff/registrations/new", given) for _ in range(2)]
    assert [page.status for page in pages] == [200, 200]
    assert pages[0].code == pages[1].code
    assert count(database, Registration) == 1
    assert (await browse().post("/register/code", {"code": pages[0].code})).location == "/register/mine"
    assert acts(database)[len(before)] == "registration entered for a caller"
    assert str(the_registration(database).id) in "".join((await finn.open("/staff/waiting-list")).links)


async def test_registering_touches_nothing_of_a_member_who_is_signed_in(browse, database):
    ada, members, before = browse("ada"), count(database, Member), acts(database)
    sent = {**dict(ada.client.cookies)}
    await register(ada)
    assert ada.client.cookies["__Host-a"] == sent["__Host-a"]
    assert count(database, Member) == members
    assert acts(database) == before
