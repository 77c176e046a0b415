"""In quiet times everybody chooses a moment; when strangers flood in, moments stay for people who came before them."""

import asyncio

import pytest

from accounts.models import BudgetKind
from accounts.operations import budgets
from tests.conftest import BOTH
from tests.groups.registrant import visit

OWN = "/register/mine"
MOMENTS = f"{OWN}/conversation"
FEW = pytest.mark.settings(slots_a_day=4)


async def book(setup, guest, number=0):
    """The first, or another, of the moments that are shown."""
    slots = await setup.slots(guest)
    return await setup.choose(guest, slots[number])


async def came_before(setup, later):
    """Somebody who registered three days ago and comes back with the code now."""
    early = await setup.registrant()
    later(days=3)
    with setup.group_setup.database.write() as db:
        visit(db, early, setup.conversation(early).registration_id)
    return early


@FEW
async def test_once_many_have_new_people_leave_their_safe_hours_and_a_colleague_offers_a_moment(conversation_setup):
    setup = conversation_setup
    await setup.work()
    for _ in range(4):
        assert (await book(setup, await setup.registrant())).location == OWN
    late = await setup.registrant()
    page = await late.open(OWN)
    assert "Iemand van de ploeg leest je aanmelding" in page.text
    assert "Zeg wanneer je veilig kunt praten" in page.text
    assert f"{OWN}/answers" in page.links
    assert (await late.open(MOMENTS)).status == 404
    assert (await setup.choose(late, "2030-01-01T10:00")).status == 409
    assert str(setup.conversation(late).id) in (await setup.cora.open("/staff/week")).html


@BOTH
@FEW
async def test_who_came_before_still_finds_a_moment_on_each_day(conversation_setup, later):
    setup = conversation_setup
    await setup.work()
    early = await came_before(setup, later)
    for _ in range(4):
        await book(setup, await setup.registrant())
    days = {slot[:10] for slot in await setup.slots(early)}
    assert len(days) >= 8
    assert (await book(setup, early)).location == OWN


@FEW
async def test_before_that_the_last_moment_of_a_day_is_not_for_new_people(conversation_setup, later):
    setup = conversation_setup
    await setup.work()
    early = await came_before(setup, later)
    for _ in range(2):
        await book(setup, await setup.registrant())
    late = await setup.registrant()
    of_new, of_early = await setup.slots(late), await setup.slots(early)
    missing = sorted(set(of_early) - set(of_new))
    assert missing == sorted(
        max(slot for slot in of_early if slot[:10] == day) for day in {one[:10] for one in of_early}
    )
    assert (await setup.choose(late, missing[0])).status == 422


async def test_in_quiet_times_there_is_no_cap_and_changing_a_moment_takes_none(conversation_setup, database):
    setup = conversation_setup
    await setup.work()
    guest = await setup.registrant()
    assert (await book(setup, guest)).location == OWN
    assert (await book(setup, guest, number=3)).location == OWN
    with database.read() as db:
        since = setup.conversation(guest).begins_at.replace(year=2020)
        assert budgets.spent(db, BudgetKind.SLOT, budgets.EVERYBODY, since) == 1


async def test_a_moment_is_not_changed_without_end_in_a_day(conversation_setup, later):
    setup = conversation_setup
    await setup.work()
    guest = await setup.registrant()
    for number in range(10):
        assert (await book(setup, guest, number % 2)).location == OWN
    page = await book(setup, guest)
    assert page.status == 422
    assert "Je hebt dit vandaag al vaak veranderd" in page.text
    later(days=1, minutes=2)


@BOTH
@pytest.mark.settings(slots_a_day=2)
async def test_of_many_strangers_at_once_no_more_book_than_a_few_over_the_budget(conversation_setup):
    setup = conversation_setup
    await setup.work()
    guests = [await setup.registrant() for _ in range(6)]
    wanted = [(await setup.slots(guest))[number] for number, guest in enumerate(guests)]
    pages = await asyncio.gather(*(setup.choose(guest, slot) for guest, slot in zip(guests, wanted, strict=True)))
    assert 1 <= sum(page.location == OWN for page in pages) <= 3
