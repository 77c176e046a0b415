"""The waiting list: the coordinator sees all, a facilitator their own people, nobody contact details unasked."""

import asyncio

import pytest

from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.registrant import record_intake, register, the_registration, unsealed

PHONE = {"contact": {"mode": "call_me", "phone": "0470 12 34 56", "contact_notes": "voor de middag"}}


@BOTH
async def test_the_list_shows_what_to_call_people_and_their_wishes_but_no_contact_details(browse, database):
    await register(browse(), **PHONE)
    page = await browse("cora").open("/staff/waiting-list")
    for words in ("Rita", "moeder, vader of plusouder", "eerst kennismaken", "Limburg", "dinsdag, donderdag"):
        assert words in page.text
    for hidden in ("0470123456", "voor de middag"):
        assert hidden not in page.html


@BOTH
async def test_after_the_intake_somebody_enters_the_list_and_is_counted_by_weekday(browse, database):
    cora, before = browse("cora"), acts(database)
    for number in range(3):
        await register(browse(), times={"tue": "on", "evening": "on", **({} if number else {"sat": "on"})})
    for link in {link for link in (await cora.open("/staff/waiting-list")).links if "/staff/registrations/" in link}:
        if not link.endswith("/new"):
            version = (await cora.open(link)).field("version")
            assert (await cora.post(f"{link}/intake", {"version": version})).status == 303
    text = (await cora.open("/staff/waiting-list")).text
    assert "dinsdag 0 van 3 0 van 3 3 van 3" in " ".join(text.split())
    assert "zaterdag 0 van 3 0 van 3 1 van 3" in " ".join(text.split())
    assert acts(database)[len(before) :] == ["introductory talk held"] * 3


async def test_a_facilitator_sees_only_the_people_assigned_to_them(browse, database, people):
    await register(browse())
    finn, cora, registration = browse("finn"), browse("cora"), the_registration(database)
    address = f"/staff/registrations/{registration.id}"
    assert (await finn.open(address)).status == 404
    assert address not in (await finn.open("/staff/waiting-list")).links
    given = {"facilitator": str(people.ids["finn"])}
    assert (await finn.post(f"{address}/facilitator", given)).status == 403
    assert (await cora.post(f"{address}/facilitator", {"facilitator": str(people.ids["mia"])})).status == 403
    assert (await cora.post(f"{address}/facilitator", given)).status == 303
    assert (await finn.open(address)).status == 200
    await cora.post(f"{address}/facilitator", {"facilitator": ""})
    assert (await finn.open(address)).status == 404


async def test_revealing_contact_details_requires_a_reason_and_is_audited(browse, database, later, people):
    await register(browse(), **PHONE)
    cora, registration, before = browse("cora"), the_registration(database), acts(database)
    address = f"/staff/registrations/{registration.id}"
    assert "0470123456" not in (await cora.open(address)).html
    assert (await cora.post(f"{address}/contact", {"reason": " "})).status == 422
    page = await cora.post(f"{address}/contact", {"reason": "Het gesprek van vandaag."})
    assert page.status == 200
    assert "0470123456" in page.text
    assert "voor de middag" in page.text
    later(minutes=6)
    page = await cora.post(f"{address}/contact", {"reason": "Nog eens."})
    assert (page.status, page.field("reason")) == (403, "Nog eens.")
    assert "0470123456" not in page.html
    assert acts(database) == [*before, "contact details revealed"]
    page = await cora.open(address)
    assert "geopend door Cora" in page.text
    assert "Het gesprek van vandaag." in page.text


async def test_ending_a_registration_requires_a_message_that_the_person_reads_with_the_code(browse, database):
    guest, cora = browse(), browse("cora")
    await register(guest)
    address = f"/staff/registrations/{the_registration(database).id}"
    version = (await cora.open(address)).field("version")
    page = await cora.post(f"{address}/ending", {"version": version, "outcome": "referred"})
    assert page.status == 422
    given = {"version": version, "outcome": "referred", "message": "Bij de huisarts kun je nu terecht."}
    assert (await cora.post(f"{address}/ending", given)).location == "/staff/waiting-list"
    shown = (await guest.open("/register/mine")).text
    assert "Je bent beter geholpen op een andere plek" in shown
    assert "Bij de huisarts kun je nu terecht." in shown
    assert unsealed(database, "sealed_team_message") == given["message"]


@BOTH
async def test_of_two_colleagues_who_act_at_once_one_wins(browse, database):
    await register(browse())
    registration = the_registration(database)
    address = f"/staff/registrations/{registration.id}"
    given = {"version": str(registration.version), "outcome": "referred", "message": "Bel ons."}
    pages = await asyncio.gather(
        browse("cora").post(f"{address}/ending", given),
        browse("cora").post(f"{address}/intake", {"version": str(registration.version)}),
    )
    assert sorted(page.status for page in pages) == [303, 409]


async def test_somebody_who_lost_the_code_gets_a_new_one_and_the_old_one_stops_working(browse, database):
    guest = browse()
    code = await register(guest)
    page = await browse("cora").post(f"/staff/registrations/{the_registration(database).id}/code")
    assert page.status == 200
    assert (await guest.open("/register/mine")).location == "/register/code"
    assert (await browse().post("/register/code", {"code": code})).status == 422
    assert (await browse().post("/register/code", {"code": page.code})).location == "/register/mine"


@pytest.mark.parametrize("person", ["mia", "ada", "guest"])
async def test_moderators_members_and_guests_see_nothing_of_it(browse, database, person):
    await register(browse())
    for path in ("/staff/waiting-list", f"/staff/registrations/{the_registration(database).id}"):
        assert (await browse(person).open(path)).status in (303, 403)


async def test_recording_the_intake_twice_is_refused_kindly(browse, database):
    await register(browse())
    cora, registration = browse("cora"), the_registration(database)
    assert (await record_intake(cora, registration)).status == 303
    page = await cora.post(f"/staff/registrations/{registration.id}/intake", {"version": str(registration.version)})
    assert page.status == 409
