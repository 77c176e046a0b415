"""What a stored database holds: something in every table and in every sealed column, each thing by name.

The world of the rights table is most of it. What that leaves out is told here: a group that has begun, people with
contact details, messages, feedback, hours, and what happens by itself.
"""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from sqlmodel import Session, col, select

from accounts.models import BudgetKind, Member, Staff
from accounts.operations import admissions, budgets
from forum.operations import reading
from foundation.clock import now, today
from foundation.database import Database, keys_of
from foundation.local_time import local_datetime
from groups.availability.forms import WeeklyHoursForm, WorkPreferencesForm
from groups.availability.operations import feed, hours
from groups.conversations.forms import ConversationReport
from groups.conversations.operations import booking, preparation, recording
from groups.handover import operations as handover
from groups.lookups import sessions_of
from groups.messages import operations as messages
from groups.models import (
    AttendanceMark,
    Channel,
    Conversation,
    ConversationOutcome,
    PeerGroup,
    PreparationReason,
    Registration,
)
from groups.peer_groups.forms import FeedbackForm, GroupForm
from groups.peer_groups.operations import feedback, peer_groups, seats
from groups.registrations.forms import RegistrationForm
from groups.registrations.operations import reveals
from groups.sessions.forms import SessionDetails
from groups.sessions.operations import attendance, sessions
from groups.waiting_list.forms import IntakeNotesForm
from groups.waiting_list.operations import registrations, staff_acts
from scheduler.running import poll
from tests.rules.world import World
from web.models import RetryKey

WORDS = {
    "message": "Ik weet nog niet of ik durf.",
    "reply": "Dat is goed. Neem je tijd.",
    "cover_name": "de tandarts",
    "notes": "Rustig gesprek, liever in de voormiddag.",
    "goal": "Mijn verhaal een keer helemaal vertellen.",
    "theme": "Wie vertel je het?",
    "team_message": "We zoeken verder met je.",
    "comment": "Ik was niet de enige.",
}
"""Words that were sealed, to look for on pages."""
ZONE = "Europe/Brussels"
DAYS = ("mon", "tue", "wed", "thu", "fri")


@dataclass
class Colleagues:
    """Who does what, in this transaction."""

    finn: Staff
    fien: Staff
    cora: Staff


def tell(database: Database) -> World:
    """Fill an empty, migrated database."""
    world = World.build(database)
    for chapter in (_members_read, _finn_works, _lea_registers, _sam_prepares, _a_group_begins, _somebody_looks_back):
        with database.write() as db:
            who = (db.get_one(Staff, world.things[f"staff_{name}"]) for name in ("finn", "fien", "cora"))
            chapter(db, world, Colleagues(*who))
    poll(database, "the one who tells")
    return world


def _members_read(db: Session, world: World, by: Colleagues) -> None:
    ada = db.get_one(Member, world.people.ids["ada"])
    reading.mark(db, ada.id, world.things["ben_thread"], now())
    budgets.spend(db, BudgetKind.SIGN_IN, "Stille Linde")
    admissions.close(db, today(ZONE) + timedelta(days=3), by=by.cora)
    admissions.reopen(db, by=by.cora)
    db.add(RetryKey(mac=keys_of(db).mac("retry members", "a form that was sent twice"), done_on=today(ZONE)))


def _finn_works(db: Session, world: World, by: Colleagues) -> None:
    week = {f"{day}_{end}": hour for day in DAYS for end, hour in (("from", "09:00"), ("until", "17:00"))}
    hours.set_weekly_hours(db, WeeklyHoursForm.model_validate(week).working_hours, by=by.finn)
    terms = WorkPreferencesForm.model_validate({"phone": "on", "dial_in": "on", "works_on_holidays": "on"})
    hours.set_preferences(db, terms, by=by.finn)
    world.codes["feed"] = feed.create(db, by=by.finn)
    handover.set_cover(db, by.finn, by.fien, by=by.cora)


def _lea_registers(db: Session, world: World, by: Colleagues) -> None:
    """Finn looks after Lea; they wrote to each other, and a call is agreed for after the days he is away."""
    contact = {"mode": "call_me", "phone": "0470 00 00 08", "safe_morning": "on", "cover_name": WORDS["cover_name"]}
    lea = _registered(db, world, "Lea", **contact, code_word="merel", circle="apart", shared_word="zwaluw")
    staff_acts.assign(db, lea, by.finn, by=by.cora)
    messages.send(db, lea, WORDS["message"])
    messages.send(db, lea, WORDS["reply"], by=by.finn, seen_number=1)
    reveals.reveal_contact(db, lea, "De code was kwijt.", by=by.finn)
    conversation = _conversation_of(db, lea)
    begins = local_datetime(today(ZONE) + timedelta(days=9), time(10), ZONE)
    booking.book(db, conversation, begins, Channel.PHONE, by.finn, by=by.cora)
    world.things["lea_conversation"] = conversation.id


def _sam_prepares(db: Session, world: World, by: Colleagues) -> None:
    """Sam's intake was held, and one-to-one preparation has begun."""
    sam = _registered(db, world, "Sam")
    staff_acts.assign(db, sam, by.finn, by=by.cora)
    conversation = _conversation_of(db, sam)
    report = {"revision": conversation.revision, "outcome": ConversationOutcome.GROUP, "notes": WORDS["notes"]}
    recording.record_held(db, conversation, ConversationReport.model_validate(report), by=by.finn)
    notes = IntakeNotesForm.model_validate({"behaviour": "images", "contact": "broken"})
    staff_acts.record_intake_notes(db, sam, notes, by=by.finn)
    preparation.begin(db, sam, PreparationReason.OWN_CHOICE, by=by.finn)
    preparation.set_goal(db, sam, WORDS["goal"])
    world.things["sam_conversation"] = conversation.id


def _a_group_begins(db: Session, world: World, by: Colleagues) -> None:
    """Finn's second group has met twice. Lou takes part, Kim gave the seat back, Bo returned to the list."""
    about = {"name": "Ouders najaar", "place": "Stille straat 7, Gent", "arrival": "Bel bij B.", "entry": "open"}
    forming = {
        **about,
        "format": "in_person",
        "facilitator": by.finn.id,
        "min_participants": 1,
        "last_entry_session": 5,
    }
    group = peer_groups.create(db, GroupForm.model_validate(forming), by=by.cora)
    days = [today(ZONE) + timedelta(days=ahead) for ahead in (-16, -9, 20)]
    sessions.plan(db, group, days, time(19), 120, by=by.cora)
    peer_groups.start_recruiting(db, group, by=by.cora)
    people = [_registered(db, world, name) for name in ("Lou", "Kim", "Bo")]
    for person in people:
        staff_acts.record_intake(db, person, person.version, by=by.cora)
    seats.offer(db, group, people, by=by.cora)
    for person in people:
        seats.accept(db, person, person.offer_count)
        seats.accept_agreements(db, person)
    lou, kim, bo = people
    seats.give_up_seat(db, kim)
    peer_groups.confirm(db, group, by=by.cora)
    *over, to_come = sessions_of(db, group.id)
    for session in over:
        attendance.mark_attendance(db, session, lou, AttendanceMark.PRESENT, by=by.finn)
        sessions.record_held(db, session, by=by.finn)
    sessions.set_details(db, to_come, SessionDetails(theme=WORDS["theme"]), by=by.finn)
    seats.separate(db, bo, None, WORDS["team_message"], by=by.cora)
    world.things |= {"running_group": group.id, "running_session": to_come.id, "running_session_over": over[0].id}


def _somebody_looks_back(db: Session, world: World, by: Colleagues) -> None:
    completed = db.get_one(Registration, world.things["registered_completed"])
    db.get_one(PeerGroup, completed.group_id)
    given = {"helped": "yes", "safe": "somewhat", "comment": WORDS["comment"], "may_quote": "on"}
    feedback.give_feedback(db, completed, FeedbackForm.model_validate(given))


def _registered(db: Session, world: World, name: str, **given: Any) -> Registration:
    """Somebody with this name; the code is kept under it."""
    answers = {"relation": "sibling", "format": "either", "region": "Limburg", "tue": "on", "evening": "on"}
    told = RegistrationForm.model_validate({**answers, "preferred_name": name, **given})
    row, world.codes[name.lower()] = registrations.submit(db, f"nonce of {name}", told)
    world.things[f"registered_{name.lower()}"] = row.id
    return row


def _conversation_of(db: Session, registration: Registration) -> Conversation:
    return db.exec(select(Conversation).where(col(Conversation.registration_id) == registration.id)).one()
