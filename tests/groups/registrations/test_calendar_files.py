"""A calendar file on request: neutral, in UTC, with lasting identifiers, and cancellations that cancel."""

from datetime import UTC, timedelta

import jwt
import pytest
import vobject

from foundation.clock import now
from tests.conftest import BOTH
from tests.groups.conversations.conversation_setup import ConversationSetup


async def seat(group_setup, **given):
    """Somebody with a seat, and the group."""
    rita, group = await group_setup.registrant(), await group_setup.group(**given)
    await group_setup.seat(group, rita)
    return rita, group


async def events(group_setup, who, address="/register/mine/agenda"):
    """The file as another program reads it: its method and its events by identifier."""
    page = await group_setup.guests[who].open(address)
    assert page.status == 200, page.text
    calendar = vobject.readOne(page.response.content.decode())
    return calendar.method.value, {one.uid.value: one for one in getattr(calendar, "vevent_list", [])}


@BOTH
async def test_another_program_reads_the_sessions_in_utc_with_a_title_that_reveals_nothing(group_setup):
    """Trap 20: single moments in UTC, no time zone block that a program could misread."""
    rita, group = await seat(group_setup)
    page = await group_setup.guests[rita].open("/register/mine/agenda")
    raw = page.response.content.decode()
    assert "VTIMEZONE" not in raw
    for word in ("groep", "Gent", "Stille", "naaste", "lotgenoten", "DESCRIPTION", "LOCATION", "VALARM", "Naam"):
        assert word.casefold() not in raw.casefold()
    assert 'filename="agenda.ics"' in page.response.headers["content-disposition"]
    method, found = await events(group_setup, rita)
    assert method == "PUBLISH"
    starts = sorted(one.dtstart.value for one in found.values())
    assert starts == [one.begins_at.astimezone(UTC) for one in group_setup.sessions(group)]
    assert {one.summary.value for one in found.values()} == {"Afspraak"}
    assert {one.sequence.value for one in found.values()} == {"0"}


@BOTH
async def test_two_people_never_share_an_identifier(group_setup):
    """Trap 23: one event a person, no list of others in it."""
    ann, bob = await group_setup.registrant(), await group_setup.registrant()
    group = await group_setup.group()
    await group_setup.seat(group, ann, bob)
    _, of_ann = await events(group_setup, ann)
    _, of_bob = await events(group_setup, bob)
    assert len(of_ann) == len(of_bob) == 3
    assert not set(of_ann) & set(of_bob)


async def test_a_moved_session_keeps_its_identifier_and_raises_its_sequence(group_setup):
    """Traps 18 and 19."""
    rita, group = await seat(group_setup)
    _, before = await events(group_setup, rita)
    session = group_setup.sessions(group)[0]
    day = (session.day + timedelta(days=2)).isoformat()
    moving = {"version": str(session.version), "day": day, "starts": "20:00", "minutes": "60", "reviewed": "on"}
    await group_setup.cora.post(f"/staff/sessions/{session.id}/move", moving)
    _, after = await events(group_setup, rita)
    assert set(after) == set(before)
    changed = [uid for uid in after if after[uid].dtstart.value != before[uid].dtstart.value]
    assert [after[uid].sequence.value for uid in changed] == ["1"]
    assert (after[changed[0]].dtend.value - after[changed[0]].dtstart.value) == timedelta(minutes=60)


async def test_a_cancelled_session_leaves_the_calendar(group_setup):
    """Trap 18: METHOD:CANCEL with the same identifier and a higher sequence; nothing else is cancelled along."""
    rita, group = await seat(group_setup)
    _, before = await events(group_setup, rita)
    first = group_setup.sessions(group)[0]
    await group_setup.cora.post(f"/staff/sessions/{first.id}/cancellation")
    _, still = await events(group_setup, rita)
    assert len(still) == 2
    method, gone = await events(group_setup, rita, "/register/mine/agenda/cancellations")
    assert method == "CANCEL"
    assert set(gone) == set(before) - set(still)
    (only,) = gone.values()
    assert (only.status.value, only.sequence.value) == ("CANCELLED", "1")
    assert "/register/mine/agenda/cancellations" in (await group_setup.guests[rita].open("/register/mine")).links


async def test_giving_up_a_seat_removes_its_sessions_from_the_calendar_and_a_new_seat_restores_them(group_setup):
    rita, group = await seat(group_setup)
    guest = group_setup.guests[rita]
    _, before = await events(group_setup, rita)
    assert (await guest.open("/register/mine/agenda/cancellations")).status == 404
    await guest.post("/register/mine/release")
    assert (await guest.open("/register/mine/agenda")).status == 404
    assert "/register/mine/agenda/cancellations" in (await guest.open("/register/mine")).links
    method, gone = await events(group_setup, rita, "/register/mine/agenda/cancellations")
    assert (method, set(gone)) == ("CANCEL", set(before))
    await group_setup.seat(group, rita)
    _, again = await events(group_setup, rita)
    assert set(again) == set(before)
    for uid in before:
        assert int(before[uid].sequence.value) < int(gone[uid].sequence.value) < int(again[uid].sequence.value)
    assert (await guest.open("/register/mine/agenda/cancellations")).status == 404


async def test_a_cancelled_group_leaves_its_participants_calendars_and_later_changes_do_not_show(group_setup, later):
    ann, bob = await group_setup.registrant(), await group_setup.registrant()
    group = await group_setup.group()
    await group_setup.seat(group, ann, bob)
    _, before = await events(group_setup, ann)
    await group_setup.confirm(group)
    parting = {"apart_from": str(bob), "separation_message": "We zoeken iets anders voor je."}
    await group_setup.cora.post(f"/staff/registrations/{ann}/separation", parting)
    session = group_setup.sessions(group)[0]
    moving = {
        "version": str(session.version),
        "day": "2027-06-01",
        "starts": "10:00",
        "minutes": "60",
        "reviewed": "on",
    }
    assert (await group_setup.cora.post(f"/staff/sessions/{session.id}/move", moving)).status == 303
    _, gone = await events(group_setup, ann, "/register/mine/agenda/cancellations")
    assert {uid: one.dtstart.value for uid, one in gone.items()} == {
        uid: one.dtstart.value for uid, one in before.items()
    }
    await group_setup.cora.post(f"/staff/groups/{group}/cancellation", {"message": "Er waren er te weinig."})
    method, gone = await events(group_setup, bob, "/register/mine/agenda/cancellations")
    assert (method, len(gone)) == ("CANCEL", 3)
    later(days=30)
    for one in (ann, bob):
        await group_setup.guests[one].post("/register/code", {"code": group_setup.codes[one]})
    assert (await group_setup.guests[ann].open("/register/mine/agenda/cancellations")).status == 404


async def test_the_hour_stays_across_summer_time(group_setup):
    """Trap 14: 19:00 stays 19:00; the moment in UTC changes."""
    rita = await group_setup.registrant()
    group = await group_setup.group(sessions=0, entry="open")
    planning = {"day": "2027-03-21", "starts": "19:00", "minutes": "120", "rhythm": "weekly", "number": "2"}
    ticked = {"reviewed": "on", "on-2027-03-21": "on", "on-2027-03-28": "on"}
    await group_setup.cora.post(f"/staff/groups/{group}/sessions", {**planning, **ticked})
    await group_setup.cora.post(f"/staff/groups/{group}/recruitment")
    await group_setup.seat(group, rita)
    _, found = await events(group_setup, rita)
    assert sorted(one.dtstart.value.hour for one in found.values()) == [17, 18]
    assert {one.begins_at.hour for one in group_setup.sessions(group)} == {19}


async def test_somebody_who_waits_or_only_has_an_offer_gets_no_file_and_no_room(group_setup):
    """Trap 22: a waiting person has no appointments."""
    rita, group = await group_setup.registrant(), await group_setup.group(format="online", place="")
    for _ in range(2):
        assert (await group_setup.guests[rita].open("/register/mine/agenda")).status == 404
        session = group_setup.sessions(group)[0]
        assert (await group_setup.guests[rita].open(f"/register/mine/room/{session.id}")).status == 404
        await group_setup.offer(group, rita)


@pytest.mark.settings(meeting_address="https://meet.example.org", meeting_secret="s" * 40)
async def test_the_room_opens_shortly_before_with_a_token_that_holds_only_the_name_shown(group_setup, later):
    rita, group = await seat(group_setup, format="online", place="")
    session, guest = group_setup.sessions(group)[0], group_setup.guests[rita]
    assert (await guest.open(f"/register/mine/room/{session.id}")).status == 404
    later(seconds=(session.begins_at - now()).total_seconds() - 600)
    await guest.post("/register/code", {"code": group_setup.codes[rita]})
    assert f"/register/mine/room/{session.id}" in (await guest.open("/register/mine")).links
    page = await guest.open(f"/register/mine/room/{session.id}")
    assert page.status == 303
    address, token = page.location.split("?jwt=")
    assert address.startswith("https://meet.example.org/")

    leave_time = {"verify_nbf": False, "verify_exp": False}
    claims = jwt.decode(token, "s" * 40, algorithms=["HS256"], audience="naast", options=leave_time)
    assert claims["room"] == address.rsplit("/", 1)[1]
    assert set(claims["context"]["user"]) == {"name", "affiliation", "moderator"}
    assert claims["context"]["user"]["moderator"] is False
    host = await group_setup.browse("finn").open(f"/staff/sessions/{session.id}/room")
    claims = jwt.decode(host.location.split("?jwt=")[1], options={"verify_signature": False})
    assert claims["context"]["user"]["moderator"] is True


async def test_a_sessions_own_link_takes_precedence_over_the_built_in_room(group_setup, later):
    rita, group = await seat(group_setup, format="online", place="")
    session = group_setup.sessions(group)[0]
    about = f"/staff/sessions/{session.id}/details"
    assert (await group_setup.cora.post(about, {"link": "javascript:alert(1)"})).status == 422
    assert (await group_setup.cora.post(about, {"link": "https://praat.example.org/x7"})).status == 303
    later(seconds=(session.begins_at - now()).total_seconds() + 60)
    await group_setup.guests[rita].post("/register/code", {"code": group_setup.codes[rita]})
    page = await group_setup.guests[rita].open(f"/register/mine/room/{session.id}")
    assert page.location == "https://praat.example.org/x7"


async def test_a_conversation_is_in_the_file_while_it_has_a_slot_and_leaves_it_when_the_slot_is_released(
    group_setup, later
):
    conversation_setup = ConversationSetup(group_setup)
    await conversation_setup.work()
    guest = await conversation_setup.registrant()
    rita = conversation_setup.conversation().registration_id
    first, second = (await conversation_setup.slots(guest))[:2]
    assert (await guest.open("/register/mine/agenda")).status == 404
    await conversation_setup.choose(guest, first)
    assert "/register/mine/agenda" in (await guest.open("/register/mine")).links
    _, before = await events(group_setup, rita)
    ((uid, event),) = before.items()
    assert event.dtstart.value == conversation_setup.conversation().begins_at.astimezone(UTC)
    assert (event.dtend.value - event.dtstart.value) == timedelta(minutes=45)
    await conversation_setup.choose(guest, second)
    _, moved = await events(group_setup, rita)
    assert set(moved) == {uid}
    assert int(moved[uid].sequence.value) > int(event.sequence.value)
    assert (await guest.post("/register/mine/conversation/release", conversation_setup.seen_revision())).status == 303
    assert "Heb je een afspraak in je agenda gezet?" in (await guest.open("/register/mine")).text
    method, gone = await events(group_setup, rita, "/register/mine/agenda/cancellations")
    assert (method, set(gone)) == ("CANCEL", {uid})
    assert int(gone[uid].sequence.value) > int(moved[uid].sequence.value)
    assert (await guest.open("/register/mine/agenda")).status == 404


async def test_a_conversation_that_was_missed_or_held_is_not_cancelled_in_the_calendar(group_setup, later):
    conversation_setup = ConversationSetup(group_setup)
    await conversation_setup.work()
    guest = await conversation_setup.registrant()
    await conversation_setup.choose(guest, (await conversation_setup.slots(guest))[0])
    later(seconds=(conversation_setup.conversation().begins_at - now()).total_seconds() + 60)
    finn = group_setup.browse("finn")
    assert (
        await finn.post(
            f"/staff/conversations/{conversation_setup.conversation().id}/no-answer", conversation_setup.seen_revision()
        )
    ).status == 303
    await guest.post("/register/code", {"code": group_setup.codes[conversation_setup.conversation().registration_id]})
    assert (await guest.open("/register/mine/agenda/cancellations")).status == 404


@pytest.mark.parametrize("how", ["withdrawal", "loss", "absence", "short notice"])
async def test_whatever_becomes_of_a_slot_it_leaves_the_calendar_or_changes_in_it(group_setup, how):
    conversation_setup = ConversationSetup(group_setup)
    await conversation_setup.work()
    guest, finn = await conversation_setup.registrant(), group_setup.browse("finn")
    await conversation_setup.choose(guest, (await conversation_setup.slots(guest))[-1])
    conversation = conversation_setup.conversation()
    _, before = await events(group_setup, conversation.registration_id)
    if how in ("withdrawal", "loss"):
        await guest.post(f"/register/mine/{how}")
    elif how == "absence":
        await finn.post(f"/staff/conversations/{conversation.id}/staff-absence", conversation_setup.seen_revision())
    else:
        soon = (now() + timedelta(hours=5)).astimezone(conversation.begins_at.tzinfo)
        given = {"channel": "phone", "facilitator": str(conversation.facilitator_id), "day": soon.date().isoformat()}
        await finn.post(
            f"/staff/conversations/{conversation.id}/slot", {**given, "starts": f"{soon:%H:%M}", "override": "on"}
        )
    path = "/register/mine/agenda" if how == "short notice" else "/register/mine/agenda/cancellations"
    method, after = await events(group_setup, conversation.registration_id, path)
    assert method == ("PUBLISH" if how == "short notice" else "CANCEL")
    assert set(after) == set(before)
    (uid,) = before
    assert int(after[uid].sequence.value) > int(before[uid].sequence.value)
