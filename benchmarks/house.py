"""A house in which very much is due at once, made by the operations people use, some weeks ago."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import count, cycle, islice
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from accounts.models import Role, Staff
from accounts.operations import staff as colleagues
from foundation.access_codes import new_nonce
from foundation.clock import moved, now
from foundation.database import Database, settings_of
from groups.conversations.operations import booking
from groups.models import Channel, ContactMode, Conversation, PeerGroup, Registration, WorkPreferences
from groups.peer_groups.forms import GroupForm
from groups.peer_groups.operations import peer_groups, seats
from groups.registrations.forms import RegistrationForm
from groups.sessions.operations import sessions
from groups.waiting_list.operations import registrations, staff_acts

SEATS = 10
"""People in each group."""
CALLS_OF_ONE = 20
"""Conversations that one colleague has in the day to come, one an hour."""
AT_ONCE = 100
BOTH_WAYS = (ContactMode.MAIL, ContactMode.CALL_ME)
_numbers = count(1)


class DueHouse:
    """Each function makes `number` of one kind of thing that is due now; the ids of the people."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.write() as db:
            self.cora = _colleague(db, Role.COORDINATOR)
            self.finn = _colleague(db, Role.FACILITATOR)

    def offers_that_ran_out(self, number: int) -> list[UUID]:
        """Seats that nobody answered about."""
        with moved(timedelta(days=-20)):
            return self.in_groups(number, now() + timedelta(days=60), answers=False)

    def sessions_tomorrow(self, number: int, modes: Sequence[ContactMode] = BOTH_WAYS) -> list[UUID]:
        """People with a seat in a group that meets within a day."""
        begins = now() + timedelta(hours=20)
        with moved(timedelta(days=-14)):
            ids = self.in_groups(number, begins, answers=True)
        self._reached_by(ids, modes)
        return ids

    def conversations_tomorrow(self, number: int, modes: Sequence[ContactMode] = BOTH_WAYS) -> list[UUID]:
        """People who have a conversation within a day."""
        with moved(timedelta(days=-14)):
            ids = self.people(number, had_intake=False)
        hours = [now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=n) for n in range(5, 25)]
        with moved(timedelta(days=-14)):
            for some in _portions(ids, CALLS_OF_ONE):
                with self.database.write() as db:
                    holder = db.get_one(Staff, _colleague(db, Role.FACILITATOR))
                    db.add(WorkPreferences(facilitator_id=holder.id, channels="in_person"))
                    cora = db.get_one(Staff, self.cora)
                    for one, begins in zip(some, hours, strict=False):
                        conversation = db.exec(
                            select(Conversation).where(col(Conversation.registration_id) == one)
                        ).one()
                        booking.book(db, conversation, begins, Channel.IN_PERSON, holder, by=cora)
        self._reached_by(ids, modes)
        return ids

    def people_due_for_check_in(self, number: int) -> list[UUID]:
        """On the list, and nobody spoke with them for two months."""
        with moved(timedelta(days=-60)):
            return self.people(number)

    def letters_that_wait(self, number: int) -> list[UUID]:
        """A letter about a seat, for each of these."""
        ids = self.people(number)
        self._reached_by(ids, [ContactMode.MAIL])
        self.offer(ids, now() + timedelta(days=60))
        return ids

    def in_groups(self, number: int, begins: datetime, *, answers: bool) -> list[UUID]:
        """People who were offered a seat in a group that meets once, and took it if they answer."""
        ids = self.people(number)
        for group_id, some in self.offer(ids, begins):
            if answers:
                with self.database.write() as db:
                    for one in some:
                        seats.accept(db, db.get_one(Registration, one), 1)
                    peer_groups.confirm(db, db.get_one(PeerGroup, group_id), by=db.get_one(Staff, self.cora))
        return ids

    def people(self, number: int, *, had_intake: bool = True) -> list[UUID]:
        """Registered, and on the list once the intake was held."""
        ids: list[UUID] = []
        while len(ids) < number:
            with self.database.write() as db:
                cora = db.get_one(Staff, self.cora)
                for _ in range(min(AT_ONCE, number - len(ids))):
                    registration, _code = registrations.submit(db, new_nonce(), _answers(ContactMode.NOTHING))
                    if had_intake:
                        staff_acts.record_intake(db, registration, registration.version, by=cora)
                    ids.append(registration.id)
        return ids

    def offer(self, ids: Sequence[UUID], begins: datetime) -> list[tuple[UUID, list[UUID]]]:
        """Groups that meet once, and a seat in them for each of these."""
        made = []
        for some in _portions(ids, SEATS):
            with self.database.write() as db:
                cora = db.get_one(Staff, self.cora)
                forming = GroupForm(
                    format="in_person",
                    capacity=SEATS,
                    min_participants=1,
                    facilitator=self.finn,
                    name="Groep",
                    place="Gent",
                )
                group = peer_groups.create(db, forming, by=cora)
                here = begins.astimezone(ZoneInfo(settings_of(db).time_zone))
                sessions.plan(db, group, [here.date()], time(here.hour, here.minute), 60, by=cora)
                peer_groups.start_recruiting(db, group, by=cora)
                seats.offer(db, group, [db.get_one(Registration, one) for one in some], by=cora)
                made.append((group.id, some))
        return made

    def _reached_by(self, ids: Sequence[UUID], modes: Sequence[ContactMode]) -> None:
        """They say how they want to be reached, one in this way and the next in that."""
        ways = cycle(modes)
        for some in _portions(ids, AT_ONCE):
            with self.database.write() as db:
                for one in some:
                    registrations.change_answers(db, db.get_one(Registration, one), _answers(next(ways)))


def _colleague(db: Session, role: Role) -> UUID:
    staff, _code = colleagues.add(db, "Wim", f"wim{next(_numbers)}@example.org", [role], "Hulplijn")
    colleagues.enrol(db, staff, "nobody signs in with this")
    colleagues.finish_enrolling(db, staff)
    return staff.id


def _answers(mode: ContactMode) -> RegistrationForm:
    return RegistrationForm(
        relation="parent",
        format="either",
        preferred_name="Rita",
        mode=mode,
        email="rita@example.org",
        phone="0470123456",
    )


def _portions(ids: Sequence[UUID], size: int) -> Iterator[list[UUID]]:
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some
