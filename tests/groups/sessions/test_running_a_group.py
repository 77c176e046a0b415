"""A group is confirmed, meets, is moved, is cancelled, ends: and everything that depends on a date follows."""

import asyncio
from datetime import date, timedelta

import pytest

from foundation.clock import now
from groups.jobs import purge_registrations, remind_of_sessions
from groups.lookups import about_session, expected_participants, sessions_of
from groups.models import Attendance, ContactTask, Notification
from groups.sessions.forms import Rhythm
from groups.sessions.rhythm import propose_days
from mail import Letter, OutgoingLetter
from tests.conftest import BOTH


async def confirmed_group(group_setup, number=2, mode="nothing", **given):
    """A confirmed group with so many people in it."""
    people = [await group_setup.registrant(mode=mode) for _ in range(number)]
    group = await group_setup.group(**given)
    await group_setup.seat(group, *people)
    await group_setup.confirm(group)
    return group, people


async def evening(group_setup, later, days=7, hours=20):
    """The evening of a session has come; everybody has signed in anew."""
    later(days=days, hours=hours)
    group_setup.cora, finn = group_setup.browse("cora"), group_setup.browse("finn")
    return finn


@BOTH
async def test_it_is_confirmed_only_with_enough_people_and_a_place(group_setup):
    rita = await group_setup.registrant()
    group = await group_setup.group(min_participants="2", place="")
    await group_setup.seat(group, rita)
    page = await group_setup.cora.post(f"/staff/groups/{group}/confirmation")
    assert page.status == 422
    assert "minder mensen ja" in page.text
    bob = await group_setup.registrant()
    await group_setup.seat(group, bob)
    page = await group_setup.cora.post(f"/staff/groups/{group}/confirmation")
    assert page.status == 422
    assert "waar de groep samenkomt" in page.text
    assert group_setup.peer_group(group).state == "recruiting"


async def test_holding_the_first_session_starts_the_group_for_everybody_with_a_seat(group_setup, later):
    group, people = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    finn = group_setup.browse("finn")
    page = await finn.post(f"/staff/sessions/{session.id}/held")
    assert page.status == 422
    assert "Nog niet" in page.text
    assert f"/staff/sessions/{session.id}/move" in page.form_actions
    finn = await evening(group_setup, later)
    marking = {"registration": str(people[0]), "mark": "present"}
    assert (await finn.post(f"/staff/sessions/{session.id}/attendance", marking)).status == 303
    assert group_setup.states(*people) == ["placed", "placed"]
    assert (await finn.post(f"/staff/sessions/{session.id}/held")).status == 303
    assert group_setup.states(*people) == ["active", "active"]
    assert group_setup.peer_group(group).state == "running"
    marks = {row.registration_id: row.mark for row in group_setup.rows(Attendance)}
    assert marks == {people[0]: "present", people[1]: "unknown"}
    assert (await finn.post(f"/staff/sessions/{session.id}/held")).status == 409


async def test_a_mark_is_one_tap_and_can_be_corrected_afterwards(group_setup, later):
    group, people = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    finn = await evening(group_setup, later)
    page = await finn.open(f"/staff/sessions/{session.id}")
    assert page.html.count('name="mark"') == 10
    for mark in ("absent", "left_early", "excused"):
        marking = {"registration": str(people[0]), "mark": mark}
        assert (await finn.post(f"/staff/sessions/{session.id}/attendance", marking)).status == 303
    assert [row.mark for row in group_setup.rows(Attendance)] == ["excused"]
    marking = {"registration": str(people[0]), "mark": "drunk"}
    assert (await finn.post(f"/staff/sessions/{session.id}/attendance", marking)).status == 409


@BOTH
async def test_two_colleagues_hold_a_session_at_once_and_it_is_held_once(group_setup, later):
    group, _ = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    finn = await evening(group_setup, later)
    pages = await asyncio.gather(*(one.post(f"/staff/sessions/{session.id}/held") for one in (finn, group_setup.cora)))
    assert sorted(page.status for page in pages) == [303, 409]
    assert len(group_setup.rows(Attendance)) == 2


async def test_a_moved_session_notifies_everybody_once_and_keeps_its_hour(group_setup):
    """Traps 14, 17: local time is kept, and one moved session leaves the others alone."""
    group, people = await confirmed_group(group_setup, mode="mail")
    before = group_setup.sessions(group)
    day = (before[1].day + timedelta(days=120)).isoformat()
    page = await group_setup.cora.open(f"/staff/sessions/{before[1].id}")
    moving = {"version": page.field("version"), "day": day, "starts": "19:00", "minutes": "120", "reviewed": "on"}
    assert (await group_setup.cora.post(f"/staff/sessions/{before[1].id}/move", moving)).status == 303
    after = {one.id: one for one in group_setup.sessions(group)}
    assert after[before[0].id].day == before[0].day
    assert after[before[2].id].day == before[2].day
    moved = after[before[1].id]
    assert (moved.display_state, moved.revision, moved.begins_at.hour) == ("moved", 1, 19)
    told = [row for row in group_setup.rows(OutgoingLetter) if row.subject == f"session_changed:{moved.id}"]
    assert sorted(row.person_id for row in told) == sorted(people)
    assert (await group_setup.cora.post(f"/staff/sessions/{moved.id}/move", moving)).status == 409


async def test_moving_onward_moves_all_that_follow_and_notifies_once(group_setup):
    group, people = await confirmed_group(group_setup, sessions=4, mode="mail")
    before = group_setup.sessions(group)
    moving = {"version": str(before[1].version), "starts": "20:00", "minutes": "90", "include_following": "on"}
    day = (before[1].day + timedelta(days=1)).isoformat()
    page = await group_setup.cora.post(f"/staff/sessions/{before[1].id}/move", {**moving, "day": day})
    assert page.status == 422
    assert "Zo zou het worden" in page.text
    assert [one.revision for one in group_setup.sessions(group)] == [0, 0, 0, 0]
    await group_setup.cora.post(f"/staff/sessions/{before[1].id}/move", {**moving, "day": day, "reviewed": "on"})
    after = group_setup.sessions(group)
    assert [(two.day - one.day).days for one, two in zip(before, after, strict=True)] == [0, 1, 1, 1]
    assert [one.revision for one in after] == [0, 1, 1, 1]
    told = [row for row in group_setup.rows(OutgoingLetter) if row.subject.startswith("session_changed:")]
    assert len(told) == len(people)


async def test_a_cancelled_session_notifies_once_and_is_nobodys_absence(group_setup, later):
    """Trap 28: a cancelled session is not one somebody missed."""
    group, _ = await confirmed_group(group_setup, sessions=2)
    first, second = group_setup.sessions(group)
    assert (await group_setup.cora.post(f"/staff/sessions/{first.id}/cancellation")).status == 303
    assert (await group_setup.cora.post(f"/staff/sessions/{first.id}/cancellation")).status == 409
    finn = await evening(group_setup, later, days=14)
    assert (await finn.post(f"/staff/sessions/{second.id}/held")).status == 303
    assert {row.session_id for row in group_setup.rows(Attendance)} == {second.id}
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303


def come_near(group_setup, later, group, hours):
    """So many hours before the first session."""
    later(seconds=(group_setup.sessions(group)[0].begins_at - now()).total_seconds() - hours * 3600)


async def test_one_reminder_goes_out_the_day_before_and_no_second_one(group_setup, database, later):
    """Traps 6, 7, 8, 10: once, in time, from our own state, and never for what is over."""
    group, people = await confirmed_group(group_setup, sessions=1, mode="mail")

    def run():
        with database.write() as db:
            remind_of_sessions(db)
        return [row for row in group_setup.rows(OutgoingLetter) if row.kind == Letter.REMINDER]

    come_near(group_setup, later, group, 30)
    assert run() == []
    come_near(group_setup, later, group, 20)
    assert sorted(row.person_id for row in run()) == sorted(people)
    assert len(run()) == 2
    later(days=5)
    assert len(run()) == 2


async def test_somebody_who_joins_shortly_before_gets_no_extra_reminder(group_setup, database, later):
    """Trap 11: a booking inside the window does not set the reminder off at once."""
    group, _ = await confirmed_group(group_setup, number=1, sessions=1, mode="mail")
    come_near(group_setup, later, group, 20)
    with database.write() as db:
        remind_of_sessions(db)
    group_setup.cora = group_setup.browse("cora")
    late = await group_setup.registrant(mode="mail")
    await group_setup.seat(group, late)
    with database.write() as db:
        remind_of_sessions(db)
    reminded = [row.person_id for row in group_setup.rows(OutgoingLetter) if row.kind == Letter.REMINDER]
    assert late not in reminded
    assert len(reminded) == 1


async def test_cancelling_a_group_returns_everybody_to_the_list_with_a_message(group_setup, later):
    """Trap 26: a change is announced as what it is; everybody goes back to their own old place."""
    group, people = await confirmed_group(group_setup, mode="call_me")
    before = [group_setup.registration(one).entered_on for one in people]
    later(days=3)
    group_setup.cora = group_setup.browse("cora")
    assert (await group_setup.cora.post(f"/staff/groups/{group}/cancellation", {"message": ""})).status == 422
    words = {"message": "Er waren er te weinig. We zoeken verder met je."}
    assert (await group_setup.cora.post(f"/staff/groups/{group}/cancellation", words)).status == 303
    assert group_setup.states(*people) == ["pool", "pool"]
    assert [group_setup.registration(one).entered_on for one in people] == before
    assert {one.state for one in group_setup.sessions(group)} == {"cancelled"}
    guest = group_setup.guests[people[0]]
    await guest.post("/register/code", {"code": group_setup.codes[people[0]]})
    assert "Er waren er te weinig" in (await guest.open("/register/mine")).text
    told = [one.notification for one in group_setup.rows(ContactTask) if one.notification is Notification.BACK_ON_LIST]
    assert len(told) == 2


@BOTH
async def test_whoever_was_there_often_enough_completed_the_group_and_unknown_attendance_counts_against_nobody(
    group_setup, later
):
    group, people = await confirmed_group(group_setup, number=3, sessions=2)
    always, once, unsaid = people
    sessions = group_setup.sessions(group)
    for number, session in enumerate(sessions):
        finn = await evening(group_setup, later, days=7, hours=20 if number == 0 else 0)
        marks = {always: "present", once: "absent"}
        for one, mark in marks.items():
            marking = {"registration": str(one), "mark": mark}
            await finn.post(f"/staff/sessions/{session.id}/attendance", marking)
        await finn.post(f"/staff/sessions/{session.id}/held")
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert group_setup.states(always, once, unsaid) == ["completed", "stopped", "completed"]
    assert group_setup.peer_group(group).state == "finished"


async def test_a_group_does_not_end_while_sessions_are_still_to_come(group_setup, later):
    group, people = await confirmed_group(group_setup, sessions=2)
    finn = await evening(group_setup, later)
    await finn.post(f"/staff/sessions/{group_setup.sessions(group)[0].id}/held")
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 422
    assert group_setup.states(*people) == ["active", "active"]


async def test_separating_two_people_moves_one_and_keeps_both_places(group_setup, later):
    group, (ann, bob) = await confirmed_group(group_setup)
    finn = await evening(group_setup, later)
    await finn.post(f"/staff/sessions/{group_setup.sessions(group)[0].id}/held")
    entered = group_setup.registration(ann).entered_on
    parting = {"apart_from": str(bob), "separation_message": "We zoeken een andere groep voor je."}
    assert (await finn.post(f"/staff/registrations/{ann}/separation", parting)).status == 303
    assert group_setup.states(ann, bob) == ["pool", "active"]
    assert group_setup.registration(ann).entered_on == entered
    page = await group_setup.cora.open(f"/staff/registrations/{ann}")
    assert "liever apart" in page.text


async def test_leaving_a_running_group_is_one_tap_by_code(group_setup, later):
    group, (ann, bob) = await confirmed_group(group_setup)
    finn = await evening(group_setup, later)
    await finn.post(f"/staff/sessions/{group_setup.sessions(group)[0].id}/held")
    guest, code = group_setup.guests[ann], {"access_code": group_setup.codes[ann]}
    assert (await guest.post("/register/mine/departure", code)).status == 303
    assert group_setup.states(ann, bob) == ["stopped", "active"]
    assert (await guest.post("/register/mine/re-entry")).status == 303
    assert group_setup.states(ann) == ["pool"]


async def test_more_sessions_than_a_group_can_have_come_back_in_the_form(group_setup):
    group = await group_setup.group(sessions=0)
    for first_in in (7, 300):
        await group_setup.plan(group, 30, first_in)
    given = {"day": "2028-03-08", "starts": "19:00", "minutes": "90", "number": "1"}
    page = await group_setup.cora.post(f"/staff/groups/{group}/sessions", given)
    assert (page.status, page.field("day"), page.field("minutes")) == (422, "2028-03-08", "90")
    assert len(group_setup.sessions(group)) == 60


async def test_public_holidays_and_clashes_are_warned_of_before_a_day_is_saved_and_not_forbidden(group_setup):
    first = await group_setup.group(sessions=0)
    christmas = {"day": "2027-12-18", "starts": "19:00", "minutes": "120", "rhythm": "weekly", "number": "3"}
    page = await group_setup.cora.post(f"/staff/groups/{first}/sessions", christmas)
    assert page.status == 422
    assert "feestdag: " in page.text
    assert group_setup.sessions(first) == []
    kept = {**christmas, "reviewed": "on", "on-2027-12-18": "on", "on-2027-12-25": "on"}
    assert (await group_setup.cora.post(f"/staff/groups/{first}/sessions", kept)).status == 303
    assert [one.day.isoformat() for one in group_setup.sessions(first)] == ["2027-12-18", "2027-12-25"]

    second = await group_setup.group(sessions=0, name="Partners Gent")
    later = {**kept, "starts": "20:30"}
    assert (await group_setup.cora.post(f"/staff/groups/{second}/sessions", later)).status == 303
    text = (await group_setup.cora.open(f"/staff/groups/{second}")).text
    assert "feestdag: " in text
    assert "Finn begeleidt dan een andere bijeenkomst" in text
    assert "hetzelfde adres als Ouders najaar" in text


async def test_when_no_proposed_day_is_ticked_nothing_is_planned(group_setup):
    group = await group_setup.group(sessions=0)
    given = {"day": "2027-12-25", "starts": "19:00", "minutes": "90", "number": "1", "reviewed": "on"}
    for more in ({}, {"on-2027-12-26": "on"}):
        page = await group_setup.cora.post(f"/staff/groups/{group}/sessions", {**given, **more})
        assert (page.status, page.field("minutes")) == (422, "90")
        assert "Er was geen dag aangevinkt" in page.text
    assert group_setup.sessions(group) == []


@BOTH
async def test_hours_a_colleague_does_not_work_and_sessions_past_midnight_or_twice_at_once_are_warned_of(group_setup):
    finn = group_setup.browse("finn")
    await finn.post("/staff/hours", {"tue_from": "17:00", "tue_until": "22:00"})
    group = await group_setup.group(sessions=0)
    monday = {"day": "2027-03-01", "starts": "19:00", "minutes": "120", "number": "1"}
    page = await group_setup.cora.post(f"/staff/groups/{group}/sessions", monday)
    assert (page.status, "Finn werkt dan niet" in page.text) == (422, True)
    tuesday = {**monday, "day": "2027-03-02"}
    assert (await group_setup.cora.post(f"/staff/groups/{group}/sessions", tuesday)).status == 303
    page = await group_setup.cora.post(f"/staff/groups/{group}/sessions", {**tuesday, "starts": "20:00"})
    assert "twee bijeenkomsten van deze groep tegelijk" in page.text

    await finn.post("/staff/hours", {})
    await group_setup.plan(group, day="2027-03-04", starts="22:00", minutes="240")
    other = await group_setup.group(sessions=0, name="Nachtbrakers", place="")
    night = {**monday, "day": "2027-03-05", "starts": "01:00"}
    page = await group_setup.cora.post(f"/staff/groups/{other}/sessions", night)
    assert "Finn begeleidt dan een andere bijeenkomst" in page.text


async def test_only_participants_are_told_where_a_moved_session_was_and_why(group_setup):
    group, (ann, _) = await confirmed_group(group_setup)
    session, bob = group_setup.sessions(group)[0], await group_setup.registrant()
    await group_setup.offer(group, bob)
    moving = {"version": str(session.version), "day": "2027-03-02", "starts": "20:00", "minutes": "90"}
    long = await group_setup.cora.post(f"/staff/sessions/{session.id}/move", {**moving, "note": "x" * 201})
    assert (long.status, long.field("starts")) == (422, "20:00")
    given = {**moving, "reviewed": "on", "note": "De zaal was bezet."}
    assert (await group_setup.cora.post(f"/staff/sessions/{session.id}/move", given)).status == 303
    page = await group_setup.guests[ann].open("/register/mine")
    assert "Eerst was dit op" in page.text
    assert session.begins_at.strftime("%H.%M uur") in page.text
    assert "De zaal was bezet." in page.text
    assert "De zaal was bezet." not in (await group_setup.guests[bob].open("/register/mine")).text
    why = {"reason": "Finn is ziek."}
    assert (await group_setup.cora.post(f"/staff/sessions/{session.id}/cancellation", why)).status == 303
    text = (await group_setup.guests[ann].open("/register/mine")).text
    assert ("Finn is ziek." in text, "De zaal was bezet." in text) == (True, False)


async def test_one_link_can_be_given_to_every_session_that_follows(group_setup):
    group = await group_setup.group(format="online", place="")
    _, second, _ = group_setup.sessions(group)
    given = {"theme": "Vertellen", "link": "https://meet.example.org/kamer", "link_for_following": "on"}
    assert (await group_setup.cora.post(f"/staff/sessions/{second.id}/details", given)).status == 303
    with group_setup.database.read() as db:
        told = [about_session(db, one) for one in sessions_of(db, second.group_id)]
    assert [one.link for one in told] == ["", given["link"], given["link"]]
    assert [one.theme for one in told] == ["", "Vertellen", ""]


async def test_a_seat_given_up_is_proposed_to_a_colleague_while_somebody_can_still_join(group_setup, later):
    group, (ann, _) = await confirmed_group(group_setup, capacity="2")
    for person in ("cora", "finn"):
        assert "Groepen met een vrije plaats" not in (await group_setup.browse(person).open("/staff/week")).text
    await group_setup.guests[ann].post("/register/mine/release")
    for person in ("cora", "finn"):
        page = await group_setup.browse(person).open("/staff/week")
        assert "Groepen met een vrije plaats" in page.text
        assert f"/staff/groups/{group}" in page.links
    finn = await evening(group_setup, later)
    assert "Groepen met een vrije plaats" not in (await finn.open("/staff/week")).text


@pytest.mark.parametrize(("rhythm", "first", "number", "days"), [
    (Rhythm.WEEKLY, date(2026, 10, 20), 3, ["2026-10-20", "2026-10-27", "2026-11-03"]),
    (Rhythm.FORTNIGHTLY, date(2026, 2, 16), 2, ["2026-02-16", "2026-03-02"]),
    (Rhythm.MONTHLY, date(2026, 10, 20), 3, ["2026-10-20", "2026-11-17", "2026-12-15"]),
    (Rhythm.MONTHLY, date(2026, 12, 31), 3, ["2026-12-31", "2027-01-28", "2027-02-25"]),
    (Rhythm.MONTHLY, date(2028, 2, 29), 2, ["2028-02-29", "2028-03-28"]),
])  # fmt: skip
def test_a_rhythm_proposes_days_and_skips_no_month(rhythm, first, number, days):
    """Trap 15: monthly from the 31st used to skip months."""
    assert [day.isoformat() for day in propose_days(first, rhythm, number)] == days


async def test_a_return_meeting_is_for_whoever_stayed_to_the_end(group_setup, later):
    group, (ann, bob) = await confirmed_group(group_setup, sessions=1)
    finn = await evening(group_setup, later)
    await finn.post(f"/staff/sessions/{group_setup.sessions(group)[0].id}/held")
    await finn.post(f"/staff/registrations/{bob}/departure")
    await finn.post(f"/staff/groups/{group}/finish")
    await group_setup.plan(group, 1, 90, is_return="on")
    session = group_setup.sessions(group)[1]
    page = await group_setup.cora.open(f"/staff/sessions/{session.id}")
    assert "terugkommoment" in page.text
    with group_setup.database.read() as db:
        assert [one.id for one in expected_participants(db, session)] == [ann]
    guest = group_setup.guests[ann]
    await guest.post("/register/code", {"code": group_setup.codes[ann]})
    page = await guest.open("/register/mine")
    assert "terugkommoment" in page.text
    assert "Stille straat 7" in page.text
    assert (await guest.open("/register/mine/agenda")).status == 200
    later(days=70)
    with group_setup.database.write() as db:
        purge_registrations(db)
    assert group_setup.states(ann, bob) == ["completed", "closed"]


async def test_nothing_is_moved_into_the_past(group_setup):
    group, _ = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    moving = {
        "version": str(session.version),
        "day": "2026-01-05",
        "starts": "19:00",
        "minutes": "60",
        "reviewed": "on",
    }
    page = await group_setup.cora.post(f"/staff/sessions/{session.id}/move", moving)
    assert (page.status, page.field("day")) == (422, "2026-01-05")
    assert "Dit moment is voorbij" in page.text
    moving |= {"day": "2027-01-05", "starts": "19:00Z"}
    assert (await group_setup.cora.post(f"/staff/sessions/{session.id}/move", moving)).status == 422


async def test_the_form_to_change_a_group_starts_from_what_it_is(group_setup, people):
    group = await group_setup.group(region="Limburg", parent="on")
    page = await group_setup.cora.open(f"/staff/groups/{group}/change")
    assert f'<option value="{people.ids["finn"]}" selected>Finn</option>' in page.html
    assert '<option value="Limburg" selected>' in page.html
    assert page.field("place") == "Stille straat 7, Gent"
    assert 'name="parent" type="checkbox" value="on" checked' in page.html


async def test_a_change_of_place_notifies_whoever_has_a_seat(group_setup, people):
    group, members = await confirmed_group(group_setup, mode="mail")
    page = await group_setup.cora.open(f"/staff/groups/{group}/change")
    seen = {"version": page.field("version"), "facilitator": str(people.ids["finn"]), "format": "in_person"}
    before = len(group_setup.rows(OutgoingLetter))
    await group_setup.cora.post(f"/staff/groups/{group}/change", {**seen, "place": "Andere straat 1"})
    told = group_setup.rows(OutgoingLetter)
    assert len(told) == before + len(members)
