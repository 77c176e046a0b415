"""A flood at the door: strangers beyond a budget are delayed, never refused, and staff end many at once."""

import asyncio
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlmodel import select

from accounts.jobs import purge_accounts
from accounts.models import Application, ApplicationState
from accounts.operations import arrivals
from facts import MonthlyFact
from foundation.clock import now
from groups.jobs import purge_registrations
from groups.models import ContactTask, Conversation, Registration, RegistrationState
from mail import OutgoingLetter
from tests.accounts.applicant import answer_questions
from tests.conftest import BOTH
from tests.groups.registrant import STEPS, register

FEW = pytest.mark.settings(
    arrivals_a_minute=2, arrivals_an_hour=3, arrivals_a_day=4, turns_a_half_hour=1, most_parked=10
)
MAIL = {"mode": "mail", "email": "rita@example.org"}
APPLYING = {"way": "/apply", "own": "/apply/mine", "model": Application, "parked": ApplicationState.PARKED}
REGISTERING = {"way": "/register", "own": "/register/mine", "model": Registration, "parked": RegistrationState.PARKED}
TEAM_LISTS = (
    ("mia", "/staff/queue"),
    ("mia", "/staff/applications"),
    ("cora", "/staff/waiting-list"),
    ("cora", "/staff/week"),
)
BOTH_WAYS = pytest.mark.parametrize("side", [APPLYING, REGISTERING], ids=["applying", "registering"])


async def come(browser, side, **changed):
    """The whole journey; the code that was shown."""
    if side is REGISTERING:
        return await register(browser, **changed)
    await answer_questions(browser)
    page = await browser.post("/apply/hope", {"hope": "Even iemand horen."})
    code = (await browser.follow(page)).code
    await browser.post("/apply/receipt", {"last_four": code[-4:]})
    return code


def all_of(database, model):
    with database.read() as db:
        return db.exec(select(model)).all()


def parked(database, side):
    return [one for one in all_of(database, side["model"]) if one.state is side["parked"]]


async def flood(browse, side, number=2, **changed):
    """So many strangers, one after the other."""
    return [await come(browse(), side, **changed) for _ in range(number)]


@BOTH
@BOTH_WAYS
@FEW
async def test_beyond_the_budget_the_journey_ends_kindly_and_nobody_of_the_team_sees_it(browse, database, side):
    await flood(browse, side)
    rita = browse()
    code = await come(rita, side, contact=MAIL)
    page = await rita.open(side["own"])
    assert "Je bent nog niet aangemeld" in page.text
    assert re.search(r"Kom terug vanaf .*\d\d[.:]\d\d uur, op elk moment dat jou past, met je code", page.text)
    (one,) = parked(database, side)
    assert one.turn_at.minute in (0, 30)
    assert timedelta(minutes=30) <= one.turn_at - now() <= timedelta(minutes=60)
    for name, path in TEAM_LISTS:
        assert str(one.id) not in (await browse(name).open(path)).html
    for name, path in (("mia", f"/staff/applications/{one.id}"), ("cora", f"/staff/registrations/{one.id}")):
        assert (await browse(name).open(path)).status == 404
    assert not [letter for letter in all_of(database, OutgoingLetter) if letter.person_id == one.id]
    assert not all_of(database, ContactTask)
    assert len(all_of(database, Conversation)) == (2 if side is REGISTERING else 0)
    assert len(code.replace(" ", "")) == 16


@BOTH
@BOTH_WAYS
@FEW
async def test_from_their_turn_on_they_come_in_with_the_code_however_many_others_came_meanwhile(
    browse, database, later, side
):
    await flood(browse, side)
    rita = browse()
    code = await come(rita, side)
    entering = f"{side['own']}/entering"
    assert (await rita.post(entering)).status == 409
    later(hours=26)
    await flood(browse, side, number=5)
    rita = browse()
    assert (await rita.post(f"{side['way']}/code", {"code": code})).location == side["own"]
    page = await rita.open(side["own"])
    assert "Je bent aan de beurt" in page.text
    assert entering in page.form_actions
    page = await rita.follow(await rita.post(entering))
    assert "Je bent aangemeld" in page.text
    assert "nog niet aangemeld" not in page.text
    assert (await rita.post(entering)).status == 409
    with database.read() as db:
        came = db.exec(select(side["model"]).where(side["model"].turn_at.is_(None))).all()
    assert all(one.state != side["parked"] for one in came)
    counted = "registration received" if side is REGISTERING else "application received"
    with database.read() as db:
        (fact,) = [one for one in db.exec(select(MonthlyFact)) if one.fact == counted]
    assert fact.number == len(came)


@BOTH_WAYS
@FEW
async def test_each_of_those_who_wait_has_a_half_hour_of_their_own(browse, database, side):
    await flood(browse, side, number=7)
    turns = sorted(one.turn_at for one in parked(database, side))
    assert len(turns) == 5
    assert [after - earlier for earlier, after in pairwise(turns)] == [arrivals.HALF_HOUR] * 4


@BOTH_WAYS
@FEW
async def test_the_budgets_of_a_minute_an_hour_and_a_day_count_and_come_back(browse, database, later, side):
    await flood(browse, side, number=3)
    assert len(parked(database, side)) == 1
    later(minutes=2)
    await flood(browse, side, number=2)
    assert len(parked(database, side)) == 2, "of an hour three come in"
    later(hours=2)
    await flood(browse, side, number=2)
    assert len(parked(database, side)) == 3, "of a day four come in"
    later(hours=25)
    await flood(browse, side, number=1)
    assert len(parked(database, side)) == 3


@pytest.mark.settings(arrivals_a_minute=1, arrivals_an_hour=1, arrivals_a_day=1, turns_a_half_hour=5, most_parked=10)
@BOTH_WAYS
async def test_when_no_more_can_be_kept_the_words_stay_on_the_page(browse, database, side):
    await flood(browse, side, number=11)
    rita = browse()
    if side is APPLYING:
        await answer_questions(rita)
        page = await rita.post("/apply/hope", {"hope": "Even iemand horen."})
        assert page.field("hope").strip() == "Even iemand horen."
    else:
        for path, fields in list(STEPS.items())[:-1]:
            await rita.post(path, fields)
        page = await rita.post("/register/check")
        assert "Rita" in page.text
    assert page.status == 503
    assert "Probeer opnieuw vanaf" in page.text
    assert len(all_of(database, side["model"])) == 11


@BOTH
@FEW
async def test_who_never_comes_back_is_gone_by_itself_after_thirty_days(browse, database, later):
    for side in (APPLYING, REGISTERING):
        await flood(browse, side, number=3)
    later(days=31)
    with database.write() as db:
        purge_accounts(db)
        purge_registrations(db)
    assert not parked(database, APPLYING)
    assert not parked(database, REGISTERING)
    erased = [one for one in all_of(database, Registration) if one.state is RegistrationState.ERASED]
    assert [(one.sealed_name, one.sealed_contact) for one in erased] == [(None, None)] * len(erased)


@FEW
async def test_what_was_parked_can_be_erased_and_an_application_taken_back(browse, database):
    for side in (APPLYING, REGISTERING):
        await flood(browse, side)
    rita, iris = browse(), browse()
    await come(rita, REGISTERING)
    await come(iris, APPLYING)
    assert (await rita.post("/register/mine/erasure", {"confirmed": "on"})).status == 303
    assert (await iris.post("/apply/mine/withdrawal")).status == 303
    assert not parked(database, REGISTERING) + parked(database, APPLYING)


@FEW
async def test_a_colleague_registers_a_caller_whatever_the_flood(browse, database):
    await flood(browse, REGISTERING, number=3)
    fields = {"relation": "parent", "format": "online", "mode": "nothing", "circle": "no", "language": "nl"}
    page = await browse("cora").post("/staff/registrations/new", fields)
    assert page.status == 200
    assert len(parked(database, REGISTERING)) == 1


@BOTH
@FEW
async def test_of_many_at_once_no_more_come_in_than_a_few_over_the_budget(browse, database):
    await asyncio.gather(*(come(browse(), REGISTERING) for _ in range(12)))
    came = [one for one in all_of(database, Registration) if one.state is RegistrationState.RECEIVED]
    assert 2 <= len(came) <= 6
    assert len(came) + len(parked(database, REGISTERING)) == 12


@FEW
async def test_the_coordinator_sees_one_quiet_sign(browse, database):
    assert "wacht op een beurt" not in (await browse("cora").open("/staff/waiting-list")).text
    await flood(browse, REGISTERING, number=4)
    page = await browse("cora").open("/staff/waiting-list")
    assert "2 mensen wachten op een beurt" in page.text
    assert "/staff/arrivals" in page.links
