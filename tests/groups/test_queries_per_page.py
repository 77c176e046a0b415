"""A page about groups asks the database the same number of questions for one person as for ten."""

import pytest

from tests.forum.test_queries_per_page import counted


async def waiting(gathering, number):
    for _ in range(number):
        await gathering.somebody(circle={"circle": "apart", "shared_word": "zee"})
    return "/staff/waiting"


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
    return f"/staff/groups/{group}/people"


async def session(gathering, number):
    group = (await one_group(gathering, number)).rsplit("/", 1)[1]
    return f"/staff/sessions/{gathering.sessions(group)[0].id}"


async def week(gathering, number):
    group = await gathering.group(capacity="12")
    people = [await gathering.somebody(mode="call_me") for _ in range(number)]
    await gathering.offer(group, *people)
    for one in people:
        await gathering.guests[one].post("/register/mine/words", {"words": "Dag."})
    return "/staff/week"


@pytest.mark.parametrize("place", [waiting, groups, one_group, people, session, week], ids=lambda place: place.__name__)
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
