"""The coordinator sees the jobs: when each ran, what waits, what failed."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from foundation.clock import now
from mail import Letter, LetterState, OutgoingLetter
from scheduler.models import JobRun
from scheduler.running import poll
from scheduler.timetable import TIMETABLE
from tests.conftest import BOTH


@BOTH
async def test_every_job_of_the_timetable_has_a_line_with_its_name_and_times(browse, database):
    cora = browse("cora")
    text = (await cora.open("/staff/scheduler")).text
    assert text.count("nog niet") == len(TIMETABLE)
    poll(database, "a worker")
    text = (await cora.open("/staff/scheduler")).text
    assert "nog niet" not in text
    assert "Iets liep al een tijd niet" not in text
    assert "Er wacht geen mail." in text
    for words in ("tussengesprekken plannen", "mails versturen", "aanmeldingen die voorbij zijn"):
        assert words in text


@BOTH
async def test_what_failed_what_waits_and_what_is_late_stand_out(browse, database, people):
    cora = browse("cora")
    with database.write() as db:
        db.execute(delete(OutgoingLetter))
        for number, state in enumerate((LetterState.QUEUED, LetterState.FAILED, LetterState.FAILED)):
            db.add(
                OutgoingLetter(
                    kind=Letter.UPDATE_READY,
                    person_id=people.ids["ada"],
                    subject=f"news:{number}",
                    state=state,
                    first_due_at=now() - timedelta(hours=1),
                    due_at=now() - timedelta(hours=1),
                )
            )
        db.merge(
            JobRun(name="deliver letters", last_at=now() - timedelta(hours=3), error_kind="ConnectionRefusedError")
        )
    text = (await cora.open("/staff/scheduler")).text
    for words in (
        "Er wacht één mail.",
        "2 mails lukten niet",
        "mislukt: ConnectionRefusedError",
        "Iets liep al een tijd niet",
    ):
        assert words in text


@pytest.mark.parametrize("person", ["mia", "finn", "ada", "guest"])
async def test_nobody_else_sees_it(browse, person):
    assert (await browse(person).open("/staff/scheduler")).status in (303, 403)
