"""The waiting list: who waits, page by page, and what stands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from accounts.models import Relation
from accounts.queries import names_of
from foundation.columns import Condition
from foundation.data_keys import load_keys, rows_with_keys, unseal, unseal_value
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.paging import Cursor, Slice, Value, count_of, read_slice, slice_of
from foundation.person import Person
from foundation.rows import AnyRow, AnySelect, ids_of, select_columns
from groups.models import Conversation, MeetingFormat, PairingKind, Registration, RegistrationState, Wishes
from groups.registrations.queries.pairings import Pairings, open_pairings_of
from groups.waiting_list.forms import WaitingListFilter
from groups.waiting_list.queries.overview import Opened, WaitingOverview, overview_of

ORDER: tuple[Any, ...] = (
    case((col(Registration.state) == RegistrationState.RECEIVED, 0), else_=1).label("after_intake"),
    Registration.after_priority().label("after_priority"),
    Registration.since().label("since"),
    Registration.received_on,
    Registration.tiebreaker,
    Registration.id,
)
"""First those without an intake, then priority, then the day of entering the pool."""
OPENED_COLUMNS: tuple[Any, ...] = (
    Registration.data_key_id,
    Registration.state,
    Registration.relation,
    Registration.intake_held_on,
    Registration.sealed_wishes,
)
NO_FILTER = WaitingListFilter()
SHORT = 500
"""A list of so many people has its overview on its first page; beyond that, on a page of its own."""


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
class WaitingList:
    """A page of the registrations without a seat that a colleague may see.

    The first one knows how many they are in all, and has the overview unless that has a page of its own.
    """

    page: Slice[WaitingRow]
    total: int
    overview: WaitingOverview | None
    unusually_many_today: int


def waiting_list(
    db: Session, viewer: Person, filter_: WaitingListFilter = NO_FILTER, cursor: Cursor | None = None
) -> WaitingList:
    """Who waits, in the order of `ORDER`. Wishes are sealed: a filter that looks at them opens those of everybody."""
    statement = _statement(viewer, filter_)
    total, everybody = (count_of(db, statement) if cursor is None else 0), []
    if filter_.looks_at_wishes or 0 < total <= SHORT:
        everybody = _opened(db, statement, filter_)
    if filter_.looks_at_wishes:
        page, total = slice_of([one.row for one in everybody], _place, cursor), len(everybody)
    else:
        page = read_slice(db, statement, ORDER, cursor)
    shown = Slice(_rows(db, [row.id for row in page.rows], viewer), page.before, page.after)
    overview = overview_of(db, everybody) if everybody and cursor is None else None
    return WaitingList(shown, total, overview, _unusually_many_today(db, viewer))


def waiting_overview(db: Session, viewer: Person, filter_: WaitingListFilter) -> WaitingOverview:
    """The overview of everybody whom the list shows, page by page."""
    return overview_of(db, _opened(db, _statement(viewer, filter_), filter_))


def _statement(viewer: Person, filter_: WaitingListFilter) -> AnySelect:
    """What orders the list, and nothing more: an index holds it."""
    shown = (Registration.visible_to(viewer), Registration.waiting())
    return select_columns(*ORDER).where(*shown, *_conditions(filter_))


def _conditions(filter_: WaitingListFilter) -> list[Condition]:
    conditions = []
    if filter_.relation:
        conditions.append(col(Registration.relation) == filter_.relation)
    if filter_.format:
        conditions.append(col(Registration.format).in_((MeetingFormat.EITHER, filter_.format)))
    if filter_.language:
        conditions.append(col(Registration.language) == filter_.language)
    if filter_.had_intake:
        held = col(Registration.intake_held_on)
        conditions.append(held.is_not(None) if filter_.had_intake == "yes" else held.is_(None))
    return conditions


def _opened(db: Session, statement: AnySelect, filter_: WaitingListFilter) -> list[Opened]:
    """Everybody on the list, as far as their wishes match."""
    wider = statement.add_columns(*OPENED_COLUMNS).order_by(*ORDER)
    rows = rows_with_keys(db, wider, Registration.data_key_id)
    opened = [Opened(row, unseal_value(db, row, "sealed_wishes", Wishes, Registration)) for row in rows]
    return [one for one in opened if _matches(one.wishes, filter_)]


def _matches(wishes: Wishes, filter_: WaitingListFilter) -> bool:
    fits_day = not filter_.day or not wishes.days or filter_.day in wishes.days
    return fits_day and filter_.region in ("", wishes.region)


def _place(row: AnyRow) -> tuple[Value, ...]:
    return tuple(row._mapping[key.key] for key in ORDER)


def _unusually_many_today(db: Session, viewer: Person) -> int:
    """How many registered today, when unusually many: a discreet sign for whoever plans. Otherwise 0."""
    came = select(func.count()).select_from(Registration).where(col(Registration.received_on) == local_today(db))
    number = db.exec(came).one() if viewer.is_coordinator else 0
    return number if number >= settings_of(db).many_arrivals else 0


def _booked_days(db: Session, ids: list[UUID]) -> dict[UUID, date | None]:
    """The day for which a conversation with each of these is booked."""
    days = select(col(Conversation.registration_id), col(Conversation.day))
    booked = days.where(Conversation.booked(), col(Conversation.registration_id).in_(ids))
    return dict(db.exec(booked).all())


def _rows(db: Session, ids: Sequence[UUID], viewer: Person) -> list[WaitingRow]:
    """What the list says of each of these."""
    found = {one.id: one for one in db.exec(select(Registration).where(col(Registration.id).in_(ids)))}
    people = [found[one] for one in ids]
    load_keys(db, {one.data_key_id for one in people})
    names = names_of(db, {one.facilitator_id for one in people})
    pairings, booked = open_pairings_of(db, ids, viewer), _booked_days(db, ids_of(people))
    return [_row(db, one, names, pairings, booked) for one in people]


def _row(
    db: Session,
    registration: Registration,
    names: Mapping[UUID, str],
    pairings: Pairings,
    booked: Mapping[UUID, date | None],
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
        intake_booked_for=booked.get(registration.id),
        hold_until=registration.hold_until,
        has_priority=registration.has_priority,
        unanswered_offers=registration.unanswered_offers,
        pairings=sorted(set(pairings.get(registration.id, {}).values())),
        facilitator=names.get(registration.facilitator_id, "") if registration.facilitator_id else "",
    )
