"""A page about groups asks the database the same number of questions for one person as for ten."""

from datetime import timedelta

import pytest

from foundation.clock import today
from tests.forum.test_queries_per_page import counted


async def waiting(gathering, number):
    for _ in range(number):
        await gathering.somebody(circle={"circle": "apart", "shared_word": "zee"})
    return "/staff/waiting-list"


async def groups(gathering, number):
    for _ in range(number):
        await gathering.group()
    return "/staff/groups"


async def one_group(gathering, number):
    group = await gathering.group(capacity="12", sessions=number + 1)
    await gathering.seated(group, *[await gathering.somebody() for _ in range(number)])
    return f"/staff/groups/{group}"


async def people(gathering, number):
    group = await gathering.group()
    for _ in range(number):
        await gathering.somebody()
    return f"/staff/groups/{group}/candidates"


async def session(gathering, number):
    group = (await one_group(gathering, number)).rsplit("/", 1)[1]
    return f"/staff/sessions/{gathering.sessions(group)[0].id}"


async def week(gathering, number):
    group = await gathering.group(capacity="12")
    people = [await gathering.somebody(mode="call_me") for _ in range(number)]
    await gathering.offer(group, *people)
    for one in people:
        await gathering.guests[one].post("/register/mine/messages", {"words": "Dag."})
    return "/staff/week"


async def duty(gathering, number):
    """Mia has so many half-days of a week on."""
    hours, monday = gathering.database.settings.duty, today() + timedelta(days=28 - today().weekday())
    halves = [half for days in range(7) for half in hours.half_days(monday + timedelta(days=days))]
    for half in halves[: number - 1]:
        fields = {"day": half.day.isoformat(), "half": half.half.value, "who": str(gathering.people.ids["mia"])}
        await gathering.cora.post("/staff/duty/turns", fields)
    return f"/staff/duty/{monday}"


async def places(gathering, number):
    for one in range(number):
        fields = {"country": "BE", "name": f"Plek {one}", "what_for": "Praten.", "ways": "Bel."}
        await gathering.cora.post("/staff/referrals/new", fields)
    return "/staff/referrals"


async def choices(gathering, number):
    for _ in range(number):
        await gathering.somebody()
    return "/staff/workload"


PLACES = [waiting, groups, one_group, people, session, week, duty, places, choices]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
async def test_a_page_for_ten_asks_no_more_than_a_page_for_one(gathering, database, place):
    await place(gathering, 2)
    address = await place(gathering, 2)
    gathering.cora = gathering.browse("cora")
    await gathering.cora.open(address)
    with counted(database) as for_one:
        assert (await gathering.cora.open(address)).status == 200
    address = await place(gathering, 9)
    with counted(database) as for_ten:
        assert (await gathering.cora.open(address)).status == 200
    assert len(for_ten) <= len(for_one), sorted(set(for_ten) - set(for_one))
    assert len(for_ten) <= 25
