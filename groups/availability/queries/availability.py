"""Facilitators' availability: their hours, what is booked in them, and what is left."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.database import settings_of
from foundation.language import current
from foundation.local_time import local_today
from foundation.public_holidays import holidays_by_day
from groups.availability.queries.preferences import preferences_of
from groups.models import (
    Conversation,
    ConversationState,
    FacilitatorHours,
    GroupSession,
    HoursException,
    PeerGroup,
    WorkPreferences,
)

TimeRange = tuple[time, time]


@dataclass(frozen=True)
class Booking:
    """Something booked in a facilitator's calendar."""

    begins_at: datetime
    ends_at: datetime
    subject: UUID
    revision: int
    group_id: UUID | None = None

    @property
    def minutes(self) -> int:
        """Its length in minutes."""
        return int((self.ends_at.astimezone(UTC) - self.begins_at.astimezone(UTC)).total_seconds()) // 60


@dataclass(frozen=True)
class ExpectedConversation:
    """A conversation due about this day, without a slot."""

    day: date
    minutes: int
    subject: UUID


class Availability:
    """The days of some facilitators, `first` and `last` included: seven queries for any number of them."""

    def __init__(self, db: Session, facilitator_ids: Collection[UUID], first: date, last: date) -> None:
        self.first, self.last = first, last
        self._weeks: dict[UUID, dict[int, list[TimeRange]]] = defaultdict(lambda: defaultdict(list))
        for row in db.exec(select(FacilitatorHours).where(col(FacilitatorHours.facilitator_id).in_(facilitator_ids))):
            self._weeks[row.facilitator_id][row.weekday].append((row.starts, row.ends))
        self._changes: dict[UUID, list[HoursException]] = defaultdict(list)
        near = (col(HoursException.first_day) <= last, col(HoursException.last_day) >= first)
        for change in db.exec(
            select(HoursException).where(col(HoursException.facilitator_id).in_(facilitator_ids), *near)
        ):
            self._changes[change.facilitator_id].append(change)
        self._preferences = preferences_of(db, facilitator_ids)
        countries, years = settings_of(db).holiday_countries, range(first.year, last.year + 1)
        self._days_off = holidays_by_day(countries, years, current.get())
        self._own_days_off = {
            who: holidays_by_day([one for one in countries if one.is_for(organisation)], years, current.get())
            for who, organisation in db.exec(
                select(Staff.id, Staff.organisation).where(col(Staff.id).in_(facilitator_ids))
            )
        }
        self.bookings = bookings_of(db, facilitator_ids, first, last)
        self._expected = _unbooked(db, facilitator_ids, last)

    def preferences(self, facilitator_id: UUID) -> WorkPreferences:
        """This facilitator's preferences; the defaults for one who never set any."""
        return self._preferences[facilitator_id]

    def holiday(self, day: date, facilitator_id: UUID | None = None) -> str:
        """The public holiday on this day, for this facilitator or for all; empty when there is none."""
        days = self._days_off if facilitator_id is None else self._own_days_off.get(facilitator_id, {})
        return days.get(day, "")

    def working_hours(self, facilitator_id: UUID, day: date) -> list[TimeRange]:
        """The hours of one day, in order of precedence: away, an exception, a holiday, the week."""
        changed = [one for one in self._changes[facilitator_id] if one.covers(day)]
        if self.is_away(facilitator_id, day):
            return []
        if changed:
            return sorted((one.starts, one.ends) for one in changed if one.starts and one.ends)
        if self.holiday(day, facilitator_id) and not self.preferences(facilitator_id).works_on_holidays:
            return []
        return sorted(self._weeks[facilitator_id].get(day.weekday(), []))

    def covers(self, facilitator_id: UUID, begins: datetime, ends: datetime) -> bool:
        """Is all of this within one period of the facilitator's day?"""
        if begins.date() != ends.date():
            return False
        return any(
            starts <= begins.time() and ends.time() <= until
            for starts, until in self.working_hours(facilitator_id, begins.date())
        )

    def is_within_hours(self, facilitator_id: UUID, begins: datetime, ends: datetime) -> bool:
        """Is all of this within this facilitator's hours? True for one who never entered weekly hours."""
        return self.covers(facilitator_id, begins, ends) or not self._weeks[facilitator_id]

    def overlapping(self, facilitator_id: UUID, begins: datetime, ends: datetime) -> list[Booking]:
        """This facilitator's bookings that overlap these minutes."""
        return [one for one in self.bookings[facilitator_id] if one.begins_at < ends and begins < one.ends_at]

    def is_away(self, facilitator_id: UUID, day: date) -> bool:
        return any(one.covers(day) and one.starts is None for one in self._changes[facilitator_id])

    def booked_minutes(self, facilitator_id: UUID, day: date, excluding: UUID | None = None) -> int:
        """Minutes booked in the week of `day`, of every kind; not counting `excluding`."""
        monday = day - timedelta(days=day.weekday())
        week = (monday, monday + timedelta(days=6))
        theirs = [one for one in self.bookings[facilitator_id] if one.subject != excluding]
        return sum(one.minutes for one in theirs if week[0] <= one.begins_at.date() <= week[1])

    def expected_minutes(self, facilitator_id: UUID, day: date, excluding: UUID | None = None) -> int:
        """Minutes expected in that week without a slot: check-ins and aftercare."""
        monday = day - timedelta(days=day.weekday())
        theirs = [one for one in self._expected[facilitator_id] if one.subject != excluding]
        return sum(one.minutes for one in theirs if monday <= one.day <= monday + timedelta(days=6))

    def has_time_for(
        self, facilitator_id: UUID, day: date, minutes: int, excluding: UUID | None = None, is_promised: bool = False
    ) -> bool:
        """Do so many minutes still fit the facilitator's weekly maximum?

        Conversations expected about then take precedence over others; they do not yield to each other.
        """
        max_hours = self.preferences(facilitator_id).max_weekly_hours
        filled = self.booked_minutes(facilitator_id, day, excluding)
        if not is_promised:
            filled += self.expected_minutes(facilitator_id, day, excluding)
        return max_hours is None or filled + minutes <= 60 * max_hours

    def days(self) -> Iterator[date]:
        """Every day, in order."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


def bookings_of(db: Session, facilitator_ids: Collection[UUID], first: date, last: date) -> dict[UUID, list[Booking]]:
    """The bookings of each in these days and in the weeks around them: sessions and booked conversations."""
    found: dict[UUID, list[Booking]] = defaultdict(list)
    around = (first - timedelta(days=7), last + timedelta(days=7))
    leads = col(PeerGroup.facilitator_id).in_(facilitator_ids)
    also = col(PeerGroup.second_facilitator_id).in_(facilitator_ids)
    meetings = (
        select(GroupSession, PeerGroup.facilitator_id, PeerGroup.second_facilitator_id)
        .join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id)
        .where(GroupSession.occupies_time(), col(GroupSession.day).between(*around), leads | also)
    )
    for one, lead, second in db.exec(meetings).all():
        for who in [one for one in {lead, second} if one]:
            found[who].append(Booking(one.begins_at, one.ends_at, one.id, one.revision, one.group_id))
    conversations = select(Conversation).where(
        Conversation.occupies_time(),
        col(Conversation.facilitator_id).in_(facilitator_ids),
        col(Conversation.day).between(*around),
    )
    for conversation in db.exec(conversations):
        if conversation.begins_at and conversation.ends_at and conversation.facilitator_id:
            found[conversation.facilitator_id].append(
                Booking(conversation.begins_at, conversation.ends_at, conversation.id, conversation.revision)
            )
    return found


def _unbooked(db: Session, facilitator_ids: Collection[UUID], last: date) -> dict[UUID, list[ExpectedConversation]]:
    """The unbooked conversations each is due to hold about a day; overdue ones count for today."""
    found: dict[UUID, list[ExpectedConversation]] = defaultdict(list)
    near = (
        col(Conversation.facilitator_id).in_(facilitator_ids),
        col(Conversation.state) == ConversationState.UNBOOKED,
        col(Conversation.not_before) <= last + timedelta(days=7),
    )
    here = local_today(db)
    for one in db.exec(select(Conversation).where(*near)):
        if one.facilitator_id and one.not_before:
            day = max(one.not_before, here)
            found[one.facilitator_id].append(ExpectedConversation(day, one.minutes, one.id))
    return found
