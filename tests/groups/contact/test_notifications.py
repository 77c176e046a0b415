"""A notification reaches people as they chose: a neutral letter, a contact task, or the page behind the code."""

from datetime import time, timedelta
from email import message_from_bytes, policy

import pytest

from accounts.models import Staff
from foundation.clock import now, today
from foundation.local_time import local_datetime
from groups.contact.queries.tasks import contact_tasks
from groups.jobs import remind_of_sessions
from groups.models import ContactTask, Notification, Registration
from mail import Letter, OutgoingLetter
from mail.delivery import deliver_due, file_of
from scheduler.timetable import ADDRESSEES
from tests.conftest import BOTH


def notification_letters(group_setup):
    """What is in the outbox for people who registered."""
    kinds = (Letter.UPDATE_READY, Letter.REMINDER)
    return [row for row in group_setup.rows(OutgoingLetter) if row.kind in kinds]


def letters(group_setup):
    """The letters that were delivered, as read back from the folder."""
    settings = group_setup.database.settings
    files = (file_of(settings, row.id) for row in notification_letters(group_setup))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files if file.exists()]


@BOTH
async def test_an_offer_goes_by_mail_in_one_neutral_sentence_to_whoever_chose_mail(group_setup, database):
    rita, group = await group_setup.registrant(mode="mail"), await group_setup.group()
    await group_setup.offer(group, rita)
    deliver_due(database, ADDRESSEES)
    (letter,) = letters(group_setup)
    assert letter["To"] == "rita@example.org"
    assert letter["Subject"] == "Bericht"
    text = letter.get_content()
    assert "Er staat iets voor je klaar" in text
    for word in ("groep", "plaats", "Gent", "Naam", "bijeenkomst", "19"):
        assert word not in text
    assert group_setup.rows(ContactTask) == []


async def test_no_letter_goes_out_after_a_withdrawal(group_setup, database):
    """Traps 6 and 8: whoever cancelled hears nothing more."""
    rita, group = await group_setup.registrant(mode="mail"), await group_setup.group()
    await group_setup.offer(group, rita)
    await group_setup.guests[rita].post("/register/mine/withdrawal")
    deliver_due(database, ADDRESSEES)
    assert letters(group_setup) == []
    assert {row.state for row in notification_letters(group_setup)} == {"void"}


async def test_a_letter_is_checked_again_before_it_goes_out(group_setup, database, later):
    """A session that moved once more: only the last revision is announced, and none of the earlier ones."""
    rita, group = await group_setup.registrant(mode="mail"), await group_setup.group()
    await group_setup.seat(group, rita)
    await group_setup.confirm(group)
    deliver_due(database, ADDRESSEES)
    before = len(letters(group_setup))
    session = group_setup.sessions(group)[0]
    for number in (1, 2):
        fresh = next(one for one in group_setup.sessions(group) if one.id == session.id)
        day = (session.day + timedelta(days=number)).isoformat()
        moving = {"version": str(fresh.version), "day": day, "starts": "19:00", "minutes": "120", "reviewed": "on"}
        assert (await group_setup.cora.post(f"/staff/sessions/{session.id}/move", moving)).status == 303
    deliver_due(database, ADDRESSEES)
    assert len(letters(group_setup)) == before + 1


@pytest.mark.parametrize(("mode", "tasks"), [("call_me", 1), ("message", 1), ("i_call_you", 1), ("nothing", 0)])
async def test_what_cannot_be_sent_by_letter_becomes_a_contact_task(group_setup, mode, tasks):
    rita, group = await group_setup.registrant(mode=mode), await group_setup.group()
    await group_setup.offer(group, rita)
    assert len(group_setup.rows(ContactTask)) == tasks
    assert notification_letters(group_setup) == []
    page = await group_setup.browse("finn").open("/staff/week")
    assert page.text.count("Er is een plaats aangeboden.") == tasks
    assert "0470123456" not in page.html


@BOTH
async def test_a_contact_task_is_marked_done_once_and_disappears_when_it_no_longer_holds(group_setup):
    rita, group = await group_setup.registrant(mode="call_me"), await group_setup.group()
    await group_setup.offer(group, rita)
    (task,) = group_setup.rows(ContactTask)
    finn = group_setup.browse("finn")
    assert (await finn.post(f"/staff/contact-tasks/{task.id}")).status == 303
    assert (await finn.post(f"/staff/contact-tasks/{task.id}")).status == 409
    assert "Er is een plaats aangeboden" not in (await finn.open("/staff/week")).text
    await group_setup.answer(rita, "decline")
    await group_setup.offer(group, rita)
    assert "Er is een plaats aangeboden" in (await finn.open("/staff/week")).text
    await group_setup.answer(rita, "decline")
    assert "Er is een plaats aangeboden" not in (await group_setup.browse("cora").open("/staff/week")).text


async def test_several_notifications_for_one_person_are_one_contact_task(group_setup):
    rita, bob = await group_setup.registrant(mode="call_me"), await group_setup.registrant(mode="call_me")
    group = await group_setup.group()
    await group_setup.seat(group, rita, bob)
    await group_setup.confirm(group)
    for number in (1, 2):
        session = group_setup.sessions(group)[number]
        await group_setup.cora.post(f"/staff/sessions/{session.id}/cancellation", {})
    page = await group_setup.browse("finn").open("/staff/week")
    assert page.text.count("er staat iets voor je klaar") == 2
    tasks = [action for action in page.form_actions if "/contact-tasks/" in action]
    assert len(tasks) == 2
    await group_setup.browse("finn").post(tasks[0], {"other_ids": page.field("other_ids")})
    page = await group_setup.browse("finn").open("/staff/week")
    (left,) = [action for action in page.form_actions if "/contact-tasks/" in action]
    assert left == tasks[1]
    done = next(one for one in group_setup.rows(ContactTask) if one.done_on)
    undone = next(
        one for one in group_setup.rows(ContactTask) if not one.done_on and one.registration_id == done.registration_id
    )
    theirs = {"other_ids": left.rsplit("/", 1)[1]}
    assert (await group_setup.cora.post(f"/staff/contact-tasks/{undone.id}", theirs)).status == 303
    page = await group_setup.browse("finn").open("/staff/week")
    assert left in page.form_actions


async def test_the_contact_tasks_say_whether_now_is_safe_and_who_does_them(group_setup, later):
    safe = {"mode": "call_me", "phone": "0470 12 34 56", "safe_morning": "on", "contact_notes": "nooit op woensdag"}
    theirs, nobodys = await group_setup.assigned_to_finn(contact=safe), await group_setup.registrant(mode="call_me")
    monday = today("Europe/Brussels") + timedelta(days=7 - today("Europe/Brussels").weekday())
    later(seconds=(local_datetime(monday, time(10), "Europe/Brussels") - now()).total_seconds())
    finn, cora = group_setup.browse("finn"), group_setup.browse("cora")
    for colleague, rita in ((finn, theirs), (cora, nobodys)):
        words = {"text": "We denken aan je.", "seen_number": "0"}
        assert (await colleague.post(f"/staff/registrations/{rita}/messages", words)).status == 303
    page = await finn.open("/staff/week")
    assert "Nu is een veilig uur" in page.text
    assert ("nooit in het weekend, nooit op woensdag" in page.text, "brengt het" in page.text) == (True, False)
    page = await cora.open("/staff/week")
    assert page.text.index("nog niemand volgt deze persoon op") < page.text.index("Finn brengt het")
    assert "nooit op woensdag" not in page.text
    assert "Nu is een veilig uur" not in page.text
    later(hours=4)
    assert "Nu is geen veilig uur" in (await group_setup.browse("finn").open("/staff/week")).text


async def test_somebody_who_wants_no_contact_gets_no_reminder(group_setup, database, later):
    rita, group = await group_setup.registrant(mode="nothing"), await group_setup.group(sessions=1)
    await group_setup.seat(group, rita)
    await group_setup.confirm(group)
    later(seconds=(group_setup.sessions(group)[0].begins_at - now()).total_seconds() - 20 * 3600)
    with database.write() as db:
        remind_of_sessions(db)
    assert notification_letters(group_setup) == []
    assert group_setup.rows(ContactTask) == []


async def test_erasing_removes_every_notification_that_is_still_waiting(group_setup):
    rita, group = await group_setup.registrant(mode="call_me"), await group_setup.group()
    await group_setup.offer(group, rita)
    assert [one.notification for one in group_setup.rows(ContactTask)] == [Notification.OFFER]
    guest = group_setup.guests[rita]
    await guest.post("/register/mine/messages", {"text": "Ik weet het niet."})
    assert (await guest.post("/register/mine/erasure", {"confirmed": "on"})).status == 303
    assert group_setup.rows(ContactTask) == []
    assert rita not in [row.id for row in group_setup.rows(Registration)]


async def test_a_colleague_who_left_has_no_contact_tasks(group_setup, database):
    rita = await group_setup.assigned_to_finn(mode="call_me")
    group = await group_setup.group()
    await group_setup.offer(group, rita)
    with database.write() as db:
        db.get_one(Staff, group_setup.people.ids["finn"]).ended_on = today("Europe/Brussels")
    with database.read() as db:
        (row,) = contact_tasks(db, db.get_one(Staff, group_setup.people.ids["cora"]))
    assert (row.by, row.is_own, row.contact_plan is not None) == ("", True, True)  # the coordinator looks after her


@pytest.mark.parametrize(
    ("hour", "said"), [(12, "Geen uren genoemd: vraag eerst of het past"), (22, "Te vroeg of te laat om te bellen")]
)
async def test_somebody_who_named_no_safe_hours_is_asked_first_and_not_called_late(group_setup, later, hour, said):
    rita = await group_setup.assigned_to_finn(mode="call_me")
    tomorrow = today("Europe/Brussels") + timedelta(days=1)
    later(seconds=(local_datetime(tomorrow, time(hour), "Europe/Brussels") - now()).total_seconds())
    finn = group_setup.browse("finn")
    words = {"text": "We denken aan je.", "seen_number": "0"}
    assert (await finn.post(f"/staff/registrations/{rita}/messages", words)).status == 303
    assert said in (await finn.open("/staff/week")).text
