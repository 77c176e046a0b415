"""Somebody without an invite applies: four questions, a code, an answer, and joining."""

import asyncio
import re

import pytest
from sqlmodel import col, func, select

from accounts.jobs import purge_accounts
from accounts.models import Application, ApplicationMessage, ApplicationVisit, Invite, InviteState, Member
from audit import AuditEntry
from foundation.access_codes import code_for
from foundation.data_keys import DataKey
from tests.accounts.applicant import HOPE, STEPS, answer_questions, apply, decide, hope_of, the_application
from tests.accounts.entry_steps import ANSWERS, acts, address
from tests.accounts.entry_steps import STEPS as JOINING
from tests.conftest import BOTH


def count(database, model):
    with database.read() as db:
        return db.exec(select(func.count()).select_from(model)).one()


@BOTH
async def test_four_questions_lead_to_a_code_and_to_a_page_that_shows_the_application(browse, database):
    guest = browse()
    code = await apply(guest)
    assert re.fullmatch(r"[0-9]{16}", code)
    page = await guest.open("/apply/mine")
    assert page.status == 200
    assert "We hebben je vraag" in page.text
    assert HOPE not in page.html
    application = the_application(database)
    assert (application.state, hope_of(database)) == ("received", HOPE)
    assert code.encode() not in application.code_mac


@pytest.mark.parametrize(("path", "fields", "who"), [
    ("/apply", {"about": "myself"}, "myself"),
    ("/apply", {"about": "my_work"}, "my-work"),
    ("/apply/age", {"age": "younger"}, "younger"),
])  # fmt: skip
async def test_somebody_in_the_wrong_place_is_shown_the_right_one(browse, database, path, fields, who):
    guest = browse()
    for step, given in STEPS:
        if step == path:
            break
        await guest.post(step, given)
    page = await guest.post(path, fields)
    assert page.location == f"/apply/elsewhere/{who}"
    page = await guest.follow(page)
    assert page.status == 200
    assert re.search(r"[0-9]{3}", page.text) or "hulplijn" in page.text
    assert "/help" in page.links
    assert "/apply" in page.links
    assert count(database, Application) == 0


async def test_going_back_loses_no_answer_and_no_step_can_be_skipped(browse):
    guest = browse()
    assert (await guest.open("/apply/hope")).location == "/apply"
    await answer_questions(guest)
    assert (await guest.open("/apply")).field("about") == "somebody_else"
    assert (await guest.open("/apply/relation")).field("relation") == "parent"
    page = await guest.post("/apply/hope", {"hope": "x" * 1501})
    assert (page.status, page.field("hope")) == (422, "x" * 1501)
    assert (await guest.post("/apply/hope", {"hope": " "})).status == 422


@BOTH
async def test_the_same_form_sent_twice_is_one_application_with_one_code(browse, database):
    guest = browse()
    await answer_questions(guest)
    pages = await asyncio.gather(*(guest.post("/apply/hope", {"hope": HOPE}) for _ in range(3)))
    assert {page.status for page in pages} == {303}
    assert count(database, Application) == 1
    code = (await guest.open("/apply/receipt")).code
    again = await guest.post("/apply/hope", {"hope": HOPE})
    assert again.location == "/apply/receipt"
    assert (await guest.follow(again)).code == code


async def test_the_code_opens_the_application_again_however_it_is_typed_and_nothing_else_does(browse, database):
    code = await apply(browse())
    for typed in (code, " ".join(code[at : at + 4] for at in range(0, 16, 4)), code[:8] + "-" + code[8:]):
        other = browse()
        assert (await other.post("/apply/code", {"code": typed})).location == "/apply/mine"
        assert (await other.open("/apply/mine")).status == 200
    other = browse()
    for typed in ("", "0" * 16, code[:-1], "x" * 300):
        page = await other.post("/apply/code", {"code": typed})
        assert (page.status, page.field("code")) == (422, typed)
    assert (await other.open("/apply/mine")).location == "/apply/code"


async def test_a_visit_ends_by_inactivity_by_time_by_leaving_and_by_the_exit(browse, database, later):
    guest = browse()
    code = await apply(guest)
    await guest.open("/exit")
    assert (await guest.open("/apply/mine")).location == "/apply/code"
    await guest.post("/apply/code", {"code": code})
    await guest.post("/apply/leaving")
    assert (await guest.open("/apply/mine")).location == "/apply/code"
    await guest.post("/apply/code", {"code": code})
    later(minutes=26)
    assert (await guest.open("/apply/mine")).location == "/apply/code"
    with database.write() as db:
        purge_accounts(db)
    assert count(database, ApplicationVisit) == 0


async def test_text_submitted_after_the_visit_ended_waits_for_the_code(browse, database, later):
    guest, mia = browse(), browse("mia")
    code = await apply(guest)
    await decide(mia, the_application(database), "ask", "Hoe gaat het nu met jou?")
    later(minutes=26)
    page = await guest.post("/apply/mine", {"text": "Het gaat op en af."})
    assert page.status == 403
    assert page.field("text") == "Het gaat op en af."
    page = await guest.post("/apply/mine", {"text": page.field("text"), "access_code": "1" * 16})
    assert (page.status, page.field("text")) == (403, "Het gaat op en af.")
    page = await guest.post("/apply/mine", {"text": page.field("text"), "access_code": code})
    assert page.location == "/apply/mine"
    assert "Het gaat op en af." in (await guest.follow(page)).text


async def test_a_question_goes_back_and_forth_and_a_note_stays_among_colleagues(browse, database):
    guest, mia = browse(), browse("mia")
    await apply(guest)
    application = the_application(database)
    await mia.post(f"/staff/applications/{application.id}/notes", {"note": "Belde gisteren ook."})
    page = await decide(mia, application, "ask", "Hoe gaat het nu met jou?")
    assert page.location == "/staff/queue"
    shown = await guest.open("/apply/mine")
    assert "Hoe gaat het nu met jou?" in shown.text
    assert "Belde gisteren" not in shown.html
    assert "Mia" not in shown.text
    await guest.post("/apply/mine", {"text": "Het gaat op en af."})
    assert the_application(database).state == "answered"
    seen = await browse("max").open(f"/staff/applications/{application.id}")
    for words in (HOPE, "Hoe gaat het nu met jou?", "Het gaat op en af.", "Belde gisteren ook.", "Mia"):
        assert words in seen.text
    assert (await guest.post("/apply/mine", {"text": "Nog iets."})).status == 409


async def test_somebody_admitted_joins_and_leaves_no_application_behind(browse, database, people):
    guest, mia = browse(), browse("mia")
    code = await apply(guest)
    keys = count(database, DataKey)
    await decide(mia, the_application(database), "admit")
    assert "Je bent welkom" in (await guest.open("/apply/mine")).text
    page = await guest.post("/apply/mine/joining")
    assert page.location == "/join/words"
    for step in JOINING[1:]:
        page = await guest.post(address(step), ANSWERS[step])
        assert page.status == 303, (step, page.text)
    assert (await guest.open("/rooms")).status == 200
    assert [count(database, model) for model in (Application, ApplicationMessage, ApplicationVisit)] == [0, 0, 0]
    assert count(database, DataKey) == keys
    with database.read() as db:
        invite = db.exec(select(Invite).where(col(Invite.state) == InviteState.REDEEMED)
                         .order_by(col(Invite.batch_id))).first()  # fmt: skip
        assert invite.issuer_id == people.ids["mia"]
        assert invite.issued_on == invite.ended_on
    assert (await browse().post("/apply/code", {"code": code})).status == 422


@BOTH
async def test_one_admission_lets_one_person_in_also_when_many_try_at_once(browse, database):
    guest, mia = browse(), browse("mia")
    code = await apply(guest)
    await decide(mia, the_application(database), "admit")
    before = count(database, Member)
    browsers = []
    for number in range(5):
        one = browse()
        await one.post("/apply/code", {"code": code})
        await one.post("/apply/mine/joining")
        for step in JOINING[1:-1]:
            fields = {"own": f"Zachte Wilg {'abcde'[number]}"} if step == "name" else ANSWERS[step]
            await one.post(address(step), fields)
        browsers.append(one)
    pages = await asyncio.gather(*(one.post(address("rules"), ANSWERS["rules"]) for one in browsers))
    assert sorted(page.status for page in pages) == [303, 422, 422, 422, 422]
    assert count(database, Member) == before + 1


async def test_nobody_joins_before_being_admitted(browse, database):
    guest = browse()
    await apply(guest)
    assert (await guest.post("/apply/mine/joining")).status == 409
    assert (await guest.open("/join/words")).location == "/join"


@BOTH
async def test_withdrawing_makes_everything_unreadable_at_once(browse, database):
    guest, mia = browse(), browse("mia")
    await apply(guest)
    application = the_application(database)
    await decide(mia, application, "ask", "Hoe gaat het nu met jou?")
    keys = count(database, DataKey)
    assert (await guest.post("/apply/mine/withdrawal")).location == "/apply/mine"
    assert count(database, DataKey) == keys - 1
    assert count(database, ApplicationMessage) == 0
    seen = await mia.open(f"/staff/applications/{application.id}")
    assert seen.status == 200
    assert HOPE not in seen.html
    assert "Je nam je vraag terug" in (await guest.open("/apply/mine")).text


async def test_somebody_who_lost_the_code_gets_a_new_one_after_talking_to_staff(browse, database):
    guest, mia = browse(), browse("mia")
    code = await apply(guest)
    application, before = the_application(database), acts(database)
    page = await mia.post(f"/staff/applications/{application.id}/code")
    assert page.status == 200
    assert (await guest.open("/apply/mine")).location == "/apply/code"
    assert (await browse().post("/apply/code", {"code": code})).status == 422
    assert (await browse().post("/apply/code", {"code": page.code})).location == "/apply/mine"
    assert acts(database) == [*before, "application code renewed"]


async def test_a_new_code_requires_a_fresh_one_time_code(browse, database, later):
    mia = browse("mia")
    await apply(browse())
    later(minutes=6)
    page = await mia.post(f"/staff/applications/{the_application(database).id}/code")
    assert (page.status, page.field("one_time_code")) == (403, "")


@BOTH
async def test_an_application_that_waits_for_its_applicant_expires_and_one_that_ended_goes_with_its_key(
    browse, database, later, settings
):
    guest, mia = browse(), browse("mia")
    code = await apply(guest)
    await decide(mia, the_application(database), "ask", "Hoe gaat het nu met jou?")
    _pass_days(database, later, settings.application_days - 1)
    assert the_application(database).state == "asked"
    _pass_days(database, later, 2)
    assert the_application(database).state == "expired"
    other = browse()
    assert (await other.post("/apply/code", {"code": code})).location == "/apply/mine"
    assert "Je vraag is afgelopen" in (await other.open("/apply/mine")).text
    keys = count(database, DataKey)
    _pass_days(database, later, settings.ended_application_days + 1)
    assert [count(database, model) for model in (Application, ApplicationMessage)] == [0, 0]
    assert count(database, DataKey) == keys - 1


async def test_an_application_that_waits_for_staff_never_expires(browse, database, later):
    await apply(browse())
    _pass_days(database, later, 400)
    assert the_application(database).state == "received"


def test_the_code_is_that_of_the_form_and_differs_between_the_sides(keys):
    assert code_for(keys, "application", "a") == code_for(keys, "application", "a")
    assert len({code_for(keys, side, form) for side in ("application", "registration") for form in "ab"}) == 4
    assert all(re.fullmatch(r"[0-9]{16}", code_for(keys, "application", str(one))) for one in range(200))


async def test_what_applicants_do_is_never_audited(browse, database):
    before = acts(database)
    guest = browse()
    await apply(guest)
    await guest.post("/apply/sentence", {"sentence": "de kat van de buren slaapt op zolder", "digits": "4821"})
    await guest.post("/apply/mine/withdrawal")
    assert acts(database) == before
    assert count(database, AuditEntry) == len(before)


def _pass_days(database, later, days):
    later(days=days)
    with database.write() as db:
        purge_accounts(db)
