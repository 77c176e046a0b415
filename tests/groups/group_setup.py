"""A group in the making: people on the list, a group with sessions, seats offered and taken.

`GroupSetup` arranges by the operations people use; what they see and submit is for the tests themselves.
`AnyOrderMachine` is the base of the machines that try everything in any order.
"""

import re
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from hypothesis.stateful import RuleBasedStateMachine
from sqlmodel import col, select

from accounts.models import Relation, Staff
from foundation.clock import today
from foundation.errors import RuleBroken
from groups.jobs import notification_address
from groups.lookups import sessions_of
from groups.models import (
    ContactTask,
    GroupSession,
    MeetingFormat,
    Notification,
    PeerGroup,
    Registration,
    RegistrationState,
)
from groups.peer_groups.forms import GroupForm
from groups.peer_groups.operations import peer_groups, seats
from groups.sessions.forms import SessionPlan
from groups.sessions.operations import sessions
from groups.sessions.rhythm import propose_days
from groups.waiting_list.operations import staff_acts
from mail import LetterState, OutgoingLetter
from tests.groups.registrant import registered
from tests.moment import MOMENT, set_clock

ENDED = {
    RegistrationState.WITHDRAWN,
    RegistrationState.NOT_SUITABLE,
    RegistrationState.REFERRED,
    RegistrationState.UNREACHABLE,
    RegistrationState.DUPLICATE,
    RegistrationState.BEREAVED,
    RegistrationState.CLOSED,
    RegistrationState.ERASED,
}

PICK = re.compile(r'name="pick-([0-9a-f-]{36})"')
_numbers = count(1)


class GroupSetup:
    """What one coordinator brings together. `seats` are the browsers of the people, by registration id."""

    def __init__(self, browse, database, people):
        self.browse, self.database, self.people = browse, database, people
        self.guests = {}
        self.codes = {}

    @cached_property
    def cora(self):
        """Her browser, as soon as somebody needs it."""
        return self.browse("cora")

    async def registrant(self, relation="parent", mode="nothing", **changed):
        """Somebody on the waiting list; the id of the registration."""
        contact = {"mode": mode, "email": "rita@example.org", "phone": "0470 12 34 56"}
        given = {
            "relation": {"relation": relation},
            "contact": contact,
            "name": {"preferred_name": f"Naam{next(_numbers)}"},
        }
        return self.arrive(is_on_list=True, **{**given, **changed})

    def arrive(self, is_on_list=False, **changed):
        """Somebody who has registered, and had the intake if they are on the list; the id."""
        guest = self.browse()
        with self.act() as (db, cora):
            row, code = registered(db, guest, **changed)
            if is_on_list:
                staff_acts.record_intake(db, row, row.version, by=cora)
        self.guests[row.id], self.codes[row.id] = guest, code
        return row.id

    async def assigned_to_finn(self, **given):
        """Somebody whom Finn looks after."""
        rita = await self.registrant(**given)
        with self.act() as (db, cora):
            finn = db.get_one(Staff, self.people.ids["finn"])
            staff_acts.assign(db, db.get_one(Registration, rita), finn, by=cora)
        return rita

    async def group(self, sessions=3, first_in=7, recruiting=True, **given):
        """A group with weekly sessions; its id."""
        fields = {
            "name": "Ouders najaar",
            "format": "in_person",
            "facilitator": str(self.people.ids["finn"]),
            "capacity": "5",
            "min_participants": "1",
            "last_entry_session": "1",
            "place": "Stille straat 7, Gent",
            "arrival": "Bel bij B. Er hangt geen bordje.",
            **given,
        }
        with self.act() as (db, cora):
            group_id = peer_groups.create(db, GroupForm.model_validate(fields), by=cora).id
        if sessions:
            await self.plan(group_id, sessions, first_in)
            if recruiting:
                self.move_on(group_id, peer_groups.start_recruiting)
        return str(group_id)

    async def plan(self, group_id, number=1, first_in=7, starts="19:00", **given):
        """Weekly sessions from so many days ahead, whatever there is to know about these days."""
        first = (today("Europe/Brussels") + timedelta(days=first_in)).isoformat()
        fields = {"day": first, "starts": starts, "minutes": "120", "rhythm": "weekly", "number": str(number), **given}
        told = SessionPlan.model_validate(fields)
        days = propose_days(told.day, told.rhythm, told.number)
        with self.act() as (db, cora):
            group = db.get_one(PeerGroup, UUID(str(group_id)))
            sessions.plan(db, group, days, told.starts, told.minutes, by=cora, is_return=told.is_return)

    async def offer(self, group_id, *registration_ids):
        """Seats for these people, whatever the warnings; the answer of the page."""
        given = {f"pick-{one}": "on" for one in registration_ids}
        return await self.cora.post(f"/staff/groups/{group_id}/candidates", {**given, "confirmed": "on"})

    async def answer(self, registration_id, choice="accept", number=None):
        """This person answers the offer."""
        number = number if number is not None else self.registration(registration_id).offer_count
        fields = {"offer": str(number), "choice": choice, "access_code": self.codes[registration_id]}
        return await self.guests[registration_id].post("/register/mine/offer", fields)

    async def seat(self, group_id, *registration_ids):
        """Seats offered and accepted."""
        with self.act() as (db, cora):
            people = [db.get_one(Registration, one) for one in registration_ids]
            seats.offer(db, db.get_one(PeerGroup, UUID(str(group_id))), people, by=cora)
            for one in people:
                seats.accept(db, one, one.offer_count)

    async def confirm(self, group_id):
        """The group is confirmed."""
        self.move_on(group_id, peer_groups.confirm)

    async def hold_first_session(self, group_id):
        """The first session is held."""
        with self.act() as (db, cora):
            sessions.record_held(db, sessions_of(db, UUID(str(group_id)))[0], by=cora)

    def move_on(self, group_id, step):
        """A step in the life of a group, by Cora."""
        with self.act() as (db, cora):
            step(db, db.get_one(PeerGroup, UUID(str(group_id))), by=cora)

    @contextmanager
    def act(self):
        """One transaction of Cora."""
        with self.database.write() as db:
            yield db, db.get_one(Staff, self.people.ids["cora"])

    def rows(self, model):
        """Every row of a table."""
        with self.database.read() as db:
            return list(db.exec(select(model)))

    def registration(self, registration_id):
        """A registration as it is now."""
        with self.database.read() as db:
            return db.get_one(Registration, registration_id)

    def states(self, *registration_ids):
        """The states of these registrations."""
        return [self.registration(one).state.value for one in registration_ids]

    def peer_group(self, group_id):
        """A group as it is now."""
        return next(one for one in self.rows(PeerGroup) if str(one.id) == str(group_id))

    def sessions(self, group_id):
        """The sessions of a group, in order of time."""
        with self.database.read() as db:
            order = (col(GroupSession.day), col(GroupSession.starts))
            return [one for one in db.exec(select(GroupSession).order_by(*order)) if str(one.group_id) == str(group_id)]


class AnyOrderMachine(RuleBasedStateMachine):
    """Some people and groups, colleagues who act, and a clock that goes on with them."""

    database: Any
    ids: Any

    def __init__(self) -> None:
        super().__init__()
        set_clock(MOMENT)
        self.people: list[Any] = []
        self.groups: list[Any] = []

    def act(self, work: Callable[[Any, Staff], object]) -> bool:
        """One transaction, by Cora; a rule that says no undoes it and is no failure. Was it done?"""
        try:
            with self.database.write() as db:
                work(db, db.get_one(Staff, self.ids["cora"]))
        except RuleBroken:
            return False
        return True

    def one(self, db: Any, number: int) -> Registration:
        """A registration as it is now; whoever is erased is there no more, and so nothing can be done with them."""
        return as_it_is(db, self.people[number])

    def group(self, db: Any, number: int) -> PeerGroup:
        """A group as it is now."""
        return db.get_one(PeerGroup, self.groups[number])


def as_it_is(db: Any, registration_id: Any) -> Registration:
    """A registration, or what a page would still hold of one that was erased meanwhile."""
    there = db.get(Registration, registration_id)
    return there or Registration(
        id=registration_id,
        code_mac=b"",
        data_key_id=uuid4(),
        state=RegistrationState.ERASED,
        relation=Relation.OTHER,
        format=MeetingFormat.EITHER,
        received_on=today(),
    )


def no_notification_after_the_end(db: Any, people: list[Registration]) -> None:
    """No letter that goes out, no contact task; after a death the messages of a colleague, and they alone."""
    ended = {row.id: row for row in people if row.state in ENDED}
    queued = (col(OutgoingLetter.state) == LetterState.QUEUED, col(OutgoingLetter.person_id).in_(ended))
    for letter in db.exec(select(OutgoingLetter).where(*queued)):
        is_comfort = letter.subject.startswith(f"{Notification.MESSAGE}:") and ended[letter.person_id].can_message
        assert is_comfort or not notification_address(db, letter), letter
    undone = (col(ContactTask.done_on).is_(None), col(ContactTask.registration_id).in_(ended))
    left = [task for task in db.exec(select(ContactTask).where(*undone)) if not ended[task.registration_id].can_message]
    assert not left
