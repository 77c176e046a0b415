"""A house in which something of everything is due, made once and copied for each test; and who works in it."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from sqlmodel import col, select

from accounts.models import Staff
from benchmarks.house import DueHouse
from facts import Fact, MonthlyFact
from forum.models import PostVersion
from foundation.clock import moved, now
from foundation.database import Database
from foundation.settings import Settings
from groups.conversations.operations import aftercare
from groups.jobs import expire_offers
from groups.models import (
    ContactMode,
    ContactTask,
    Conversation,
    ConversationKind,
    GroupSession,
    Notification,
    PeerGroup,
    Registration,
)
from groups.peer_groups.operations import peer_groups
from groups.registrations.operations import ending
from groups.sessions.operations import sessions
from mail import LetterState, OutgoingLetter
from moderation.models import Verdict
from scheduler.models import JobRun
from scheduler.timetable import TIMETABLE
from tests import postgres
from tests.applications import app_with
from tests.browser.house import free_port
from tests.browsing import Browser
from tests.conftest import Template, plain_settings
from tests.mail.test_mail_server import Postbox
from tests.make import Make
from tests.moment import BEFORE, MOMENT
from tests.opening import open_database
from tests.people import People
from tests.scheduler.worker import Worker, hiring

LETTER_AND_TASK = (ContactMode.MAIL, ContactMode.MESSAGE)


NIGHT = f"Etc/GMT{12 - (1 - MOMENT.hour + 12) % 24:+d}"
"""A zone in which it is between one and two at night when a test begins: nobody is told of the day meanwhile."""


@dataclass(frozen=True)
class Due:
    """What is due in the full house: whom it is about."""

    offers: list[UUID]
    silent: list[UUID]
    at_sessions: list[UUID]
    at_conversations: list[UUID]
    due_for_check_in: list[UUID]
    written_to: list[UUID]
    called_after: UUID
    left_alone: UUID
    withdrawn: UUID
    refused_text: UUID


@dataclass(frozen=True)
class FullTemplate(Template):
    """A full house to copy from."""

    due: Due
    standing: postgres.Standing | None
    """The one that is set back for each test, on PostgreSQL."""


@pytest.fixture(scope="session")
def full_templates(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, keys: Any
) -> Callable[[str], FullTemplate]:
    """The full house on this kind of database."""

    @cache
    def full(kind: str) -> FullTemplate:
        folder = tmp_path_factory.mktemp("full")
        template: Template = request.getfixturevalue(f"{kind}_templates")[True]
        people, url = template.people, ""
        if kind == "postgresql":
            url = postgres.new_database(template=template.address)
        else:
            shutil.copy(template.address, folder)
        assert people is not None
        database = open_database(plain_settings(folder, database_url=url, time_zone=NIGHT), keys)
        with moved(BEFORE - now()):
            due = fill(database, replace(people, database=database))
        database.close()
        standing = postgres.Standing(url) if url else None
        return FullTemplate(url or str(folder / "naast.sqlite3"), people, due, standing)

    return full


def fill(database: Database, people: People) -> Due:
    """Something of everything."""
    house, make = DueHouse(database), Make(database, people)
    with moved(timedelta(days=-40)):
        text = make.opening(make.room())
        make.decide(text, Verdict.REFUSE)
    called_after, left_alone = finished_group(house)
    due = Due(
        offers=house.offers_that_ran_out(5),
        silent=two_offers_unanswered(house),
        at_sessions=[*house.sessions_tomorrow(2, LETTER_AND_TASK), *house.sessions_tomorrow(2, LETTER_AND_TASK)],
        at_conversations=house.conversations_tomorrow(4, LETTER_AND_TASK),
        due_for_check_in=house.people_due_for_check_in(5),
        written_to=house.letters_that_wait(3),
        called_after=called_after,
        left_alone=left_alone,
        withdrawn=withdrawn(house),
        refused_text=text,
    )
    with database.write() as db:
        for job in TIMETABLE:
            db.merge(JobRun(name=job.name, last_at=now() - timedelta(days=1)))
    return due


def two_offers_unanswered(house: DueHouse) -> list[UUID]:
    """Two people whose second offer ran out."""
    with moved(timedelta(days=-25)):
        ids = house.offers_that_ran_out(2)
    with moved(timedelta(days=-30)), house.database.write() as db:
        expire_offers(db)
    with moved(timedelta(days=-20)):
        house.offer(ids, now() + timedelta(days=60))
    return ids


def finished_group(house: DueHouse) -> tuple[UUID, UUID]:
    """Two people whose group ended long ago: one agreed to aftercare, one did not."""
    with moved(timedelta(days=-95)):
        ids = house.in_groups(2, now() + timedelta(days=10), answers=True)
    with moved(timedelta(days=-84)), house.database.write() as db:
        cora, (one, other) = db.get_one(Staff, house.cora), [db.get_one(Registration, one) for one in ids]
        session = db.exec(select(GroupSession).where(col(GroupSession.group_id) == one.group_id)).one()
        sessions.record_held(db, session, by=cora)
        peer_groups.finish(db, db.get_one(PeerGroup, session.group_id), by=cora)
        aftercare.record_consent(db, one, wanted=True)
        aftercare.record_consent(db, other, wanted=False)
    return one.id, other.id


def withdrawn(house: DueHouse) -> UUID:
    """Somebody who withdrew more than thirty days ago."""
    with moved(timedelta(days=-40)):
        (one,) = house.people(1)
        with house.database.write() as db:
            ending.withdraw(db, db.get_one(Registration, one))
    return one


@pytest.fixture
def full(kind: str, full_templates: Callable[[str], FullTemplate]) -> FullTemplate:
    """The full house of this test."""
    return full_templates(kind)


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, str]]:
    """A mail server that keeps what it gets, and its address."""
    box, port = Postbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def house(full: FullTemplate, postbox: tuple[Postbox, str], keys: Any, tmp_path: Path) -> Iterator["House"]:
    """A copy of the full house, its mail server, and `hire` for workers."""
    box, address = postbox
    url = full.standing.url if full.standing else ""
    if full.standing:
        full.standing.set_back()
    else:
        shutil.copy(full.address, tmp_path / "naast.sqlite3")
    given = {"mail_server": address, "poll_seconds": 1, "time_zone": NIGHT}
    settings = plain_settings(tmp_path, database_url=url, **given)
    database = open_database(settings, keys)
    with hiring(settings, keys) as hire:
        yield House(database, settings, full, box, hire)
    database.close()


@dataclass
class House:
    """Where workers work; what came of it can be counted."""

    database: Database
    settings: Settings
    full: FullTemplate
    box: Postbox
    hire: Callable[..., Worker]

    @property
    def due(self) -> Due:
        """What was due at first."""
        return self.full.due

    def rows(self, model: Any) -> list[Any]:
        """Every row of a table."""
        with self.database.read() as db:
            return list(db.exec(select(model)))

    def sent(self) -> Counter[str]:
        """How often the mail server got each letter."""
        return Counter(str(letter["Message-ID"]) for _, letter in self.box.letters)

    def letters(self, state: LetterState) -> int:
        """Letters in this state."""
        return sum(letter.state is state for letter in self.rows(OutgoingLetter))

    def troubles(self) -> set[str]:
        """The kinds of errors in which jobs ended."""
        return {run.error_kind for run in self.rows(JobRun)} - {""}

    def done(self) -> dict[str, Any]:
        """Every effect there can be, counted, but for letters."""
        people = {one.id: one for one in self.rows(Registration)}
        conversations = Counter((one.registration_id, one.kind) for one in self.rows(Conversation))
        tasks = Counter((one.notification, one.registration_id) for one in self.rows(ContactTask))
        of_kind = {kind: {one: n for (one, k), n in conversations.items() if k is kind} for kind in ConversationKind}
        return {
            "offers expired": self.counted(Fact.OFFER_EXPIRED),
            "unanswered": [people[one].unanswered_offers for one in (*self.due.offers, *self.due.silent)],
            "after an offer": {people[one].state.value for one in (*self.due.offers, *self.due.silent)},
            "offers unanswered": {
                one: n for (notification, one), n in tasks.items() if notification is Notification.OFFERS_UNANSWERED
            },
            "check-ins": of_kind[ConversationKind.CHECK_IN],
            "aftercare": of_kind[ConversationKind.AFTERCARE],
            "to be told of a session": {
                one: n for (notification, one), n in tasks.items() if notification is Notification.SESSION_REMINDER
            },
            "to be told of a conversation": {
                one: n for (notification, one), n in tasks.items() if notification is Notification.SLOT_REMINDER
            },
            "closed": [people[one].state.value for one in (self.due.called_after, self.due.left_alone)],
            "erased": self.due.withdrawn not in people,
            "texts": sum(one.id == self.due.refused_text for one in self.rows(PostVersion)),
        }

    def everything_once(self) -> dict[str, Any]:
        """What `done` says when everything was done once."""
        due = self.due
        return {
            "offers expired": len(due.offers) + 2 * len(due.silent),
            "unanswered": [*[1] * len(due.offers), *[2] * len(due.silent)],
            "after an offer": {"pool"},
            "offers unanswered": dict.fromkeys(due.silent, 1),
            "check-ins": dict.fromkeys(due.due_for_check_in, 1),
            "aftercare": {due.called_after: 1},
            "to be told of a session": dict.fromkeys(due.at_sessions[1::2], 1),
            "to be told of a conversation": dict.fromkeys(due.at_conversations[1::2], 1),
            "closed": ["completed", "closed"],
            "erased": True,
            "texts": 0,
        }

    @property
    def expected_letters(self) -> int:
        """About a seat, a session, a conversation."""
        return len(self.due.written_to) + len(self.due.at_sessions[::2]) + len(self.due.at_conversations[::2])

    def counted(self, fact: Fact) -> int:
        """How often it was counted."""
        return sum(one.number for one in self.rows(MonthlyFact) if one.fact is fact)


@pytest.fixture
def browse_full_house(house: House) -> Iterator[Callable[[str], Browser]]:
    """`browse_full_house("cora")` is Cora's browser in the full house."""
    app = app_with(house.settings, house.database)
    assert house.full.people is not None
    people = replace(house.full.people, database=house.database)
    yield lambda name: Browser.of(app, house.database, people, name)
    app.app.state.hasher.close()  # type: ignore[attr-defined]
