"""What went wrong in other systems of this kind, each once, where no other test covers it.

The numbers are those of the house's list of known failures. Covered elsewhere: 1-3, 5, 25 in `test_offering_seats`; 7,
8, 10, 11, 15, 17, 26 and 28 in `test_running_a_group`; 14, 18-20, 22, 23 in `test_calendar_files`; 9 and 12 in
`tests/scheduler` and `tests/mail`; 24 in `tests/rules/test_get_changes_nothing`. 21 asks for nothing: no feed is the
only notice of a move.
"""

from datetime import timedelta

from foundation.data_keys import DataKey
from groups.jobs import purge_registrations
from groups.lookups import seats_taken, seats_taken_by_group
from groups.models import Attendance, ContactReveal, ContactTask, CopyRequest, Message, Pairing, Registration
from groups.registrations.forms import RegistrationForm
from mail import OutgoingLetter
from mail.delivery import deliver_due
from scheduler.timetable import ADDRESSEES
from tests.conftest import BOTH


@BOTH
async def test_4_two_colleagues_may_lead_at_the_same_hour(group_setup):
    """A rule that is too strict: it once kept a second counsellor from working at the hour of the first."""
    groups = [await group_setup.group(name=name) for name in ("Een", "Twee")]
    first, second = (group_setup.sessions(group)[0] for group in groups)
    assert (first.day, first.starts) == (second.day, second.starts)


@BOTH
async def test_6_seats_are_counted_the_same_everywhere_and_facilitators_hold_none(group_setup, database):
    ann, bob, group = await group_setup.registrant(), await group_setup.registrant(), await group_setup.group()
    await group_setup.seat(group, ann)
    await group_setup.offer(group, bob)
    held = group_setup.peer_group(group).id
    with database.read() as db:
        assert seats_taken(db, held) == seats_taken_by_group(db, [held])[held] == 2
        assert seats_taken(db, held, accepted=True) == 1
    for address in ("/staff/groups", f"/staff/groups/{group}"):
        assert "2 van 5" in (await group_setup.cora.open(address)).text


async def test_13_no_notification_of_what_lies_in_the_past(group_setup, database, later):
    rita, group = await group_setup.registrant(mode="mail"), await group_setup.group()
    await group_setup.seat(group, rita)
    session = group_setup.sessions(group)[1]
    moving = {"version": str(session.version), "starts": "20:00", "minutes": "60", "reviewed": "on"}
    day = (session.day + timedelta(days=1)).isoformat()
    await group_setup.cora.post(f"/staff/sessions/{session.id}/move", {**moving, "day": day})
    later(days=20)
    deliver_due(database, ADDRESSEES)
    about = [row for row in group_setup.rows(OutgoingLetter) if row.subject == f"session_changed:{session.id}"]
    assert [row.state for row in about] == ["stale"]


async def test_16_one_zone_is_stored_with_every_session_and_no_screen_shows_another(group_setup, settings):
    group = await group_setup.group()
    assert {one.zone for one in group_setup.sessions(group)} == {settings.time_zone}
    assert all(one.begins_at.hour == 19 for one in group_setup.sessions(group))


async def test_27_everything_about_somebody_belongs_to_one_registration_and_is_erased_with_it(
    group_setup, database, later, settings
):
    rita, other = await group_setup.registrant(mode="call_me"), await group_setup.registrant()
    group = await group_setup.group()
    await group_setup.offer(group, rita)
    await group_setup.cora.post(f"/staff/registrations/{rita}/pairings", {"other": str(other), "kind": "apart"})
    guest = group_setup.guests[rita]
    await guest.post("/register/mine/messages", {"text": "Ik twijfel."})
    key = group_setup.registration(rita).data_key_id
    await guest.post("/register/mine/withdrawal")
    later(days=settings.ended_registration_days + 2)
    with database.write() as db:
        purge_registrations(db)
    for table in (Attendance, ContactTask, Pairing, Message, ContactReveal, CopyRequest):
        assert group_setup.rows(table) == [], table
    with database.read() as db:
        assert db.get(DataKey, key) is None
        assert db.get(Registration, rita) is None


def test_29_there_is_no_field_in_which_one_could_write_about_the_person_concerned():
    """Every text one may type is a name, a way to be reached, or a word to agree on."""
    typed = {name for name, field in RegistrationForm.model_fields.items() if field.annotation is str}
    assert typed == {
        "region", "language", "preferred_name", "phone", "email", "contact_notes", "cover_name", "code_word",
        "shared_word",
    }  # fmt: skip
