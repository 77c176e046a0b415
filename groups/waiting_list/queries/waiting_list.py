"""The waiting list: who waits, how long, and what stands out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from accounts.models import Relation
from accounts.queries import names_of
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.person import Person
from groups.models import Conversation, MeetingFormat, PairingKind, Registration, RegistrationState, Wishes
from groups.registrations.queries.pairings import Pairings, pairings_of
from groups.waiting_list.forms import WaitingListFilter
from groups.waiting_list.queries.coverage import Cell, coverage

MAX_REGISTRATIONS = 300
LEAST_WEEKS = 4
"""The chart is never shorter, however short everybody's wait."""


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """Somebody on the list, by the name they gave, never with contact details."""

    id: UUID
    name: str
    state: RegistrationState
    relation: Relation
    format: MeetingFormat
    language: str
    wishes: Wishes
    received_on: date
    entered_on: date | None
    intake_held_on: date | None
    intake_booked_for: date | None
    hold_until: date | None
    has_priority: bool
    unanswered_offers: int
    pairings: list[PairingKind]
    facilitator: str

    @property
    def since(self) -> date:
        """The day since which they wait."""
        return self.entered_on or self.received_on


@dataclass(frozen=True)
class Dot:
    """Somebody on the chart: how many whole weeks they have waited, and how many dots of the lane it stands above."""

    weeks: int
    had_intake: bool
    above: int


@dataclass(frozen=True)
class Lane:
    """Everybody with one relation to the person concerned, in the order of the list."""

    relation: Relation
    dots: list[Dot]


@dataclass(frozen=True)
class WaitingList:
    """The registrations without a seat that a colleague may see, and when those on the list are available."""

    rows: list[WaitingRow]
    pool_size: int
    week: dict[str, dict[str, Cell]]
    today: date
    unusually_many_today: int

    @property
    def lanes(self) -> list[Lane]:
        """How long everybody has waited, by relation."""
        return [self._lane(relation) for relation in sorted({row.relation for row in self.rows})]

    @property
    def longest_wait_in_weeks(self) -> int:
        """How many weeks the chart is long."""
        return max([LEAST_WEEKS, *(self._weeks_waited(row) for row in self.rows)])

    def _lane(self, relation: Relation) -> Lane:
        dots: list[Dot] = []
        seen: Counter[int] = Counter()
        for row in [one for one in self.rows if one.relation is relation]:
            weeks = self._weeks_waited(row)
            dots.append(Dot(weeks, row.intake_held_on is not None, seen[weeks]))
            seen[weeks] += 1
        return Lane(relation, dots)

    def _weeks_waited(self, row: WaitingRow) -> int:
        return max((self.today - row.since).days // 7, 0)


def waiting_list(db: Session, viewer: Person, filter_: WaitingListFilter | None = None) -> WaitingList:
    """Who waits: first those without an intake, then priority, then the day of entering the pool."""
    statement = (
        select(Registration)
        .where(Registration.visible_to(viewer), Registration.waiting())
        .order_by(
            case((col(Registration.state) == RegistrationState.RECEIVED, 0), else_=1),
            col(Registration.has_priority).desc(),
            col(Registration.entered_on),
            col(Registration.received_on),
            col(Registration.tiebreaker),
        )
        .limit(MAX_REGISTRATIONS)
    )
    found = list(db.exec(statement))
    load_keys(db, {one.data_key_id for one in found})
    names, pairings = names_of(db, {one.facilitator_id for one in found}), pairings_of(db, found)
    agreed = _booked_days(db, [one.id for one in found])
    rows = [_row(db, one, names, pairings, agreed) for one in found]
    rows = [row for row in rows if filter_ is None or _matches(row, filter_)]
    listed = [row.wishes for row in rows if row.state is RegistrationState.POOL]
    return WaitingList(rows, len(listed), coverage(db, listed), local_today(db), _unusually_many_today(db, viewer))


def _unusually_many_today(db: Session, viewer: Person) -> int:
    """How many registered today, when unusually many: a discreet sign for whoever plans. Otherwise 0."""
    came = select(func.count()).select_from(Registration).where(col(Registration.received_on) == local_today(db))
    number = db.exec(came).one() if viewer.is_coordinator else 0
    return number if number >= settings_of(db).many_arrivals else 0


def _matches(row: WaitingRow, filter_: WaitingListFilter) -> bool:
    fits_format = filter_.format is None or row.format in (MeetingFormat.EITHER, filter_.format)
    fits_intake = filter_.had_intake == "" or (row.intake_held_on is not None) == (filter_.had_intake == "yes")
    return (
        fits_format
        and fits_intake
        and filter_.relation in (None, row.relation)
        and filter_.region in ("", row.wishes.region)
        and filter_.language in ("", row.language)
        and (not filter_.day or not row.wishes.days or filter_.day in row.wishes.days)
    )


def _booked_days(db: Session, ids: list[UUID]) -> dict[UUID, date | None]:
    """The day for which a conversation with each of these is booked."""
    days = select(col(Conversation.registration_id), col(Conversation.day))
    booked = days.where(Conversation.booked(), col(Conversation.registration_id).in_(ids))
    return dict(db.exec(booked).all())


def _row(
    db: Session,
    registration: Registration,
    names: Mapping[UUID, str],
    pairings: Pairings,
    agreed: Mapping[UUID, date | None],
) -> WaitingRow:
    return WaitingRow(
        id=registration.id,
        name=unseal(db, registration, "sealed_name"),
        state=registration.state,
        relation=registration.relation,
        format=registration.format,
        language=registration.language,
        wishes=unseal_value(db, registration, "sealed_wishes", Wishes),
        received_on=registration.received_on,
        entered_on=registration.entered_on,
        intake_held_on=registration.intake_held_on,
        intake_booked_for=agreed.get(registration.id),
        hold_until=registration.hold_until,
        has_priority=registration.has_priority,
        unanswered_offers=registration.unanswered_offers,
        pairings=sorted(set(pairings.get(registration.id, {}).values())),
        facilitator=names.get(registration.facilitator_id, "") if registration.facilitator_id else "",
    )
