"""A registration of which nothing is heard does not keep somebody's details for ever: they are asked, then it ends."""

import pytest
from sqlmodel import func, select

from groups.models import ContactTask, Notification, Registration, RegistrationState
from groups.registrations.queries.silence import TOLD_BEFORE
from mail import Letter, LetterState, OutgoingLetter
from tests.conftest import BOTH
from tests.groups.registrant import register, the_registration, visit
from tests.rules.models import every_model
from tests.run_jobs import run_every_job

BY_MAIL = {"contact": {"mode": "mail", "email": "rita@example.org"}}
BY_PHONE = {"contact": {"mode": "call_me", "phone": "0800 00 000", "tue": "on", "evening": "on"}}
ASKED = "Wil je nog meedoen?"


@pytest.fixture
def pass_days(database, later):
    """`pass_days(20)`: so much later every job has run."""

    def wait(days):
        later(days=days)
        run_every_job(database)

    return wait


def come_back(database, guest):
    """The visit of this browser ended long ago; the code is typed again."""
    with database.write() as db:
        visit(db, guest, db.exec(select(Registration.id)).one())


def sizes(database):
    """How many rows there are, by table."""
    with database.read() as db:
        return {one.__tablename__: db.exec(select(func.count()).select_from(one)).one() for one in every_model()}


def tasks(database):
    with database.read() as db:
        return [task.notification for task in db.exec(select(ContactTask).where(ContactTask.done_on.is_(None)))]


@BOTH
async def test_by_mail_they_are_asked_a_month_before_then_it_ends_and_later_nothing_at_all_is_left(
    browse, database, settings, pass_days
):
    guest = browse()
    with database.read() as db:
        before = {
            model.__tablename__: db.exec(select(func.count()).select_from(model)).one() for model in every_model()
        }
    code = await register(guest, **BY_MAIL)
    pass_days(settings.unanswered_registration_days - TOLD_BEFORE.days - 1)
    come_back(database, guest)
    assert ASKED not in (await guest.open("/register/mine")).text
    pass_days(1)
    with database.read() as db:
        letter = db.exec(select(OutgoingLetter).where(OutgoingLetter.kind == Letter.UPDATE_READY)).one()
    assert letter.state is LetterState.SENT
    come_back(database, guest)
    assert ASKED in (await guest.open("/register/mine")).text
    pass_days(TOLD_BEFORE.days - 1)
    assert the_registration(database).state is RegistrationState.RECEIVED
    pass_days(1)
    assert the_registration(database).state is RegistrationState.UNREACHABLE
    come_back(database, guest)
    page = await guest.open("/register/mine")
    assert "Daarom is je aanmelding gestopt" in page.text
    assert "Hieronder lees je" not in page.text
    pass_days(settings.ended_registration_days + 1)
    pass_days(8)
    assert (await browse().post("/register/code", {"code": code})).status == 422
    grown = {table for table, number in sizes(database).items() if number > before[table]}
    assert grown <= {"monthly_fact", "job_run", "budget"}


@BOTH
async def test_whoever_gave_a_number_stands_on_the_list_of_a_colleague(browse, database, settings, pass_days):
    await register(browse(), **BY_PHONE)
    pass_days(settings.unanswered_registration_days - TOLD_BEFORE.days)
    assert Notification.STILL_WANTED in tasks(database)
    page = await browse("cora").open("/staff/week")
    assert "Al lang niets meer gehoord. Wil deze persoon nog meedoen?" in page.text
    pass_days(TOLD_BEFORE.days)
    assert tasks(database) == []


@BOTH
async def test_a_word_from_them_is_enough_to_stay_and_starts_the_time_anew(browse, database, settings, pass_days):
    guest = browse()
    await register(guest)
    pass_days(settings.unanswered_registration_days - TOLD_BEFORE.days)
    come_back(database, guest)
    assert (await guest.post("/register/mine/messages", {"text": "Ja, graag."})).status == 303
    assert ASKED not in (await guest.open("/register/mine")).text
    pass_days(TOLD_BEFORE.days)
    assert the_registration(database).state is RegistrationState.RECEIVED
    assert the_registration(database).expires_on is None
    pass_days(settings.unanswered_registration_days - 2 * TOLD_BEFORE.days + 1)
    come_back(database, guest)
    assert ASKED in (await guest.open("/register/mine")).text
    pass_days(TOLD_BEFORE.days)
    assert the_registration(database).state is RegistrationState.UNREACHABLE


@BOTH
async def test_after_a_year_without_any_job_they_are_asked_first_all_the_same(browse, database, pass_days):
    await register(browse(), **BY_MAIL)
    pass_days(365)
    assert the_registration(database).state is RegistrationState.RECEIVED
    pass_days(TOLD_BEFORE.days)
    assert the_registration(database).state is RegistrationState.UNREACHABLE


@BOTH
async def test_what_an_earlier_version_left_of_somebody_who_was_erased_goes_too(browse, database, pass_days):
    await register(browse())
    with database.write() as db:
        left = db.exec(select(Registration)).one()
        left.state, left.ended_on = RegistrationState.ERASED, left.received_on
        db.add(left)
    pass_days(1)
    assert sizes(database)["registration"] == 0


async def test_whoever_waits_for_a_group_is_left_to_wait(group_setup, database, pass_days):
    rita = await group_setup.registrant()
    pass_days(1000)
    pass_days(1000)
    with database.read() as db:
        row = db.get_one(Registration, rita)
        assert (row.state, row.expires_on) == (RegistrationState.POOL, None)
