"""Messages between somebody and the team; anonymous feedback; copies of data."""

import json

import pytest

from accounts.models import Role, Staff
from accounts.operations import staff as colleagues
from foundation.clock import today
from groups.messages import operations as words
from groups.models import CopyRequest, FeedbackComment, FeedbackTally, Message, Registration, RegistrationState
from tests.conftest import BOTH


@BOTH
async def test_messages_go_both_ways_and_wait_on_the_list_until_they_are_read(group_setup):
    rita = await group_setup.assigned_to_finn()
    guest, finn = group_setup.guests[rita], group_setup.browse("finn")
    assert (await guest.post("/register/mine/messages", {"text": " "})).status == 422
    assert (await guest.post("/register/mine/messages", {"text": "Ik durf nog niet goed."})).status == 303
    page = await finn.open("/staff/week")
    assert f"/staff/registrations/{rita}/messages" in page.links
    page = await finn.open(f"/staff/registrations/{rita}/messages")
    assert "Ik durf nog niet goed." in page.text
    answer = {"text": "Dat is goed. Neem je tijd.", "seen_number": page.field("seen_number")}
    await guest.post("/register/mine/messages", {"text": "En mag ik iemand meebrengen?"})
    assert (await finn.post(f"/staff/registrations/{rita}/messages", answer)).status == 303
    assert f"/staff/registrations/{rita}/messages" in (await finn.open("/staff/week")).links
    await finn.post(f"/staff/registrations/{rita}/messages/read", {"seen_number": "2"})
    assert f"/staff/registrations/{rita}/messages" not in (await finn.open("/staff/week")).links
    assert "Neem je tijd" in (await guest.open("/register/mine/messages")).text
    assert "Er is een bericht van de ploeg" in (await guest.open("/register/mine")).text
    await guest.post("/register/mine/messages", {"text": "Dank je."})
    assert "Er is een bericht van de ploeg" not in (await guest.open("/register/mine")).text
    assert b"durf" not in b"".join(row.sealed_text for row in group_setup.rows(Message))


async def test_nobody_else_reads_messages_and_reading_without_replying_is_enough(group_setup):
    rita = await group_setup.registrant()
    await group_setup.guests[rita].post("/register/mine/messages", {"text": "Kan ik ook later instappen?"})
    finn = group_setup.browse("finn")
    assert (await finn.open(f"/staff/registrations/{rita}/messages")).status == 404
    assert (await group_setup.browse("mia").open(f"/staff/registrations/{rita}/messages")).status == 403
    seen = (await group_setup.cora.open(f"/staff/registrations/{rita}/messages")).field("seen_number")
    assert (
        await group_setup.cora.post(f"/staff/registrations/{rita}/messages/read", {"seen_number": seen})
    ).status == 303
    assert "messages" not in "".join((await group_setup.cora.open("/staff/week")).links)


async def test_the_coordinator_reads_messages_only_while_nobody_else_looks_after_the_person(group_setup):
    rita = await group_setup.assigned_to_finn()
    await group_setup.guests[rita].post("/register/mine/messages", {"text": "Alleen voor Finn."})
    assert (await group_setup.cora.open(f"/staff/registrations/{rita}/messages")).status == 403
    assert f"/staff/registrations/{rita}/messages" not in (await group_setup.cora.open("/staff/week")).links
    await group_setup.cora.post(f"/staff/registrations/{rita}/facilitator", {"facilitator": ""})
    assert "Alleen voor Finn." in (await group_setup.cora.open(f"/staff/registrations/{rita}/messages")).text


async def test_when_no_more_messages_fit_the_text_comes_back_in_the_form_with_what_to_do(group_setup, monkeypatch):
    rita = await group_setup.registrant()
    monkeypatch.setattr(words, "MAX_MESSAGES", 1)
    guest = group_setup.guests[rita]
    assert (await guest.post("/register/mine/messages", {"text": "Het eerste."})).status == 303
    page = await guest.post("/register/mine/messages", {"text": "Nog iets."})
    assert (page.status, page.field("text")) == (422, "Nog iets.")
    assert "Bel ons" in page.text
    page = await group_setup.cora.post(f"/staff/registrations/{rita}/messages", {"text": "Ons antwoord."})
    assert (page.status, page.field("text")) == (422, "Ons antwoord.")
    assert "Bel de persoon" in page.text
    assert len(group_setup.rows(Message)) == 1


@BOTH
async def test_feedback_is_counted_once_and_does_not_say_who_gave_it(group_setup, database):
    rita = await group_setup.registrant()
    group = await group_setup.group()
    guest = group_setup.guests[rita]
    assert (await guest.post("/register/mine/feedback", {"helped": "yes"})).status == 409
    with database.write() as db:
        row = db.get_one(Registration, rita)
        row.state, row.group_id = RegistrationState.COMPLETED, group_setup.peer_group(group).id
        db.add(row)
    given = {"helped": "yes", "safe": "somewhat", "comment": "Ik was niet de enige.", "may_quote": "on"}
    assert (await guest.post("/register/mine/feedback", {**given, "comment": "x" * 301})).status == 422
    assert (await guest.post("/register/mine/feedback", given)).status == 303
    assert (await guest.post("/register/mine/feedback", given)).status == 409
    counted = {(row.question, row.answer): row.number for row in group_setup.rows(FeedbackTally)}
    assert counted == {("helped", "yes"): 1, ("safe", "somewhat"): 1}
    (said,) = group_setup.rows(FeedbackComment)
    assert said.may_quote
    assert set(FeedbackComment.model_fields) == {"id", "data_key_id", "month", "may_quote", "sealed_comment"}
    page = await group_setup.cora.open("/staff/feedback")
    assert "niet de enige" not in page.html
    assert "Nog niet genoeg" in page.text


@BOTH
async def test_feedback_is_shown_together_from_five_answers_on_once_the_month_is_over(group_setup, database, later):
    group = group_setup.peer_group(await group_setup.group()).id
    for number in range(5):
        rita = await group_setup.registrant()
        with database.write() as db:
            row = db.get_one(Registration, rita)
            row.state, row.group_id = RegistrationState.COMPLETED, group
            db.add(row)
        given = {"helped": "yes", "safe": "yes", "less_alone": "no", "comment": f"Zin {number}."}
        await group_setup.guests[rita].post("/register/mine/feedback", given)
    assert "Nog niet genoeg" in (await group_setup.cora.open("/staff/feedback")).text
    later(days=31)
    page = await group_setup.browse("cora").open("/staff/feedback")
    assert "Heeft de groep je geholpen? 5 minder dan vijf minder dan vijf" in page.text
    assert "alleen voor de ploeg" in page.text


async def test_a_copy_of_personal_data_needs_a_second_colleague(group_setup, people):
    rita = await group_setup.assigned_to_finn()
    finn, cora, code = group_setup.browse("finn"), group_setup.cora, people.one_time_code
    page = await cora.post(f"/staff/registrations/{rita}/copies", {"one_time_code": code("cora")})
    assert page.status == 303, page.text
    (request,) = group_setup.rows(CopyRequest)
    assert (await cora.post(f"/staff/copies/{request.id}/approval")).status == 403
    assert (await cora.post(f"/staff/copies/{request.id}/download")).status == 403
    page = await finn.post(f"/staff/copies/{request.id}/approval", {"one_time_code": code("finn")})
    assert page.status == 303, page.text
    assert (await finn.post(f"/staff/copies/{request.id}/download")).status == 403
    page = await cora.post(f"/staff/copies/{request.id}/download")
    assert page.status == 200
    copy = json.loads(page.response.content)
    assert copy["wishes"]["region"] == "Limburg"
    assert [one["kind"] for one in copy["conversations"]] == ["intake"]
    assert 'filename="document.json"' in page.response.headers["content-disposition"]
    assert (await cora.post(f"/staff/copies/{request.id}/download")).status == 404


async def test_answers_are_changed_by_code_and_the_seat_is_kept(group_setup):
    rita, group = await group_setup.registrant(), await group_setup.group()
    await group_setup.seat(group, rita)
    guest = group_setup.guests[rita]
    page = await guest.open("/register/mine/answers")
    assert page.field("preferred_name").startswith("Naam")
    given = {"relation": "sibling", "format": "online", "mode": "call_me", "preferred_name": "Jo"}
    page = await guest.post("/register/mine/answers", given)
    assert (page.status, page.field("preferred_name")) == (422, "Jo")
    given |= {"phone": "0470 11 11 11"}
    assert (await guest.post("/register/mine/answers", given)).status == 303
    row = group_setup.registration(rita)
    assert (row.relation, row.state) == ("sibling", "placed")


@pytest.mark.parametrize("kind_of", ["apart", "together"])
async def test_colleagues_pair_two_people_without_giving_a_reason(group_setup, kind_of):
    ann, bob = await group_setup.registrant(), await group_setup.registrant()
    bonds = f"/staff/registrations/{ann}/pairings"
    assert (await group_setup.cora.post(bonds, {"other": str(bob)})).status == 422
    assert (await group_setup.cora.post(bonds, {"other": str(ann), "kind": kind_of})).status == 403
    assert (await group_setup.cora.post(bonds, {"other": str(bob), "kind": kind_of})).status == 303
    words = {"apart": "liever apart", "together": "samen"}[kind_of]
    assert words in (await group_setup.cora.open(f"/staff/registrations/{bob}")).text
    assert (await group_setup.cora.post(f"{bonds}/removal", {"other": str(bob)})).status == 303
    assert f"{words} Naam" not in (await group_setup.cora.open(f"/staff/registrations/{bob}")).text


@BOTH
async def test_the_list_is_filtered_without_a_telling_address(group_setup):
    ann, bob = await group_setup.registrant("partner"), await group_setup.registrant("sibling")
    page = await group_setup.cora.post("/staff/waiting-list", {"relation": "partner", "day": "tue"})
    assert page.status == 303
    assert "partner" not in page.location
    shown = await group_setup.cora.open(page.location)
    assert str(ann) in shown.html
    assert str(bob) not in shown.html
    assert (await group_setup.browse("finn").open(page.location)).status == 404
    assert (await group_setup.cora.post("/staff/waiting-list", {"relation": ""})).location == "/staff/waiting-list"


@BOTH
async def test_priority_comes_first_and_facts_are_sealed(group_setup):
    first, second = await group_setup.registrant("partner"), await group_setup.registrant("sibling")
    assert (
        await group_setup.cora.post(f"/staff/registrations/{second}/priority", {"has_priority": "on"})
    ).status == 303
    page = await group_setup.cora.open("/staff/waiting-list")
    assert page.html.index(str(second)) < page.html.index(str(first))
    facts = {"behaviour": "images", "age_then": "adult", "police_informed": "yes"}
    assert (await group_setup.cora.post(f"/staff/registrations/{first}/intake-notes", facts)).status == 303
    assert b"images" not in group_setup.registration(first).sealed_intake_notes
    assert 'value="images" selected' in (await group_setup.cora.open(f"/staff/registrations/{first}")).html


async def test_colleagues_hours_are_shown_beside_when_people_can(group_setup):
    await group_setup.registrant()
    finn = group_setup.browse("finn")
    page = await finn.post("/staff/hours", {"tue_from": "19:00", "tue_until": "17:00"})
    assert page.status == 422
    assert 'id="error-tue_until"' in page.html
    assert (await finn.post("/staff/hours", {"tue_from": "17:00", "tue_until": "22:00"})).status == 303
    text = " ".join((await group_setup.cora.open("/staff/waiting-list")).text.split())
    assert "dinsdag 0 van 1 0 van 1 1 van 1 Finn donderdag" in text
    group = await group_setup.group(sessions=0)
    days_to_tuesday = (1 - today("Europe/Brussels").weekday()) % 7 or 7
    await group_setup.plan(group, 1, days_to_tuesday)
    text = " ".join((await group_setup.cora.open("/staff/waiting-list")).text.split())
    assert "dinsdag 0 van 1 0 van 1 1 van 1 Finn begeleidt dan een groep donderdag" in text


async def test_messages_unread_for_two_working_days_go_to_the_cover_until_they_are_read(
    group_setup, database, people, later
):
    with database.write() as db:
        mia = db.get_one(Staff, people.ids["mia"])
        colleagues.change_roles(db, mia, [Role.MODERATOR, Role.FACILITATOR], by=db.get_one(Staff, people.ids["cora"]))
    rita = await group_setup.assigned_to_finn()
    cover = {"cover": str(people.ids["mia"])}
    await group_setup.cora.post(f"/staff/handover/{people.ids['finn']}/cover", cover)
    await group_setup.guests[rita].post("/register/mine/messages", {"text": "Is daar iemand?"})
    address = f"/staff/registrations/{rita}/messages"
    mia = group_setup.browse("mia")
    assert (await mia.open(address)).status == 404
    assert address not in (await mia.open("/staff/week")).links
    later(days=5)
    mia = group_setup.browse("mia")
    assert address in (await mia.open("/staff/week")).links
    page = await mia.open(address)
    assert "Is daar iemand?" in page.text
    assert "omdat je een collega vervangt" in page.text
    assert (await mia.open(f"/staff/registrations/{rita}")).status == 404
    answer = {"text": "Ja. Finn is er maandag weer.", "seen_number": page.field("seen_number")}
    assert (await mia.post(address, answer)).location == "/staff/week"
    assert (await mia.open(address)).status == 404
    assert "Finn is er maandag weer." in (await group_setup.browse("finn").open(address)).text


async def test_what_somebody_writes_reaches_the_coordinator_when_whoever_looked_after_them_facilitates_no_longer(
    group_setup, database, people
):
    rita = await group_setup.assigned_to_finn()
    await group_setup.guests[rita].post("/register/mine/messages", {"text": "Is daar iemand?"})
    address = f"/staff/registrations/{rita}/messages"
    assert (await group_setup.cora.open(address)).status == 403
    with database.write() as db:
        finn, cora = (db.get_one(Staff, people.ids[person]) for person in ("finn", "cora"))
        colleagues.change_roles(db, finn, [Role.MODERATOR], by=cora)
    assert address in (await group_setup.cora.open("/staff/week")).links
    assert "Is daar iemand?" in (await group_setup.cora.open(address)).text


@BOTH
async def test_every_staff_page_counts_waiting_messages_by_the_same_rule_as_who_may_open_them(group_setup, database):
    """What the database counts and what a colleague may open are the same, for each colleague and each registration."""
    given, nobodys = await group_setup.assigned_to_finn(), await group_setup.registrant()
    seated, group = await group_setup.registrant(), await group_setup.group(second_facilitator="")
    await group_setup.seat(group, seated)
    for one in (given, nobodys, seated):
        await group_setup.guests[one].post("/register/mine/messages", {"text": "Dag."})
        await group_setup.guests[one].post("/register/mine/messages", {"text": "Nog iets."})
    for person, number in (("finn", 2), ("cora", 1), ("mia", 0)):
        browser = group_setup.browse(person)
        text = " ".join((await browser.open("/staff/account")).text.split())
        assert (f"Week {number} te lezen" in text) == (number > 0)
        statuses = [(await browser.open(f"/staff/registrations/{one}/messages")).status for one in group_setup.guests]
        assert statuses.count(200) == number
    finn, page = group_setup.browse("finn"), None
    page = await finn.open(f"/staff/registrations/{given}/messages")
    await finn.post(f"/staff/registrations/{given}/messages/read", {"seen_number": page.field("seen_number")})
    assert "Week 1 te lezen" in " ".join((await finn.open("/staff/week")).text.split())
