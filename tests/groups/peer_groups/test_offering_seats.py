"""A seat is offered for a limited time, accepted or refused by code or by phone, and never given twice."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from accounts.models import Relation, Staff
from foundation.clock import now
from foundation.errors import Refused
from groups.jobs import expire_offers
from groups.lookups import seats_taken
from groups.models import (
    ContactTask,
    GroupState,
    MeetingFormat,
    Notification,
    PeerGroup,
    Registration,
    RegistrationState,
)
from groups.peer_groups.operations import seats
from groups.registrations.forms import RegistrationForm
from groups.waiting_list.operations import registrations, staff_acts
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.registrant import register


def run_out(database, later, **by):
    later(**by)
    with database.write() as db:
        expire_offers(db)


@BOTH
async def test_the_place_is_shown_only_once_somebody_from_the_list_has_a_seat(group_setup, database):
    rita, group = await group_setup.registrant(), await group_setup.group()
    page = await group_setup.cora.open(f"/staff/groups/{group}/candidates")
    assert "Naam" in page.text
    assert "0470123456" not in page.html
    assert (await group_setup.offer(group, rita)).status == 303
    page = await group_setup.guests[rita].open("/register/mine")
    assert "Er is een plaats voor je in een groep" in page.text
    assert "19.00 uur" in page.text
    assert "Stille straat" not in page.html
    assert (await group_setup.answer(rita)).location == "/register/mine"
    page = await group_setup.guests[rita].open("/register/mine")
    assert "Stille straat 7" in page.text
    assert "Er hangt geen bordje" in page.text
    assert group_setup.states(rita) == ["placed"]


async def test_an_offer_names_no_session_that_is_already_over(group_setup, later):
    group = await group_setup.group(entry="open", first_in=1)
    later(days=2)
    group_setup.cora = group_setup.browse("cora")
    rita = await group_setup.registrant()
    assert (await group_setup.offer(group, rita)).status == 303
    page = await group_setup.guests[rita].open("/register/mine")
    assert page.html.count("19.00 uur") == len(group_setup.sessions(group)) - 1 == 2


@BOTH
async def test_refusing_keeps_the_old_place_on_the_list(group_setup):
    rita, group = await group_setup.registrant(), await group_setup.group()
    before = group_setup.registration(rita).entered_on
    await group_setup.offer(group, rita)
    assert (await group_setup.answer(rita, "decline")).status == 303
    row = group_setup.registration(rita)
    assert (row.state, row.entered_on, row.group_id, row.offer_expires_at) == ("pool", before, None, None)


@BOTH
async def test_two_expired_offers_make_a_contact_task_and_nobody_leaves_the_list(
    group_setup, database, later, settings
):
    rita, group = await group_setup.registrant(mode="call_me"), await group_setup.group(first_in=60)
    before = group_setup.registration(rita).entered_on
    for number in (1, 2):
        group_setup.cora = group_setup.browse("cora")
        await group_setup.offer(group, rita)
        run_out(database, later, days=settings.offer_days - 1)
        assert group_setup.states(rita) == ["offered"]
        run_out(database, later, days=2)
        row = group_setup.registration(rita)
        assert (row.state, row.unanswered_offers, row.entered_on) == ("pool", number, before)
    tasks = [one.notification for one in group_setup.rows(ContactTask)]
    assert tasks.count(Notification.OFFERS_UNANSWERED) == 1
    page = await group_setup.browse("cora").open("/staff/week")
    assert "Twee keer bleef het stil" in page.text


async def test_no_offer_outlasts_the_last_moment_to_join(group_setup):
    rita, group = await group_setup.registrant(mode="call_me"), await group_setup.group(first_in=2)
    await group_setup.offer(group, rita)
    assert group_setup.registration(rita).offer_expires_at == group_setup.sessions(group)[0].begins_at


async def test_without_a_channel_an_offer_spans_two_weekly_updates(group_setup, settings):
    rita, group = await group_setup.registrant(mode="nothing"), await group_setup.group(first_in=60)
    await group_setup.offer(group, rita)
    until = group_setup.registration(rita).offer_expires_at.astimezone()
    assert until.minute == until.second == 0
    days = [now() + timedelta(days=one) for one in range(30)]
    tuesdays = [day for day in days if day.weekday() == 1 and day.replace(hour=12, minute=0) <= until]
    assert len(tuesdays) >= 2


async def test_somebody_who_answers_too_late_is_told_kindly_even_before_the_job_ran(group_setup, later, settings):
    rita, group = await group_setup.registrant(mode="call_me"), await group_setup.group(first_in=60)
    await group_setup.offer(group, rita)
    later(days=settings.offer_days + 1)
    page = await group_setup.answer(rita)
    assert page.status == 422
    assert "Dit aanbod is voorbij" in page.text
    assert group_setup.states(rita) == ["offered"]


async def test_an_old_offer_answers_no_new_one(group_setup):
    """Trap 25: an old link, or an old page, never revives anything."""
    rita, group = await group_setup.registrant(), await group_setup.group()
    await group_setup.offer(group, rita)
    await group_setup.answer(rita, "decline")
    await group_setup.offer(group, rita)
    assert (await group_setup.answer(rita, number=1)).status == 409
    assert group_setup.states(rita) == ["offered"]
    assert (await group_setup.answer(rita, number=2)).status == 303
    assert (await group_setup.answer(rita, number=2)).status == 303
    assert group_setup.states(rita) == ["placed"]


@BOTH
async def test_fifty_offers_at_once_take_exactly_the_free_seats(group_setup, database, people):
    """Traps 1, 2, 3: looked at and taken under one lock, offers held in the same count."""
    group = UUID(await group_setup.group(capacity="7"))
    crowd = _crowd(database, people, 50)

    def offer(one):
        try:
            with database.write() as db:
                cora = db.get_one(Staff, people.ids["cora"])
                seats.offer(db, db.get_one(PeerGroup, group), [db.get_one(Registration, one)], by=cora)
        except Refused:
            return False
        return True

    given = await asyncio.gather(*(asyncio.to_thread(offer, one) for one in crowd))
    assert sum(given) == 7
    with database.read() as db:
        assert seats_taken(db, group) == 7


@BOTH
async def test_fifty_acceptances_at_once_take_exactly_the_seats_there_are(group_setup, database, people):
    """Even when more was offered than there is, as after a capacity that shrank behind everybody's back."""
    group = UUID(await group_setup.group(capacity="7"))
    crowd = _crowd(database, people, 50)
    with database.write() as db:
        for one in crowd:
            row = db.get_one(Registration, one)
            row.state, row.group_id, row.offer_count = RegistrationState.OFFERED, group, 1
            row.offer_expires_at = now() + timedelta(days=1)
            db.add(row)

    def accept(one):
        try:
            with database.write() as db:
                seats.accept(db, db.get_one(Registration, one), 1)
        except Refused:
            return False
        return True

    given = await asyncio.gather(*(asyncio.to_thread(accept, one) for one in crowd))
    assert sum(given) == 7
    with database.read() as db:
        placed = select(Registration.id).where(col(Registration.state) == RegistrationState.PLACED)
        assert len(db.exec(placed).all()) == 7


@BOTH
async def test_the_last_seat_goes_to_one_and_the_other_is_told(group_setup):
    ann, bob = await group_setup.registrant(), await group_setup.registrant()
    group = await group_setup.group(capacity="2")
    third = await group_setup.registrant()
    await group_setup.seat(group, ann)
    pages = await asyncio.gather(group_setup.offer(group, bob), group_setup.offer(group, third))
    assert sorted(page.status for page in pages) == [303, 422]
    late = next(page for page in pages if page.status == 422)
    assert "minder vrije plaatsen" in late.text
    assert late.html.count('value="on" checked') == 1
    assert sorted(group_setup.states(bob, third)) == ["offered", "pool"]


@BOTH
async def test_withdrawing_frees_the_seat_at_once(group_setup, database):
    ann, bob = await group_setup.registrant(), await group_setup.registrant()
    group = await group_setup.group(capacity="2")
    third = await group_setup.registrant()
    await group_setup.seat(group, ann, bob)
    assert (await group_setup.offer(group, third)).status == 422
    await group_setup.guests[ann].post("/register/mine/withdrawal")
    with database.read() as db:
        assert seats_taken(db, UUID(group)) == 1
    assert (await group_setup.offer(group, third)).status == 303


async def test_nobody_joins_a_closed_group_once_its_last_entry_session_has_begun(group_setup, later):
    """Trap 5: no promotion into a group that has started, by nobody and from no screen."""
    ann, bob, group = await group_setup.registrant(), await group_setup.registrant(), await group_setup.group()
    await group_setup.offer(group, ann)
    later(days=7, hours=20)
    cora = group_setup.cora = group_setup.browse("cora")
    page = await group_setup.offer(group, bob)
    assert page.status == 422
    assert "kan niemand meer instappen" in page.text
    assert (await group_setup.answer(ann)).status == 422
    assert group_setup.states(bob) == ["pool"]
    assert f"/staff/groups/{group}/candidates" not in (await cora.open(f"/staff/groups/{group}")).links


async def test_an_open_group_can_be_joined_later(group_setup, later):
    bob, group = await group_setup.registrant(), await group_setup.group(entry="open")
    later(days=8)
    group_setup.cora = group_setup.browse("cora")
    assert (await group_setup.offer(group, bob)).status == 303
    assert (await group_setup.answer(bob)).status == 303


async def test_somebody_who_returns_keeps_the_day_of_entry_and_comes_before_whoever_entered_later(
    group_setup, database, later
):
    """Trap 5: reinstated people neither jump the queue nor fall to its end."""
    first = await group_setup.registrant(relation="partner")
    later(days=10)
    group_setup.cora = group_setup.browse("cora")
    second, group = await group_setup.registrant(relation="sibling"), await group_setup.group(first_in=30)
    await group_setup.offer(group, first)
    await group_setup.answer(first, "decline")
    page = await group_setup.cora.open(f"/staff/groups/{group}/candidates")
    assert page.html.index(f"pick-{first}") < page.html.index(f"pick-{second}")


async def test_an_answer_given_by_phone_is_recorded_by_a_colleague_and_audited(group_setup, database):
    rita, group = await group_setup.registrant(), await group_setup.group()
    await group_setup.offer(group, rita)
    before, finn, address = acts(database), group_setup.browse("finn"), f"/staff/registrations/{rita}"
    assert (await finn.post(f"{address}/offer-answer", {"offer": "1", "choice": "accept"})).status == 303
    assert (await finn.post(f"{address}/agreements")).status == 303
    assert group_setup.states(rita) == ["placed"]
    assert group_setup.registration(rita).agreed_on
    assert "seat answered for somebody" in acts(database)[len(before) :]


@BOTH
async def test_somebody_who_returns_after_the_offer_expired_is_told_so_and_not_that_somebody_was_faster(
    group_setup, database, later, settings
):
    rita, group = await group_setup.registrant(mode="call_me"), await group_setup.group(first_in=60)
    await group_setup.offer(group, rita)
    run_out(database, later, days=settings.offer_days + 1)
    page = await group_setup.answer(rita, number=1)
    assert page.status == 422
    assert "Dit aanbod is voorbij" in page.text


async def test_a_seat_can_be_given_up_before_the_group_begins(group_setup):
    rita, group = await group_setup.registrant(), await group_setup.group()
    entered = group_setup.registration(rita).entered_on
    assert (await group_setup.guests[rita].post("/register/mine/release")).status == 409
    await group_setup.seat(group, rita)
    assert (await group_setup.guests[rita].post("/register/mine/release")).status == 303
    assert (group_setup.states(rita), group_setup.registration(rita).entered_on) == (["pool"], entered)


@BOTH
@pytest.mark.parametrize("act", ["return", "re-entry", "release"])
async def test_an_old_page_never_takes_a_seat_away_or_skips_the_conversation(group_setup, act):
    rita, group = await group_setup.registrant(), await group_setup.group()
    await group_setup.offer(group, rita)
    guest = group_setup.guests[rita]
    assert (await guest.post(f"/register/mine/{act}")).status == 409
    assert group_setup.states(rita) == ["offered"]
    new = group_setup.browse()
    await register(new)
    assert (await new.post(f"/register/mine/{act}")).status == 409


async def test_agreements_are_accepted_by_code_before_the_first_session(group_setup):
    rita, group = await group_setup.registrant(), await group_setup.group()
    assert (await group_setup.guests[rita].post("/register/mine/agreements")).status == 409
    await group_setup.seat(group, rita)
    page = await group_setup.guests[rita].open("/register/mine")
    assert "We nemen niets op" in page.text
    assert (await group_setup.guests[rita].post("/register/mine/agreements")).status == 303
    page = await group_setup.guests[rita].open("/register/mine")
    assert "/register/mine/agreements" not in page.form_actions
    assert "Wat we afspraken" in page.text


async def test_warnings_are_shown_and_forbid_nothing(group_setup):
    ann = await group_setup.registrant(circle={"circle": "apart", "shared_word": "zee mist"})
    bob = await group_setup.registrant("partner", circle={"circle": "together", "shared_word": "Zeemist"})
    group = await group_setup.group(parent="on", max_per_relation="1")
    given = {f"pick-{one}": "on" for one in (ann, bob)}
    page = await group_setup.cora.post(f"/staff/groups/{group}/candidates", given)
    assert page.status == 422
    for words in ("Er valt iets op", "liever apart van iemand in deze groep", "deze groep is voor andere relaties"):
        assert words in page.text
    assert group_setup.states(ann, bob) == ["pool", "pool"]
    assert page.html.count(" checked") == 2
    assert (
        await group_setup.cora.post(f"/staff/groups/{group}/candidates", {**given, "confirmed": "on"})
    ).status == 303
    assert group_setup.states(ann, bob) == ["offered", "offered"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("regenboog", "regenboog"), ("café", "café"), ("d'n bleek", "d’n bleek"), ("zoë", "zoe"),
        ("regen-boog", "regenboog"), ("blauw–wit", "blauw-wit"), ("１９８４", "1984"), ("regenboog", "regenbog"),
    ],
)  # fmt: skip
async def test_two_who_would_rather_be_apart_are_told_of_however_they_typed_their_word(group_setup, one, other):
    people = [await group_setup.registrant(circle={"circle": "apart", "shared_word": word}) for word in (one, other)]
    group = await group_setup.group()
    page = await group_setup.cora.post(f"/staff/groups/{group}/candidates", {f"pick-{one}": "on" for one in people})
    assert page.status == 422
    assert "liever apart van iemand in deze groep" in page.text
    assert group_setup.states(*people) == ["pool", "pool"]


async def test_picking_more_people_than_seats_is_said_together_with_the_warnings(group_setup):
    crowd = [await group_setup.registrant(relation) for relation in ("partner", "partner", "sibling")]
    group = await group_setup.group(parent="on", capacity="2")
    page = await group_setup.cora.post(f"/staff/groups/{group}/candidates", {f"pick-{one}": "on" for one in crowd})
    assert page.status == 422
    assert "Er valt iets op" in page.text
    assert "Je vinkte meer mensen aan dan er vrije plaatsen zijn" in page.text
    assert page.html.count(" checked") == 3


async def test_a_group_that_goes_ahead_with_too_few_people_says_so(group_setup):
    rita, group = await group_setup.registrant(), await group_setup.group()
    await group_setup.seat(group, rita)
    await group_setup.confirm(group)
    assert "minder mensen dan nodig" not in (await group_setup.cora.open(f"/staff/groups/{group}")).text
    assert (await group_setup.guests[rita].post("/register/mine/release")).status == 303
    assert "minder mensen dan nodig" in (await group_setup.cora.open(f"/staff/groups/{group}")).text


async def test_offering_to_nobody_says_so(group_setup):
    group = await group_setup.group()
    page = await group_setup.cora.post(f"/staff/groups/{group}/candidates", {})
    assert page.status == 422
    assert "Er is niemand aangevinkt" in page.text


async def test_the_capacity_cannot_drop_below_the_seats_taken(group_setup, people):
    ann, bob, group = await group_setup.registrant(), await group_setup.registrant(), await group_setup.group()
    third = await group_setup.registrant()
    await group_setup.seat(group, ann, bob, third)
    page = await group_setup.cora.open(f"/staff/groups/{group}/change")
    seen = {"version": page.field("version"), "facilitator": str(people.ids["finn"]), "format": "in_person"}
    page = await group_setup.cora.post(
        f"/staff/groups/{group}/change", {**seen, "capacity": "2", "min_participants": "1"}
    )
    assert page.status == 422
    assert "Er zijn al meer plaatsen bezet" in page.text
    assert group_setup.peer_group(group).capacity == 5


@pytest.mark.parametrize("state", [GroupState.DRAFT, GroupState.FINISHED, GroupState.CANCELLED])
async def test_no_seat_is_offered_in_a_group_that_accepts_nobody(group_setup, database, state):
    rita, group = await group_setup.registrant(), await group_setup.group()
    with database.write() as db:
        db.get_one(PeerGroup, UUID(group)).state = state
    assert (await group_setup.offer(group, rita)).status == 422
    assert group_setup.states(rita) == ["pool"]


def _crowd(database, people, number):
    """Many people on the list, put there at once."""
    with database.write() as db:
        cora = db.get_one(Staff, people.ids["cora"])
        ids = []
        for one in range(number):
            given = RegistrationForm(relation=Relation.PARENT, format=MeetingFormat.EITHER)
            row, _ = registrations.submit(db, f"crowd {one}", given)
            staff_acts.record_intake(db, row, row.version, by=cora)
            ids.append(row.id)
        return ids
