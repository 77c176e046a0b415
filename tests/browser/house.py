"""A whole house to walk through: a real server on loopback with the demo in it, and somewhere to flee to."""

import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as time_of_day
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import uvicorn
from rich.console import Console
from sqlalchemy import delete, update
from sqlmodel import Session, col, select
from starlette.exceptions import HTTPException

from accounts.access import everyone
from accounts.forms import ApplicationRuling
from accounts.models import Application, Country, Member, Relation, Role, Staff, StaffSignIn
from accounts.operations import admissions, applications, invites, members, one_time_codes
from accounts.operations import staff as colleagues
from demo.loading import EMAIL
from forum.forms import Opening, Sketch, Writing
from forum.models import Notice, PostVersion, Reason, Room, Thread
from forum.operations import drafts, posts
from forum.operations.drafts import Place
from foundation.clock import now, today
from foundation.codes import in_fours
from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import Settings
from groups.availability.forms import WeeklyHoursForm
from groups.availability.operations import hours
from groups.conversations.operations import booking, planning
from groups.conversations.queries.conversations import next_conversation
from groups.lookups import sessions_of
from groups.messages import operations as messages
from groups.models import (
    Channel,
    ContactMode,
    Conversation,
    ConversationKind,
    EntryPolicy,
    MeetingFormat,
    PeerGroup,
    Registration,
    RegistrationState,
)
from groups.peer_groups.forms import GroupForm
from groups.peer_groups.operations import peer_groups, seats
from groups.personal_data import operations as personal_data
from groups.referrals import operations as referrals
from groups.referrals.forms import ReferralPlaceForm
from groups.registrations.forms import RegistrationForm
from groups.sessions.forms import SessionMove
from groups.sessions.operations import sessions
from groups.waiting_list.operations import registrations, staff_acts
from moderation.forms import Removing, Ruling
from moderation.models import Verdict
from moderation.operations import decisions, duty
from serving import prepare_demo
from tests.applications import app_with
from tests.opening import open_database
from tests.people import HASHER
from web.errors import already_done
from web.routing import action, page

PASSPHRASE = "het regent zacht op het dak"


@dataclass
class House:
    """The address, the people of demo.json by name, and ways to prepare what a story begins with."""

    database: Database
    address: str
    exit_address: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)

    def new_invite(self, by: str = "mia") -> str:
        """A code to join with."""
        with self.database.write() as db:
            return in_fours(invites.issue(db, 1, by=self.colleague(db, by))[1][0])

    def new_member(self, pseudonym: str) -> str:
        """Somebody who joined before the story begins; returns the pseudonym. The passphrase is PASSPHRASE."""
        with self.database.write() as db:
            _, codes = invites.issue(db, 1, by=self.colleague(db, "mia"))
            members.join(
                db,
                join_pass=members.JoinPass(code=codes[0]),
                pseudonym=pseudonym,
                passphrase_hash=HASHER.hash(PASSPHRASE),
                country=Country.BE,
                relation=Relation.PARTNER,
                relation_shown=True,
                rules_version=1,
            )
        return pseudonym

    def new_colleague(self, name: str, roles: list[Role]) -> None:
        """Somebody who works here, like those in demo.json."""
        email = EMAIL.format(key=name.lower())
        with self.database.write() as db:
            staff, _ = colleagues.add(db, name, email, roles, "Hulplijn Vlaanderen (demo)")
            colleagues.enrol(db, staff, HASHER.hash(PASSPHRASE))
            colleagues.finish_enrolling(db, staff)
            secret = one_time_codes.secret_of(db, staff)
        self.people[name] = {"sign_in_name": email, "passphrase": PASSPHRASE, "secret": secret}

    def enrolling(self, name: str) -> tuple[str, str]:
        """A colleague who was added just now: e-mail address and enrolment code."""
        email = EMAIL.format(key=name.lower())
        with self.database.write() as db:
            return email, colleagues.add(db, name, email, [Role.FACILITATOR], "Hulplijn Vlaanderen (demo)")[1]

    def new_application(self, hope: str) -> Application:
        """Somebody applied."""
        with self.database.write() as db:
            return applications.submit(db, uuid4().hex, Relation.SIBLING, hope)[0]

    def new_asked_application(self) -> str:
        """Somebody applied, and Max asks something back; returns the code."""
        with self.database.write() as db:
            application, code = applications.submit(db, uuid4().hex, Relation.PARENT, "Even iemand horen.")
            verdict = ApplicationRuling.Verdict.ASK
            asking = ApplicationRuling(version=application.version, verdict=verdict, message="Hoe gaat het nu?")
            applications.decide(db, application, asking, by=self.colleague(db, "max"))
            return code

    def new_application_with_old_sentence(self, sentence: str) -> None:
        """Somebody applied, and chose a sentence before four digits belonged to one; it opens the last of them."""
        mac = self.database.keys.mac(f"receipt {applications.SIDE}", sentence)
        application = self.new_application("Even iemand horen.")
        with self.database.write() as db:
            db.execute(delete(Application).where(col(Application.code_mac) == mac))
            application.code_mac, application.has_own_sentence = mac, True
            db.add(application)

    def new_registrations(self) -> None:
        """Somebody who waits for a conversation, and somebody whom Finn looks after."""
        with self.database.write() as db:
            cora, finn = self.colleague(db, "cora"), self.colleague(db, "finn")
            for name in ("Jo", "Sam"):
                given = RegistrationForm(
                    relation=Relation.SIBLING, format=MeetingFormat.ONLINE, preferred_name=name, region="Limburg"
                )
                row, _ = registrations.submit(db, uuid4().hex, given)
                if name == "Sam":
                    staff_acts.assign(db, row, finn, by=cora)
                    staff_acts.record_intake(db, row, row.version, by=cora)
            contact = {"mode": ContactMode.CALL_ME, "phone": "0470 00 00 08", "cover_name": "de tandarts"}
            given = RegistrationForm(
                relation=Relation.PARENT,
                format=MeetingFormat.EITHER,
                preferred_name="Lea",
                **contact,
                code_word="merel",
            )
            row, _ = registrations.submit(db, uuid4().hex, given)
            conversation = db.exec(select(Conversation).where(col(Conversation.registration_id) == row.id)).one()
            soon = (now() + timedelta(minutes=12)).replace(second=0, microsecond=0)
            booking.book(db, conversation, soon, Channel.PHONE, finn, by=cora)

    def new_group(self) -> None:
        """A group of Finn's that has begun: somebody takes part, somebody has an offer, messages wait to be read."""
        with self.database.write() as db:
            cora, finn = self.colleague(db, "cora"), self.colleague(db, "finn")
            nine, noon, evening = time_of_day(9), time_of_day(12), time_of_day(21)
            afternoon = {"tue_second_from": time_of_day(13), "tue_second_until": evening}
            week = WeeklyHoursForm(mon_from=nine, mon_until=evening, tue_from=nine, tue_until=noon, **afternoon)
            hours.set_weekly_hours(db, week.working_hours, by=finn)
            forming = GroupForm(
                name="Broers en zussen",
                format=MeetingFormat.IN_PERSON,
                facilitator=finn.id,
                entry=EntryPolicy.OPEN,
                min_participants=1,
                region="Limburg",
                place="Parkstraat 4, Gent",
                arrival="Bel bij B.",
            )
            group = peer_groups.create(db, forming, by=cora)
            days = [today() - timedelta(days=9), today() - timedelta(days=2), today() + timedelta(days=20)]
            sessions.plan(db, group, days, time_of_day(19), 120, by=cora)
            peer_groups.start_recruiting(db, group, by=cora)
            for name in ("Lou", "Fé", "Kim"):
                mode = ContactMode.CALL_ME if name == "Kim" else ContactMode.NOTHING
                given = RegistrationForm(
                    relation=Relation.SIBLING,
                    format=MeetingFormat.EITHER,
                    preferred_name=name,
                    mode=mode,
                    phone="0470 00 00 09",
                )
                row, _ = registrations.submit(db, uuid4().hex, given)
                staff_acts.record_intake(db, row, row.version, by=cora)
                seats.offer(db, group, [row], by=cora)
                if name != "Kim":
                    seats.accept(db, row, row.offer_count)
            messages.send(db, row, "Ik weet nog niet of ik durf.")
            peer_groups.confirm(db, group, by=cora)
            first = sessions_of(db, group.id)[0]
            sessions.record_held(db, first, by=finn)
            last = sessions_of(db, group.id)[-1]
            moving = SessionMove(version=last.version, day=last.day + timedelta(days=1), starts=time_of_day(20))
            sessions.move(db, last, moving.model_copy(update={"note": "De zaal was bezet."}), by=finn)
            personal_data.request_copy(db, row, by=cora)

    def new_rita(self) -> tuple[UUID, str]:
        """Rita had her conversation and waits for a group; returns her registration and its code."""
        with self.database.write() as db:
            apart = {"circle": "apart", "shared_word": "zwaluw"}
            given = RegistrationForm(
                relation=Relation.PARENT, format=MeetingFormat.EITHER, preferred_name="Rita", tue=True, **apart
            )
            row, code = registrations.submit(db, uuid4().hex, given)
            staff_acts.record_intake(db, row, row.version, by=self.colleague(db, "cora"))
            return row.id, code

    def new_caller(self) -> tuple[UUID, str]:
        """Rita has just registered, and Cora looks after her; returns her registration and its code."""
        with self.database.write() as db:
            contact = {"mode": ContactMode.CALL_ME, "phone": "0470 00 00 07", "cover_name": "de tandarts"}
            given = RegistrationForm(
                relation=Relation.PARENT, format=MeetingFormat.EITHER, preferred_name="Rita", **contact
            )
            row, code = registrations.submit(db, uuid4().hex, given)
            cora = self.colleague(db, "cora")
            staff_acts.assign(db, row, cora, by=cora)
            return row.id, code

    def conversation_of(self, registration_id: UUID) -> UUID:
        """The conversation of this person."""
        with self.database.read() as db:
            return db.exec(select(Conversation.id).where(col(Conversation.registration_id) == registration_id)).one()

    def slot_of(self, registration_id: UUID) -> str:
        """The slot it has, as the form names it."""
        with self.database.read() as db:
            conversation = db.get_one(Conversation, self.conversation_of(registration_id))
            return f"{conversation.begins_at:%Y-%m-%dT%H:%M}"

    def next_slot_of(self, registration_id: UUID) -> datetime:
        """When the conversation this person has agreed on begins."""
        with self.database.read() as db:
            conversation = next_conversation(db, db.get_one(Registration, registration_id))
            assert conversation is not None
            assert conversation.begins_at is not None
            return conversation.begins_at

    def bring_near(self, registration_id: UUID) -> None:
        """As if the slot were five minutes away."""
        with self.database.write() as db:
            conversation = db.get_one(Conversation, self.conversation_of(registration_id))
            soon = (
                (now() + timedelta(minutes=5)).astimezone(ZoneInfo(conversation.zone)).replace(second=0, microsecond=0)
            )
            conversation.day, conversation.starts = soon.date(), soon.time()
            db.add(conversation)

    def plan_conversation(self, registration_id: UUID) -> None:
        """This person is to choose a slot for a conversation."""
        with self.database.write() as db:
            planning.plan(db, db.get_one(Registration, registration_id), ConversationKind.PREPARATION)

    def seat(self, registration_id: UUID, state: RegistrationState) -> None:
        """This person is so far, in Finn's group."""
        with self.database.write() as db:
            finn, row = self.colleague(db, "finn"), db.get_one(Registration, registration_id)
            group = next(one for one in db.exec(select(PeerGroup)) if one.facilitator_id == finn.id)
            row.state, row.group_id, row.offer_count = state, group.id, 1
            row.offer_expires_at = now() + timedelta(days=5)
            db.add(row)

    def new_duty_and_places(self) -> None:
        """Max has every second half-day of the week to come; there are two places where people are sent on."""
        hours, here = self.database.settings.duty, today(self.database.settings.time_zone)
        halves = [half for number in range(7, 14) for half in hours.half_days(here + timedelta(days=number))]
        with self.database.write() as db:
            cora, max_id = self.colleague(db, "cora"), self.colleague(db, "max").id
            for half in halves[::2]:
                duty.assign_turn(db, half, max_id, by=cora)
            for country, name, how_to_reach in (
                (Country.BE, "Rouwpunt", "Chat op rouwpunt.example, of bel 09 000 00 00."),
                (Country.NL, "Wijkteam", "Bel tussen negen en vijf."),
            ):
                purpose = "Praten met iemand die weet wat rouwen is, ook na zelfdoding."
                referrals.add(
                    db,
                    ReferralPlaceForm(country=country, name=name, purpose=purpose, how_to_reach=how_to_reach),
                    by=cora,
                )

    @contextmanager
    def closed_admissions(self) -> Iterator[None]:
        """While admissions are closed."""
        with self.database.write() as db:
            admissions.close(db, today() + timedelta(days=7), by=self.colleague(db, "cora"))
        yield
        with self.database.write() as db:
            admissions.reopen(db, by=self.colleague(db, "cora"))

    def let_codes_grow_old(self) -> None:
        """As if the minutes that a fresh one-time code covers had passed."""
        with self.database.write() as db:
            db.execute(update(StaffSignIn).values(code_at=now() - timedelta(hours=1)))

    def make_notices_due(self) -> None:
        """As if the minutes in which a decision can be undone had passed."""
        with self.database.write() as db:
            db.execute(update(Notice).values(due_at=now()))

    def waiting_answer(self, author: str, title: str, source: str) -> PostVersion:
        """An answer that waits, in the thread with this title."""
        with self.database.write() as db:
            return posts.answer(db, self.thread(db, title), Writing(source=source, nonce=uuid4()), member(db, author))

    def waiting_thread(self, author: str, title: str, source: str) -> PostVersion:
        """A new thread that waits, in the first room."""
        with self.database.write() as db:
            opening = Opening(title=title, source=source, nonce=uuid4())
            return posts.start_thread(db, self.room(db), opening, member(db, author))

    def decide(self, version: PostVersion, verdict: Verdict, words: str = "", reason: Reason | None = None) -> None:
        """A decision of Max."""
        with self.database.write() as db:
            ruling = Ruling(verdict=verdict, message=words, reason=reason)
            decisions.decide(db, db.get_one(PostVersion, version.id), ruling, by=self.colleague(db, "max"))

    def remove(self, version: PostVersion, words: str) -> None:
        """Max takes a published text away."""
        with self.database.write() as db:
            removing = Removing(reason=Reason.TONE, message=words)
            decisions.remove(db, db.get_one(PostVersion, version.id), removing, by=self.colleague(db, "max"))

    def draft(self, author: str, title: str, source: str) -> None:
        """A draft for a new thread in the first room."""
        with self.database.write() as db:
            drafts.save(db, Sketch(title=title, source=source), Place(room_id=self.room(db).id), member(db, author))

    def room(self, db: Session) -> Room:
        """The first room."""
        return db.exec(select(Room).where(Room.position == 0)).one()

    def thread(self, db: Session, title: str) -> Thread:
        """The thread with this title."""
        return db.exec(select(Thread).where(Thread.title == title)).one()

    def colleague(self, db: Session, key: str) -> Staff:
        """Somebody of the demo's staff."""
        found = colleagues.find_by_email(db, EMAIL.format(key=key))
        assert found is not None
        return found


def member(db: Session, pseudonym: str) -> Member:
    """The member with this pseudonym."""
    found = members.find_by_name(db, pseudonym)
    assert found is not None
    return found


def prepare(folder: Path) -> Path:
    """Load the demo into an empty folder, once; `open_house` copies it."""
    prepare_demo(_settings(folder, free_port()), Console(quiet=True))
    return folder


@contextmanager
def open_house(prepared: Path, folder: Path, **given: Any) -> Iterator[House]:
    """Serve a copy of the prepared demo until the block ends."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    with _elsewhere() as exit_address:
        settings = _settings(folder, free_port(), **given)
        settings = settings.model_copy(update={"exit_url": exit_address})  # a real one is https, and far away
        database = open_database(settings, Keys.load(settings.key_path))
        app = app_with(settings, database)
        for way in (page, action):
            app.app.router.routes.insert(0, way("/trial/{status}", _fail, name="", open_to=everyone))  # type: ignore[attr-defined]
        people = json.loads((folder / "demo.json").read_text())["people"]
        with _serving(app, settings.port):
            yield House(database, settings.address, exit_address, {one["name"]: one for one in people})
        app.app.state.hasher.close()  # type: ignore[attr-defined]
        database.close()


def _fail(request: Any, db: Session) -> Any:
    """What no address brings about by itself, for its pages to be looked at: errors, and a form that came twice."""
    if request.path_params["status"] == "200":
        return already_done(request)
    raise HTTPException(int(request.path_params["status"]))


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _settings(folder: Path, port: int, **given: Any) -> Settings:
    cheap = {"hash_time": 1, "hash_memory_kib": 8, "hash_lanes": 1}
    known = {"languages": "nl,en,fr", "call_number": "0800 00 000"}
    return Settings(mode="demo", data_dir=folder, port=port, **{**cheap, **known, **given})


@contextmanager
def _serving(app: Any, port: int) -> Iterator[None]:
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield
    server.should_exit = True
    server.force_exit = True
    thread.join(timeout=10)


class _Weather(BaseHTTPRequestHandler):
    """The neutral page that 'leave quickly' goes to."""

    def do_GET(self) -> None:
        body = b"<!doctype html><html lang=nl><title>Weer</title><h1>Morgen zon</h1>"
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing to say."""


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no trouble."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


@contextmanager
def _elsewhere() -> Iterator[str]:
    with _QuietServer(("127.0.0.1", 0), _Weather) as server:
        yield f"http://127.0.0.1:{server.server_port}/weather"
