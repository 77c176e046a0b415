"""The rota: half-days that are taken, empty ones that stand out, a week copied from the one before, busy times."""

import asyncio
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from accounts.models import Staff
from accounts.operations import staff as colleagues
from audit import AuditEntry
from foundation.clock import now, today
from foundation.duty import Half
from moderation.jobs import purge_rota
from moderation.models import DutyTurn
from tests.accounts.applicant import STEPS, apply
from tests.conftest import BOTH

DAILY = ", ".join(f"{day} 10:00-16:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
BRUSSELS = ZoneInfo("Europe/Brussels")
pytestmark = pytest.mark.settings(duty_hours=DAILY, holidays="")


def turns(database):
    with database.read() as db:
        return {(turn.day, turn.half): turn for turn in db.exec(select(DutyTurn))}


def taking(people, who, day, half="morning"):
    return {"day": day.isoformat(), "half": half, "staff_id": str(people.ids[who])}


@pytest.fixture
def monday():
    """A Monday that is wholly to come."""
    here = today("Europe/Brussels")
    return here + timedelta(days=14 - here.weekday())


@BOTH
async def test_a_moderator_takes_a_half_day_and_gives_it_back(browse, people, database, monday):
    mia, max_ = browse("mia"), browse("max")
    assert "nog niemand" in (await mia.open(f"/staff/duty/{monday}")).text
    assert (await mia.post("/staff/duty/turns", taking(people, "mia", monday))).status == 303
    text = (await max_.open(f"/staff/duty/{monday}")).text
    assert "Mia" in text
    (turn,) = turns(database).values()
    assert (turn.day, turn.half, turn.staff_id) == (monday, Half.MORNING, people.ids["mia"])
    assert (await max_.post(f"/staff/duty/turns/{turn.id}/release")).status == 403
    assert (await mia.post(f"/staff/duty/turns/{turn.id}/release")).status == 303
    assert turns(database) == {}


@BOTH
async def test_of_two_who_take_the_same_half_day_one_gets_it_and_the_other_is_told(browse, people, database, monday):
    mia, max_ = browse("mia"), browse("max")
    for number in range(4):
        day = monday + timedelta(days=number)
        acts = [
            mia.post("/staff/duty/turns", taking(people, "mia", day)),
            max_.post("/staff/duty/turns", taking(people, "max", day)),
        ]
        pages = await asyncio.gather(*acts)
        assert sorted(page.status for page in pages) in ([303, 409], [303, 422])
    assert len(turns(database)) == 4
    page = await max_.post("/staff/duty/turns", taking(people, "max", monday))
    assert page.status in (303, 422)
    late = await mia.post("/staff/duty/turns", taking(people, "mia", monday))
    assert late.status == 422
    assert "Iemand was net voor" in late.text


async def test_the_planner_assigns_anybody_who_moderates_and_nobody_else(browse, people, database, monday):
    cora, mia = browse("cora"), browse("mia")
    assert (await mia.post("/staff/duty/turns", taking(people, "max", monday))).status == 403
    assert (await cora.post("/staff/duty/turns", taking(people, "max", monday))).status == 303
    page = await cora.post("/staff/duty/turns", taking(people, "finn", monday, "afternoon"))
    assert page.status == 422
    assert "modereert niet" in page.text
    assert (await browse("finn").open("/staff/duty")).status == 403


@pytest.mark.parametrize("given", [
    {"half": "night"}, {"day": "vandaag"}, {"staff_id": "niemand"}, {"day": "2020-01-06"}, {"day": "2099-01-05"}, {},
])  # fmt: skip
async def test_something_other_than_a_half_day_is_refused_with_a_sentence(browse, people, database, monday, given):
    fields = {**taking(people, "mia", monday), **given} if given else {}
    page = await browse("mia").post("/staff/duty/turns", fields)
    assert page.status in (403, 422)
    assert turns(database) == {}


async def test_empty_half_days_stand_out_four_weeks_ahead(browse, people, monday):
    mia = browse("mia")
    assert "De ploeg houdt nog geen rooster bij" in (await mia.open("/staff/duty")).text
    await mia.post("/staff/duty/turns", taking(people, "mia", monday, "afternoon"))
    empty = re.compile(r"(\d+) halve dagen van de komende vier weken zijn nog niet ingevuld")
    before = int(empty.search((await mia.open("/staff/duty")).text)[1])
    await mia.post("/staff/duty/turns", taking(people, "mia", monday))
    assert before in (54, 55, 56)
    assert int(empty.search((await mia.open("/staff/duty")).text)[1]) == before - 1


async def test_a_week_is_filled_like_the_one_before_where_it_is_empty(browse, people, database, monday):
    cora = browse("cora")
    tuesday, week = monday + timedelta(days=1), timedelta(days=7)
    await cora.post("/staff/duty/turns", taking(people, "mia", monday))
    await cora.post("/staff/duty/turns", taking(people, "max", tuesday, "afternoon"))
    await cora.post("/staff/duty/turns", taking(people, "max", monday + week))
    assert (await browse("mia").post(f"/staff/duty/{monday + week}/repeats")).status == 403
    assert (await cora.post(f"/staff/duty/{monday + week}/repeats")).status == 303
    had = {(day, half): turn.staff_id for (day, half), turn in turns(database).items() if day >= monday + week}
    assert had == {
        (monday + week, Half.MORNING): people.ids["max"],
        (tuesday + week, Half.AFTERNOON): people.ids["max"],
    }
    page = await cora.post(f"/staff/duty/{monday + week}/repeats")
    assert "Er is niets ingevuld" in (await cora.follow(page)).text


async def test_the_half_day_of_a_colleague_who_left_is_free_and_can_be_taken(browse, people, database, monday):
    await browse("mia").post("/staff/duty/turns", taking(people, "mia", monday))
    with database.write() as db:
        colleagues.end(db, db.get_one(Staff, people.ids["mia"]), by=db.get_one(Staff, people.ids["cora"]))
    max_ = browse("max")
    assert "Mia" not in (await max_.open(f"/staff/duty/{monday}")).text
    assert (await max_.post("/staff/duty/turns", taking(people, "max", monday))).status == 303
    assert [turn.staff_id for turn in turns(database).values()] == [people.ids["max"]]


@BOTH
async def test_a_rota_is_purged_after_half_a_year(browse, people, database, monday, later):
    await browse("mia").post("/staff/duty/turns", taking(people, "mia", monday))
    later(days=195)
    with database.write() as db:
        purge_rota(db)
    assert len(turns(database)) == 1
    later(days=14)
    with database.write() as db:
        purge_rota(db)
    assert turns(database) == {}


async def test_a_week_that_does_not_exist_is_not_found(browse):
    for made_up in ("morgen", "1999-01-01", "2101-01-01", "2026-13-01"):
        assert (await browse("mia").open(f"/staff/duty/{made_up}")).status == 404


async def test_in_busy_times_admissions_are_closed_and_everything_else_stays_open(browse, database, later):
    until = today("Europe/Brussels") + timedelta(days=3)
    mia = browse("mia")
    assert (await browse("finn").post("/staff/admissions", {"until": until.isoformat()})).status == 403
    assert (await mia.post("/staff/admissions", {"until": until.isoformat()})).status == 303
    guest = browse()
    for page in (await guest.open("/apply"), await guest.post("/apply", {"about": "somebody_else"})):
        assert page.status == 200
        assert "Het is hier nu heel druk" in page.text
        assert {"/register", "/join", "/help"} <= {link.split("?")[0] for link in page.links}
    assert (await guest.open("/register")).status == 200
    assert (await guest.open("/join")).status == 200
    for path in ("/staff/duty", "/staff/queue"):
        assert "kan niemand nieuw een aanvraag doen" in (await mia.open(path)).text
    later(days=4)
    assert "druk" not in (await guest.open("/apply")).text
    with database.read() as db:
        assert "door closed for applications" in [str(entry.action) for entry in db.exec(select(AuditEntry))]


async def test_somebody_in_the_middle_of_applying_can_finish_and_admissions_reopen(browse):
    guest, mia = browse(), browse("mia")
    for path, fields in STEPS[:2]:
        await guest.post(path, fields)
    await mia.post("/staff/admissions", {"until": (today("Europe/Brussels") + timedelta(days=7)).isoformat()})
    assert (await guest.post(*STEPS[2])).status == 303
    assert (await guest.post("/apply/hope", {"hope": "Even lezen."})).location == "/apply/receipt"
    assert (await mia.post("/staff/admissions/reopening")).status == 303
    await apply(browse())


@pytest.mark.parametrize("until", ["", "gisteren", "2020-01-01", "2099-01-01"])
async def test_admissions_are_closed_for_two_months_at_most(browse, until):
    page = await browse("mia").post("/staff/admissions", {"until": until})
    assert page.status == 422
    assert "hooguit twee maanden" in page.text
    assert page.field("until") == until
    assert "druk" not in (await browse().open("/apply")).text


async def test_the_queue_says_who_is_on_duty_now(browse, people, later):
    mia = browse("mia")
    tomorrow = today("Europe/Brussels") + timedelta(days=1)
    await mia.post("/staff/duty/turns", taking(people, "mia", tomorrow))
    assert "heeft dienst" not in (await mia.open("/staff/queue")).text
    noon = datetime.combine(tomorrow, time(12), BRUSSELS)
    later(seconds=(noon - now()).total_seconds())
    assert "Mia heeft dienst tot 13.00 uur" in (await browse("max").open("/staff/queue")).text
    later(hours=2)
    assert "heeft dienst" not in (await browse("max").open("/staff/queue")).text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2019-12-31", "2100-12-31"])
async def test_no_day_is_too_odd_for_the_rota_or_for_closing_admissions(browse, people, database, day):
    mia = browse("mia")
    page = await mia.post("/staff/duty/turns", {"day": day, "half": "morning", "staff_id": str(people.ids["mia"])})
    assert page.status == 422
    assert (await mia.post("/staff/admissions", {"until": day})).status == 422
    assert (await mia.open(f"/staff/duty/{day}")).status in (200, 404)
    assert turns(database) == {}


async def test_admissions_are_not_closed_until_yesterday_nor_for_more_than_two_months(browse):
    mia, here = browse("mia"), today("Europe/Brussels")
    for days, status in ((-1, 422), (61, 422), (0, 303), (60, 303)):
        page = await mia.post("/staff/admissions", {"until": (here + timedelta(days=days)).isoformat()})
        assert page.status == status, days


async def test_a_week_beyond_the_horizon_is_filled_as_far_as_it_goes(browse, people, database, monday):
    cora = browse("cora")
    last = monday + timedelta(days=7 * 26)
    week_before = [last - timedelta(days=7) + timedelta(days=number) for number in range(7)]
    for day in week_before:
        await cora.post("/staff/duty/turns", taking(people, "mia", day))
    before = len(turns(database))
    assert (await cora.post(f"/staff/duty/{last}/repeats")).status == 303
    assert len(turns(database)) >= before


async def test_looking_at_registering_in_the_middle_of_applying_loses_nothing(browse):
    guest, mia = browse(), browse("mia")
    for path, fields in STEPS:
        await guest.post(path, fields)
    await mia.post("/staff/admissions", {"until": (today("Europe/Brussels") + timedelta(days=7)).isoformat()})
    assert (await guest.post("/register", {"age": "adult"})).status == 303
    assert (await guest.post("/apply/hope", {"hope": "Even lezen."})).location == "/apply/receipt"
