"""A page about groups asks the database the same number of questions for one person as for ten."""

from datetime import timedelta

import pytest

from foundation.clock import today
from tests.forum.test_queries_per_page import counted


async def waiting(group_setup, number):
    for _ in range(number):
        await group_setup.registrant(circle={"circle": "apart", "shared_word": "zee"})
    return "/staff/waiting-list"


async def groups(group_setup, number):
    for _ in range(number):
        await group_setup.group()
    return "/staff/groups"


async def one_group(group_setup, number):
    group = await group_setup.group(capacity="12", sessions=number + 1)
    await group_setup.seat(group, *[await group_setup.registrant() for _ in range(number)])
    return f"/staff/groups/{group}"


async def people(group_setup, number):
    group = await group_setup.group()
    for _ in range(number):
        await group_setup.registrant()
    return f"/staff/groups/{group}/candidates"


async def session(group_setup, number):
    group = (await one_group(group_setup, number)).rsplit("/", 1)[1]
    return f"/staff/sessions/{group_setup.sessions(group)[0].id}"


async def week(group_setup, number):
    group = await group_setup.group(capacity="12")
    people = [await group_setup.registrant(mode="call_me") for _ in range(number)]
    await group_setup.offer(group, *people)
    for one in people:
        await group_setup.guests[one].post("/register/mine/messages", {"text": "Dag."})
    return "/staff/week"


async def duty(group_setup, number):
    """Mia has so many half-days of a week on."""
    hours, monday = group_setup.database.settings.duty, today() + timedelta(days=28 - today().weekday())
    halves = [half for days in range(7) for half in hours.half_days(monday + timedelta(days=days))]
    for half in halves[: number - 1]:
        fields = {"day": half.day.isoformat(), "half": half.half.value, "staff_id": str(group_setup.people.ids["mia"])}
        await group_setup.cora.post("/staff/duty/turns", fields)
    return f"/staff/duty/{monday}"


async def places(group_setup, number):
    for one in range(number):
        fields = {"country": "BE", "name": f"Plek {one}", "purpose": "Praten.", "how_to_reach": "Bel."}
        await group_setup.cora.post("/staff/referrals/new", fields)
    return "/staff/referrals"


async def choices(group_setup, number):
    for _ in range(number):
        await group_setup.registrant()
    return "/staff/workload"


PLACES = [waiting, groups, one_group, people, session, week, duty, places, choices]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
async def test_a_page_for_ten_asks_no_more_than_a_page_for_one(group_setup, database, place):
    await place(group_setup, 2)
    address = await place(group_setup, 2)
    group_setup.cora = group_setup.browse("cora")
    await group_setup.cora.open(address)
    with counted(database) as for_one:
        assert (await group_setup.cora.open(address)).status == 200
    address = await place(group_setup, 9)
    with counted(database) as for_ten:
        assert (await group_setup.cora.open(address)).status == 200
    assert len(for_ten) <= len(for_one), sorted(set(for_ten) - set(for_one))
    assert len(for_ten) <= 26
