"""What the staff pages of the door read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from accounts.models import Application, ApplicationMessage, ApplicationState, Invite, Relation, Role, Speaker, Staff
from foundation.clock import today
from foundation.data_keys import load_keys, unseal
from foundation.database import settings_of
from foundation.paging import Cursor, Slice, read_slice
from foundation.person import Person
from foundation.rows import select_columns

MOST_AT_ONCE = 80
"""Applications on one page, and declined in one go; a form carries a hundred fields."""
PATTERN_WINDOW = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class ColleagueRow:
    """A colleague in the list."""

    id: UUID
    name: str
    organisation: str
    roles: list[Role]
    is_enrolled: bool
    has_left: bool
    is_viewer: bool


def colleagues(db: Session, viewer: Staff) -> list[ColleagueRow]:
    """All colleagues, those who left last."""
    rows = db.exec(select(Staff).where(Staff.visible_to(viewer))).all()
    load_keys(db, {row.data_key_id for row in rows})
    listed = [
        ColleagueRow(
            id=row.id,
            name=unseal(db, row, "sealed_name"),
            organisation=row.organisation,
            roles=row.roles,
            is_enrolled=row.enrolled_on is not None,
            has_left=row.ended_on is not None,
            is_viewer=row.id == viewer.id,
        )
        for row in rows
    ]
    return sorted(listed, key=lambda row: (row.has_left, row.organisation, row.name, row.id))


def facilitators(db: Session) -> list[tuple[UUID, str]]:
    """Facilitators who can take on people, by name."""
    able = db.exec(select(Staff).where(col(Staff.facilitates), Staff.is_active)).all()
    return sorted(named(db, able).items(), key=lambda pair: (pair[1], pair[0]))


def names_of(db: Session, staff_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names behind these ids."""
    ids = [one for one in staff_ids if one]
    return named(db, db.exec(select(Staff).where(col(Staff.id).in_(ids))).all()) if ids else {}


def named(db: Session, rows: Sequence[Staff]) -> dict[UUID, str]:
    """The names of these colleagues, by id."""
    load_keys(db, {row.data_key_id for row in rows})
    return {row.id: unseal(db, row, "sealed_name") for row in rows}


def invites_for(db: Session, viewer: Staff, cursor: Cursor | None) -> Slice[tuple[Invite, str]]:
    """One page of the invites this colleague looks after, the latest first, each with its issuer's name."""
    columns: tuple[object, ...] = (Invite, Invite.issued_on, Invite.id)
    statement = select_columns(*columns).where(Invite.visible_to(viewer))
    page = read_slice(db, statement, (Invite.issued_on, Invite.id), cursor, newest_first=True)
    names = names_of(db, {row.Invite.issuer_id for row in page.rows})
    return Slice([(row.Invite, names[row.Invite.issuer_id]) for row in page.rows], page.before, page.after)


@dataclass(frozen=True)
class ApplicationMessageRow:
    """What was said about an application, by whom, on which day."""

    speaker: Speaker
    text: str
    written_on: date
    name: str


def application_messages(db: Session, application: Application, viewer: Person) -> list[ApplicationMessageRow]:
    """What was said to and fro, oldest first; staff see notes and the names of colleagues."""
    statement = (
        select(ApplicationMessage, Staff)
        .outerjoin(Staff, col(Staff.id) == ApplicationMessage.staff_id)
        .where(col(ApplicationMessage.application_id) == application.id, ApplicationMessage.visible_to(viewer))
        .order_by(col(ApplicationMessage.number))
    )
    found: list[tuple[ApplicationMessage, Staff | None]] = list(db.exec(statement))
    load_keys(db, {one.data_key_id for pair in found for one in pair if one})
    return [
        ApplicationMessageRow(
            word.speaker,
            unseal(db, word, "sealed_text"),
            word.written_on,
            unseal(db, staff, "sealed_name") if staff and viewer.is_staff else "",
        )
        for word, staff in found
    ]


@dataclass(frozen=True)
class ApplicationAnswers:
    """What an applicant answered; empty once it was taken back."""

    relation: Relation | None
    hope: str


def application_answers(db: Session, application: Application) -> ApplicationAnswers:
    """The answers of an application, opened."""
    relation = unseal(db, application, "sealed_relation")
    return ApplicationAnswers(Relation(relation) if relation else None, unseal(db, application, "sealed_hope"))


@dataclass(frozen=True)
class ApplicationRow:
    """An application that does not wait for staff."""

    id: UUID
    state: ApplicationState
    received_on: date
    until: date | None


def other_applications(db: Session, viewer: Staff, cursor: Cursor | None) -> Slice[ApplicationRow]:
    """One page of the applications that wait for their applicant or ended lately, the latest first."""
    columns: tuple[object, ...] = (Application.id, Application.state, Application.received_on, Application.expires_on)
    statement = select_columns(*columns).where(Application.visible_to(viewer), ~Application.waiting())
    page = read_slice(db, statement, (Application.received_on, Application.id), cursor, newest_first=True)
    return Slice([ApplicationRow(*row) for row in page.rows], page.before, page.after)


def unanswered_applications(db: Session, viewer: Staff, ids: Collection[UUID] | None = None) -> list[Application]:
    """Applications that nobody has answered, the latest first; those of `ids` only, and locked, when they are given."""
    received = (col(Application.state) == ApplicationState.RECEIVED, Application.visible_to(viewer))
    latest = select(Application).where(*received).order_by(col(Application.received_on).desc(), col(Application.id))
    if ids is not None:
        latest = latest.where(col(Application.id).in_(ids)).with_for_update(key_share=True)
    found = list(db.exec(latest.limit(MOST_AT_ONCE)))
    load_keys(db, {one.data_key_id for one in found})
    return found


def unanswered_count(db: Session, viewer: Staff) -> int:
    """How many applications nobody has answered."""
    received = (col(Application.state) == ApplicationState.RECEIVED, Application.visible_to(viewer))
    return db.exec(select(func.count()).select_from(Application).where(*received)).one()


def same_wording_count(db: Session, application: Application) -> int:
    """How many other applications of the last weeks say the very same: a silent sign."""
    since = today(settings_of(db).time_zone) - PATTERN_WINDOW
    others = (
        col(Application.pattern_mac) == application.pattern_mac,
        col(Application.id) != application.id,
        col(Application.received_on) >= since,
    )
    return db.exec(select(func.count()).select_from(Application).where(*others)).one()


def received_count(db: Session, day: date) -> int:
    """How many applications came in on a day: a silent sign when they are many."""
    return db.exec(select(func.count()).select_from(Application).where(col(Application.received_on) == day)).one()
