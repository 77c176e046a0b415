"""A whole pathway of conversations, in any order and over months: nobody double-booked, none after the end."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete
from sqlmodel import col, select

from accounts.models import Relation, Staff
from audit import verify
from foundation import clock
from foundation.clock import now, today
from foundation.database import settings_of
from groups.availability.forms import WorkPreferencesForm
from groups.availability.operations import hours
from groups.conversations.forms import ConversationReport, PreparationEnding
from groups.conversations.operations import aftercare, booking, changes, correcting, preparation, recording
from groups.conversations.queries.conversations import next_conversation
from groups.conversations.queries.open_conversations import open_conversations
from groups.conversations.queries.slots import slot_choices
from groups.handover import operations as handover
from groups.jobs import (
    ADDRESS_LOOKUPS,
    expire_offers,
    plan_check_ins,
    purge_registrations,
    remind_of_conversations,
    remind_of_sessions,
)
from groups.lookups import group_of, sessions_of
from groups.messages import operations as messages
from groups.models import (
    AFTER_GROUP,
    OUTCOMES_BY_KIND,
    WAITING,
    AttendanceMark,
    Channel,
    ContactMode,
    Conversation,
    ConversationKind,
    ConversationOutcome,
    ConversationState,
    GroupSession,
    GroupState,
    MeetingFormat,
    Message,
    PeerGroup,
    PreparationReason,
    PreparationState,
    Registration,
    RegistrationState,
    RegistrationVisit,
    SessionState,
)
from groups.peer_groups.forms import GroupForm
from groups.peer_groups.operations import peer_groups, seats
from groups.registrations.forms import RegistrationForm
from groups.registrations.operations import codes, ending, lifecycle
from groups.registrations.operations.ending import DEPENDENT_ROWS
from groups.sessions.forms import SessionMove
from groups.sessions.operations import attendance, sessions
from groups.waiting_list.operations import registrations, staff_acts
from mail import OutgoingLetter
from mail.delivery import deliver_due, purge_outbox
from tests.conftest import IN_THE_LONG_PROOF
from tests.groups.conversations.invariants import (
    MOST_HOURS,
    OPEN,
    assert_conversations_consistent,
    assert_no_stale_letter,
    assert_nobody_double_booked,
    assert_slot_can_be_chosen,
    counted,
    in_preparation,
)
from tests.groups.group_setup import ENDED, AnyOrderMachine, as_it_is, no_notification_after_the_end

ZONE = ZoneInfo("Europe/Brussels")
PEOPLE = 4
which = st.integers(0, PEOPLE - 1)
colleague = st.sampled_from(["finn", "cora"])
EXAMPLES, STEPS = (40, 50) if IN_THE_LONG_PROOF else (5, 50)
LEAVING = [ending.withdraw, ending.record_bereavement, ending.erase]


class Conversations(AnyOrderMachine):
    """Four people, a group that is replaced when it is over, two colleagues who call, a coordinator, and months."""

    reached: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[Any, str] = {}
        self.gone: list[Any] = []
        self.by_hand: set[Any] = set()
        self.agreed: set[Any] = set()
        self.revisions: dict[Any, int] = {}
        self.counted: dict[Any, int] = {}

    @initialize(days=st.integers(0, 400))
    def begin(self, days: int) -> None:
        """On any day of the year, summer time and its end among them."""
        clock._offset += timedelta(days=days)
        with self.database.write() as db:
            _empty(db)
            for name, most in (("finn", MOST_HOURS), ("cora", None)):
                one = db.get_one(Staff, self.ids[name])
                one.facilitates = True
                hours.set_weekly_hours(db, {day: [(time(9), time(13))] for day in range(6)}, by=one)
                ways = {"phone": True, "dial_in": True, "in_person": name == "cora"}
                hours.set_preferences(
                    db, WorkPreferencesForm(**ways, works_on_holidays=True, max_weekly_hours=most), by=one
                )
            self.counted = counted(db)
            self.begun_before = in_preparation(self.counted)
        self.people = [self.arrive(number) for number in range(PEOPLE)]
        self.form("finn")
        self.record_intake(1)
        self.record_intake(2)

    def teardown(self) -> None:
        if self.people:
            with self.database.read() as db:
                assert verify(db) is None
        super().teardown()

    def arrive(self, number: int) -> Any:
        """Somebody registers who can be called, can be called in the morning, calls, or wants nothing."""
        mode = (ContactMode.MAIL, ContactMode.CALL_ME, ContactMode.I_CALL_YOU, ContactMode.NOTHING)[number % 4]
        plan: dict[str, Any] = {"mode": mode, "email": "x@example.org", "phone": "0470123456"}
        plan |= {"safe_morning": mode is ContactMode.CALL_ME, "preferred_name": "Rita"}
        with self.database.write() as db:
            given = RegistrationForm(relation=Relation.PARENT, format=MeetingFormat.EITHER, **plan)
            row, code = registrations.submit(db, uuid4().hex, given)
            self.codes[row.id] = code
            return row.id

    def form(self, lead: str) -> None:
        """A group that looks for people, unless its colleague has a conversation when it would meet."""

        def formed(db: Any, cora: Staff) -> None:
            group = peer_groups.create(db, _forming(self.ids[lead]), by=cora)
            days = [today() + timedelta(days=7 * week) for week in (1, 2)]
            sessions.plan(db, group, days, time(10), 120, by=cora)
            peer_groups.start_recruiting(db, group, by=cora)
            self.groups = [group.id]

        self.act(formed)

    def looks_after(self, db: Any, row: Registration) -> Staff:
        group = group_of(db, row)
        return db.get_one(Staff, row.facilitator_id or (group.facilitator_id if group else self.ids["cora"]))

    def with_next_conversation(self, who: int, work: Any) -> bool:
        """Something with somebody's next conversation; whether it was done."""

        def with_it(db: Any, cora: Staff) -> None:
            if conversation := next_conversation(db, self.one(db, who)):
                work(db, conversation, cora)

        return self.act(with_it)

    # What people do.

    def register_anew(self, who: int) -> None:
        self.gone.append(self.people[who])
        self.people[who] = self.arrive(who)

    @rule(steps=st.lists(st.tuples(which, st.integers(0, 60)), min_size=1, max_size=6))
    def go_on(self, steps: list[tuple[int, int]]) -> None:
        """Some people, one step each on the usual journey: a conversation, a group, aftercare, and again."""
        for who, chance in steps:
            with self.database.read() as db:
                row = self.one(db, who)
                conversation = next_conversation(db, row)
            if row.state in ENDED:
                self.register_anew(who)
            elif conversation:
                self.a_conversation(
                    who, ("finn", "cora")[chance % 2], chance, "record_held" if chance % 4 else "record_no_answer"
                )
            elif row.state in AFTER_GROUP and not row.aftercare_answered:
                self.answer_aftercare(who, bool(chance % 4), on_phone=bool(chance % 2))
            elif row.state in AFTER_GROUP:
                self.leave_a_seat(who, "rejoin_waiting_list")
            elif row.state is RegistrationState.RECEIVED:
                self.ask_again(who)
            elif row.preparation is PreparationState.RUNNING:
                self.plan_conversation(who, ConversationKind.PREPARATION)
            else:
                self.lead(("finn", "cora")[chance % 2])
                self.an_evening([AttendanceMark.PRESENT] * PEOPLE)

    @rule(who=which, which_one=st.integers(0, 30), channel=st.sampled_from(["phone", "dial_in", "in_person"]))
    def choose(self, who: int, which_one: int, channel: str) -> None:
        def chosen(db: Any, conversation: Conversation, cora: Staff) -> None:
            shown = slot_choices(db, self.one(db, who), conversation, channel)
            free = [slot for slots in shown.by_day.values() for slot in slots]
            if free:
                booking.choose(db, conversation, free[which_one % len(free)], shown.channel)
                self.reached["chosen"] += 1
                assert_slot_can_be_chosen(db, conversation, self.ids)

        self.with_next_conversation(who, chosen)

    @rule(first=st.integers(0, 30), channel=st.sampled_from(["phone", "dial_in"]))
    def everybody_chooses(self, first: int, channel: str) -> None:
        """One after the other, as near to each other as there is room."""
        for who in range(PEOPLE):
            self.choose(who, first, channel)

    @rule(who=which, old=st.integers(0, 1))
    def release_slot(self, who: int, old: int) -> None:
        self.with_next_conversation(
            who, lambda db, conversation, cora: changes.release_slot(db, conversation, conversation.revision - old)
        )

    @rule(who=which)
    def decline(self, who: int) -> None:
        self.with_next_conversation(who, lambda db, conversation, cora: changes.decline(db, conversation))

    @rule(who=which)
    def ask_again(self, who: int) -> None:
        self.act(lambda db, cora: booking.request_again(db, self.one(db, who)))

    @rule(who=which, mode=st.sampled_from(ContactMode), morning=st.booleans())
    def change_answers(self, who: int, mode: ContactMode, morning: bool) -> None:
        def changed(db: Any, cora: Staff) -> None:
            plan = {"mode": mode, "email": "x@example.org", "phone": "0470123456", "safe_morning": morning}
            given = RegistrationForm(relation=Relation.PARENT, format=MeetingFormat.EITHER, **plan)
            registrations.change_answers(db, self.one(db, who), given)

        self.act(changed)

    @rule(who=which, days=st.none() | st.integers(0, 20))
    def pause(self, who: int, days: int | None) -> None:
        until = None if days is None else today() + timedelta(days=days)
        self.act(lambda db, cora: registrations.pause(db, self.one(db, who), until))

    @rule(who=which, wanted=st.booleans(), on_phone=st.booleans())
    def answer_aftercare(self, who: int, wanted: bool, on_phone: bool) -> None:
        def said(db: Any, cora: Staff) -> None:
            row = self.one(db, who)
            aftercare.record_consent(db, row, wanted, by=cora if on_phone else None)
            self.agreed |= {row.id} if wanted else set()
            same = (col(Conversation.registration_id) == row.id, col(Conversation.kind) == ConversationKind.AFTERCARE)
            theirs = db.exec(select(Conversation).where(*same)).all()
            if wanted and not any(conversation.id in self.by_hand for conversation in theirs):
                first = row.left_on + timedelta(days=settings_of(db).aftercare_offsets[0])
                assert [conversation.not_before for conversation in theirs if conversation.is_open] == [first]

        self.act(said)

    @rule(who=which, how=st.sampled_from(["give_up_seat", "leave_group", "rejoin_waiting_list"]))
    def leave_a_seat(self, who: int, how: str) -> None:
        if (
            self.act(
                lambda db, cora: getattr(lifecycle if how == "rejoin_waiting_list" else seats, how)(
                    db, self.one(db, who)
                )
            )
            and how == "rejoin_waiting_list"
        ):
            self.agreed.discard(self.people[who])

    @rule(who=which, how=st.sampled_from([registrations.resume] * 2 + LEAVING))
    def leave(self, who: int, how: Any) -> None:
        self.act(lambda db, cora: how(db, self.one(db, who)))

    # What colleagues do.

    @rule(who=which, ahead=st.integers(0, 20), hour=st.integers(9, 12), half=st.booleans(), by=colleague)
    def book(self, who: int, ahead: int, hour: int, half: bool, by: str) -> None:
        self._book(who, datetime.combine(today(ZONE.key) + timedelta(days=ahead), time(hour, 30 * half), ZONE), by)

    @rule(who=which, by=colleague)
    def book_at_a_session(self, who: int, by: str) -> None:
        """At the hour at which the group meets next; whoever leads it has no room then."""
        with self.database.read() as db:
            ahead = [one.begins_at for one in sessions_of(db, self.groups[0]) if one.is_planned]
        for begins in ahead[:1]:
            self._book(who, begins, by)

    def _book(self, who: int, begins: datetime, by: str) -> None:
        def booked(db: Any, conversation: Conversation, cora: Staff) -> None:
            booking.book(db, conversation, begins, Channel.PHONE, db.get_one(Staff, self.ids[by]), by=cora)

        self.with_next_conversation(who, booked)

    @rule(who=which, kind=st.sampled_from(ConversationKind))
    def plan_conversation(self, who: int, kind: ConversationKind) -> None:
        def planned(db: Any, cora: Staff) -> None:
            conversation = booking.plan_another(db, self.one(db, who), kind, by=cora)
            self.by_hand.add(conversation.id)
            same = (col(Conversation.registration_id) == conversation.registration_id, col(Conversation.kind) == kind)
            states = [one.state for one in db.exec(select(Conversation).where(*same))]
            assert (
                kind is not ConversationKind.PREPARATION
                or sum(one in (*OPEN, ConversationState.DONE) for one in states) <= 3
            )

        self.act(planned)

    @rule(who=which, how=st.sampled_from(["record_no_answer", "record_staff_absence"]), old=st.integers(0, 2))
    def miss(self, who: int, how: str, old: int) -> None:
        self.with_next_conversation(
            who,
            lambda db, conversation, cora: getattr(recording, how)(
                db, conversation, conversation.revision - (old == 2), by=cora
            ),
        )

    @rule(who=which, outcome=which, again=st.booleans())
    def hold(self, who: int, outcome: int, again: bool) -> None:
        """It was held, in its slot, earlier, or without one, with any outcome it may have."""

        def held(db: Any, conversation: Conversation, cora: Staff) -> None:
            there = OUTCOMES_BY_KIND.get(conversation.kind, (None,))
            came_to = there[outcome % len(there)]
            places = {"referral_text": "Bij de huisarts."} if came_to is ConversationOutcome.REFER else {}
            given = ConversationReport(
                revision=conversation.revision, outcome=came_to, wants_another=again, notes="Sliep slecht.", **places
            )
            recording.record_held(db, conversation, given, by=cora)
            self.reached[f"held {conversation.kind}"] += 1
            if came_to is ConversationOutcome.ANOTHER_GROUP:
                self.agreed.discard(self.people[who])
            elif conversation.kind is ConversationKind.AFTERCARE and again:
                self.agreed.add(self.people[who])

        self.with_next_conversation(who, held)

    @rule(who=which, outcome=st.sampled_from(ConversationOutcome))
    def correct_outcome(self, who: int, outcome: ConversationOutcome) -> None:
        """The outcome of the last conversation was tapped by mistake."""

        def corrected(db: Any, cora: Staff) -> None:
            over = (col(Conversation.registration_id) == self.people[who], col(Conversation.outcome).is_not(None))
            conversation = db.exec(
                select(Conversation).where(*over).order_by(col(Conversation.ended_on).desc())
            ).first()
            if conversation:
                correcting.correct_outcome(db, conversation, outcome, conversation.revision, by=cora)
                if outcome is ConversationOutcome.ANOTHER_GROUP:
                    self.agreed.discard(self.people[who])

        self.act(corrected)

    @rule(
        who=which,
        by=colleague,
        ahead=st.integers(1, 60),
        what=st.sampled_from(["record_held", "record_held", "record_no_answer"]),
    )
    def a_conversation(self, who: int, by: str, ahead: int, what: str) -> None:
        """Everything goes as it should: it has a slot, or gets one, and that comes; it is held, or nobody answers."""
        if ahead % 2:
            self.choose(who, ahead, "phone")
        else:
            self.book(who, 1 + ahead % 3, 9 + ahead % 4, False, by)
        with self.database.read() as db:
            conversation = next_conversation(db, self.one(db, who))
            meant = conversation.not_before if conversation else None
        if meant and meant > today(ZONE.key):
            self.time_passes((meant - today(ZONE.key)).days)
        elif conversation and conversation.begins_at:
            clock._offset += max(timedelta(0), conversation.begins_at - now() + timedelta(minutes=1))
            if what == "record_held":
                self.hold(who, ahead, again=ahead % 2 == 0)
            else:
                self.miss(who, what, 0)

    @rule(who=which, how=st.sampled_from(LEAVING))
    def unanswered(self, who: int, how: Any) -> None:
        """Nobody answers until it is given up; then they leave, before any letter about it has gone."""
        for _ in range(4):
            self.a_conversation(who, "cora", 2, "record_no_answer")
        self.leave(who, how)

    @rule(who=which, why=st.sampled_from(PreparationReason))
    def prepare(self, who: int, why: PreparationReason) -> None:
        self.act(lambda db, cora: preparation.begin(db, self.one(db, who), why, by=cora))

    @rule(who=which, end=st.sampled_from(PreparationEnding.Outcome))
    def end_preparation(self, who: int, end: PreparationEnding.Outcome) -> None:
        where = "Bij het CAW." if end is PreparationEnding.Outcome.REFERRED else ""
        ending = PreparationEnding(preparation_outcome=end, referral_text=where)
        if self.act(lambda db, cora: preparation.end(db, self.one(db, who), ending, by=cora)):
            self.reached[f"preparation {end}"] += 1

    @rule(who=which)
    def record_intake(self, who: int) -> None:
        self.act(lambda db, cora: staff_acts.record_intake(db, self.one(db, who), self.one(db, who).version, by=cora))

    @rule(who=which, by=st.none() | colleague)
    def assign(self, who: int, by: str | None) -> None:
        self.act(
            lambda db, cora: staff_acts.assign(
                db, self.one(db, who), db.get_one(Staff, self.ids[by]) if by else None, by=cora
            )
        )

    @rule(giver=colleague)
    def hand_over(self, giver: str) -> None:
        taker = "finn" if giver == "cora" else "cora"
        self.act(
            lambda db, cora: handover.hand_over(
                db, db.get_one(Staff, self.ids[giver]), db.get_one(Staff, self.ids[taker]), by=cora
            )
        )

    @rule(who=which)
    def write(self, who: int) -> None:
        def said(db: Any, cora: Staff) -> None:
            row = self.one(db, who)
            messages.send(db, row, "Hoe gaat het?", by=self.looks_after(db, row))

        self.act(said)

    # The group.

    @rule(who=st.lists(which, min_size=1, max_size=3, unique=True))
    def offer(self, who: list[int]) -> None:
        self.act(lambda db, cora: seats.offer(db, self.group(db, 0), [self.one(db, one) for one in who], by=cora))

    @rule(lead=colleague)
    def lead(self, lead: str) -> None:
        """Somebody else leads it; a group that is over has a next one."""
        with self.database.read() as db:
            is_over = self.group(db, 0).state in (GroupState.FINISHED, GroupState.CANCELLED)
        if is_over:
            self.form(lead)
            self.reached["next group"] += 1
            return
        self.act(
            lambda db, cora: peer_groups.change(
                db, self.group(db, 0), _forming(self.ids[lead], self.group(db, 0).version), by=cora
            )
        )

    @rule(
        marks=st.lists(
            st.sampled_from([AttendanceMark.PRESENT, AttendanceMark.PRESENT, AttendanceMark.ABSENT]),
            min_size=4,
            max_size=4,
        )
    )
    def an_evening(self, marks: list[AttendanceMark]) -> None:
        """Everything goes as it should: whoever waits joins, its next session is held; after the last it is over."""
        with self.database.read() as db:
            line = [one for one in sessions_of(db, self.groups[0]) if one.is_planned]
        for who in range(PEOPLE):
            self.offer([who])
            self.act(lambda db, cora, who=who: seats.accept(db, self.one(db, who), self.one(db, who).offer_count))
        self.act(lambda db, cora: peer_groups.confirm(db, self.group(db, 0), by=cora))
        if line:
            clock._offset += max(timedelta(0), line[0].begins_at + timedelta(minutes=70) - now())
            for who, mark in enumerate(marks):
                self.act(
                    lambda db, cora, who=who, mark=mark: attendance.mark_attendance(
                        db, db.get_one(GroupSession, line[0].id), self.one(db, who), mark, by=cora
                    )
                )
            self.act(lambda db, cora: sessions.record_held(db, db.get_one(GroupSession, line[0].id), by=cora))
        self.act(lambda db, cora: peer_groups.finish(db, self.group(db, 0), by=cora))

    @rule(days=st.integers(-3, 9), hour=st.integers(9, 12), onward=st.booleans())
    def move_a_session(self, days: int, hour: int, onward: bool) -> None:
        def moved(db: Any, cora: Staff) -> None:
            for one in [one for one in sessions_of(db, self.groups[0]) if one.is_planned][:1]:
                day = one.day + timedelta(days=days)
                moving = SessionMove(
                    version=one.version, day=day, starts=time(hour), minutes=120, include_following=onward
                )
                sessions.move(db, one, moving, by=cora)

        self.act(moved)

    @rule(who=which)
    def move_a_session_onto_a_conversation(self, who: int) -> None:
        """To the hour of somebody's conversation; refused where the same colleague holds it."""

        def moved(db: Any, conversation: Conversation, cora: Staff) -> None:
            line = [one for one in sessions_of(db, self.groups[0]) if one.is_planned]
            if line and conversation.begins_at:
                moving = SessionMove(
                    version=line[0].version, day=conversation.day, starts=conversation.starts, minutes=120
                )
                sessions.move(db, line[0], moving, by=cora)

        self.with_next_conversation(who, moved)

    @rule()
    def cancel_the_last_session(self) -> None:
        def cancelled(db: Any, cora: Staff) -> None:
            for one in [one for one in sessions_of(db, self.groups[0]) if one.is_planned][-1:]:
                sessions.cancel(db, one, "Finn is ziek.", by=cora)

        self.act(cancelled)

    @rule(how=st.sampled_from(["finish", "cancel"]))
    def end_the_group(self, how: str) -> None:
        given = {"message": "Het gaat niet door."} if how == "cancel" else {}
        self.act(lambda db, cora: getattr(peer_groups, how)(db, self.group(db, 0), by=cora, **given))

    # Time.

    @rule(days=st.integers(1, 20) | st.sampled_from([31, 49, 61]))
    def time_passes(self, days: int) -> None:
        deliver_due(self.database, ADDRESS_LOOKUPS)
        clock._offset += timedelta(days=days)
        jobs = (
            expire_offers,
            remind_of_sessions,
            remind_of_conversations,
            purge_registrations,
            plan_check_ins,
            purge_outbox,
        )
        with self.database.read() as db:
            before = {conversation.id for conversation in db.exec(select(Conversation))}
        for job in jobs:
            with self.database.write() as db:
                job(db)
        with self.database.read() as db:
            rows = [self.one(db, number) for number in range(PEOPLE)]
            self._whoever_waits_has_a_check_in_in_time(db, rows, before)
            self._every_conversation_is_on_a_list(db)

    def _whoever_waits_has_a_check_in_in_time(self, db: Any, rows: list[Registration], before: set[Any]) -> None:
        weeks = timedelta(days=settings_of(db).check_in_days)
        for row in rows:
            theirs = db.exec(select(Conversation).where(col(Conversation.registration_id) == row.id)).all()
            new = [conversation for conversation in theirs if conversation.id not in before]
            assert all(conversation.kind is ConversationKind.CHECK_IN for conversation in new)
            said = db.exec(select(Message.written_on).where(col(Message.registration_id) == row.id)).all()
            heard = [
                *said,
                *(conversation.ended_on for conversation in theirs if conversation.ended_on),
                row.intake_held_on,
                row.entered_on,
            ]
            last = max((day for day in heard if day), default=date.min)
            is_quiet = today(ZONE.key) - last >= weeks
            if new:
                self.reached["check-in"] += 1
                assert is_quiet, (row.state, heard)
            if row.state is RegistrationState.POOL and is_quiet:
                assert any(conversation.is_open for conversation in theirs)

    def _every_conversation_is_on_a_list(self, db: Any) -> None:
        """A conversation that is to get a slot now, or had one, is seen by a colleague."""
        seen = {
            row.id
            for name in ("finn", "cora")
            for row in open_conversations(db, db.get_one(Staff, self.ids[name])).rows
        }
        day = today(ZONE.key)
        for conversation in db.exec(select(Conversation).where(Conversation.open())):
            is_due = conversation.state is ConversationState.UNBOOKED and (
                conversation.not_before is None or conversation.not_before <= day
            )
            assert not (is_due or (conversation.day and conversation.day < day)) or conversation.id in seen

    @invariant()
    def every_invariant_holds(self) -> None:
        with self.database.read() as db:
            people = [self.one(db, number) for number in range(PEOPLE)]
            past = [as_it_is(db, one) for one in self.gone]
            rows = list(db.exec(select(Conversation)))
            self.reached.update(
                {row.state.value for row in people} | {conversation.state.value for conversation in rows}
            )
            assert_nobody_double_booked(db)
            self._an_ended_registration_has_nothing_to_come([*people, *past], rows)
            assert_conversations_consistent(rows, settings_of(db).max_call_attempts)
            no_notification_after_the_end(db, [*people, *past])
            assert_no_stale_letter(db, people)
            self._preparation_is_consistent(people, rows)
            self._aftercare_is_only_for_people_who_agreed(db, people, rows)
            self._what_was_counted_stays_counted(db, people)
            self._what_is_erased_is_gone(db)
            self._revisions_only_go_forward(rows)

    def _an_ended_registration_has_nothing_to_come(self, people: list[Registration], rows: list[Conversation]) -> None:
        """Except what a colleague plans after a death; and of each kind at most one is open."""
        for row in people:
            theirs = [
                conversation for conversation in rows if conversation.registration_id == row.id and conversation.is_open
            ]
            is_comfort = row.state is RegistrationState.BEREAVED and all(
                conversation.id in self.by_hand for conversation in theirs
            )
            assert not theirs or row.is_open or row.state in AFTER_GROUP or is_comfort
            assert len({conversation.kind for conversation in theirs}) == len(theirs)

    def _preparation_is_consistent(self, people: list[Registration], rows: list[Conversation]) -> None:
        """None of its conversations is to come when it ended, nor when somebody has a seat or has left."""
        for row in people:
            theirs = [
                conversation
                for conversation in rows
                if conversation.registration_id == row.id and conversation.kind is ConversationKind.PREPARATION
            ]
            if row.preparation is PreparationState.RUNNING:
                assert row.state in (*WAITING, RegistrationState.OFFERED)
            else:
                assert all(conversation.id in self.by_hand for conversation in theirs if conversation.is_open)
            if row.preparation is PreparationState.TO_GROUP:
                self.reached["preparation to_group"] += 1

    def _aftercare_is_only_for_people_who_agreed(
        self, db: Any, people: list[Registration], rows: list[Conversation]
    ) -> None:
        """So many days after the last session that was held, or after the day somebody left; the next after each."""
        offsets = settings_of(db).aftercare_offsets
        for row in people:
            theirs = [
                conversation
                for conversation in rows
                if conversation.registration_id == row.id and conversation.kind is ConversationKind.AFTERCARE
            ]
            for conversation in [one for one in theirs if one.is_open and one.id not in self.by_hand]:
                assert row.id in self.agreed
                assert row.state in AFTER_GROUP
                meant = {row.left_on + timedelta(days=days) for days in offsets}
                assert conversation.not_before in meant or (
                    conversation.unanswered_attempts and conversation.not_before > min(meant)
                )
            if row.state is RegistrationState.COMPLETED:
                held = [one.day for one in sessions_of(db, row.group_id) if one.state is SessionState.HELD]
                assert row.left_on == max(held)

    def _what_was_counted_stays_counted(self, db: Any, people: list[Registration]) -> None:
        """Each preparation that began is under way, or has an end that was counted."""
        before, self.counted = self.counted, counted(db)
        assert all(self.counted[key] >= number for key, number in before.items())
        running = sum(row.preparation is PreparationState.RUNNING for row in people)
        assert in_preparation(self.counted) - self.begun_before == running

    def _what_is_erased_is_gone(self, db: Any) -> None:
        ids = set(self.codes) - set(db.exec(select(Registration.id)))
        for table, owner in DEPENDENT_ROWS:
            assert not db.exec(select(table).where(col(owner).in_(ids))).all()
        assert not db.exec(select(OutgoingLetter).where(col(OutgoingLetter.person_id).in_(ids))).all()
        assert not [one for one in ids if codes.find_by_code(db, self.codes[one])]

    def _revisions_only_go_forward(self, rows: list[Conversation]) -> None:
        for conversation in rows:
            assert self.revisions.get(conversation.id, 0) <= conversation.revision
            self.revisions[conversation.id] = conversation.revision
            assert conversation.reminded_revision <= conversation.revision


def _forming(lead: Any, version: int = 0) -> GroupForm:
    return GroupForm(
        version=version,
        format=MeetingFormat.IN_PERSON,
        facilitator=lead,
        capacity=3,
        min_participants=1,
        place="x",
        last_entry_session=2,
    )


def _empty(db: Any) -> None:
    """What an earlier example left: every registration, group and letter."""
    hanging = dict.fromkeys(table for table, _ in DEPENDENT_ROWS)
    for table in (*hanging, RegistrationVisit, Registration, GroupSession, PeerGroup, OutgoingLetter):
        db.execute(delete(table))


@pytest.mark.timeout(600)
@pytest.mark.settings(call_number="0800 00 000", max_call_attempts=2, call_gap_minutes=30)
def test_no_order_of_conversations_breaks_an_invariant(database, people):
    reached: Counter[str] = Counter()
    machine = type("Conversations", (Conversations,), {"database": database, "ids": people.ids, "reached": reached})
    given = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=given)
    assert {"chosen", "held intake", "pool", "done", *(["cancelled"] if IN_THE_LONG_PROOF else [])} <= set(reached)
