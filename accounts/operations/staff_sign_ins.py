"""Sign-ins of staff: first the passphrase, then a one-time code, and a fresh one after a silence."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

import audit
import mail
from accounts.models import Staff, StaffSignIn
from accounts.operations import known_browsers, one_time_codes
from accounts.operations.sign_ins import KEPT_AFTER_END
from audit import Action
from foundation.clock import now, round_down
from foundation.codes import hash_of
from foundation.database import settings_of
from mail import Letter


def begin(db: Session, staff: Staff, replacing: str = "") -> str:
    """A sign-in after the right passphrase; it opens the code page only. Returns the token."""
    if replacing:
        end(db, replacing)
    token, moment = secrets.token_urlsafe(32), round_down(now())
    db.add(
        StaffSignIn(
            token_hash=hash_of(token),
            staff_id=staff.id,
            begun_at=moment,
            seen_at=moment,
            ends_at=moment + timedelta(hours=settings_of(db).staff_hours),
        )
    )
    return token


def complete(db: Session, sign_in: StaffSignIn) -> str:
    """The one-time code was right: everything opens, under a new token, which is returned."""
    is_new = sign_in.code_at is None
    token = secrets.token_urlsafe(32)
    sign_in.token_hash = hash_of(token)
    refresh_code(db, sign_in)
    if is_new:
        audit.record(db, Action.STAFF_SIGNED_IN, sign_in.staff_id, by=sign_in.staff_id)
        mail.send(db, Letter.NEW_SIGN_IN, to=sign_in.staff_id, subject=str(sign_in.id))
    return token


def refresh_code(db: Session, sign_in: StaffSignIn) -> None:
    """Note that a one-time code was typed just now."""
    sign_in.code_at, sign_in.seen_at = now(), round_down(now())
    db.add(sign_in)
    db.flush()


def use_code(db: Session, sign_in_id: UUID, code: str) -> None:
    """Use a right code up once more, after the act it opened was refused and undone: it must not work again."""
    sign_in = db.get_one(StaffSignIn, sign_in_id)
    if one_time_codes.accept(db, db.get_one(Staff, sign_in.staff_id), code):
        refresh_code(db, sign_in)


def current(db: Session, token: str) -> tuple[Staff, StaffSignIn] | None:
    """The colleague and sign-in behind a token, while both live."""
    if not token:
        return None
    return db.exec(
        select(Staff, StaffSignIn)
        .join(StaffSignIn, col(StaffSignIn.staff_id) == Staff.id)
        .where(
            col(StaffSignIn.token_hash) == hash_of(token),
            col(StaffSignIn.ended_at).is_(None),
            col(StaffSignIn.ends_at) > now(),
            col(Staff.ended_on).is_(None),
        )
    ).first()


def needs_code(db: Session, sign_in: StaffSignIn) -> bool:
    """Has no one-time code been typed yet, or was there too long a silence?"""
    idle = timedelta(minutes=settings_of(db).staff_idle_minutes)
    return sign_in.code_at is None or sign_in.seen_at + idle + timedelta(minutes=5) < now()


def is_fresh(db: Session, sign_in: StaffSignIn) -> bool:
    """Was a one-time code typed in the last few minutes?"""
    lasts = timedelta(minutes=settings_of(db).step_up_minutes)
    return sign_in.code_at is not None and now() - sign_in.code_at < lasts


def renew(db: Session, sign_in_id: UUID) -> None:
    """Note that this sign-in is still in use."""
    living = (col(StaffSignIn.id) == sign_in_id, col(StaffSignIn.ended_at).is_(None))
    db.execute(update(StaffSignIn).where(*living).values(seen_at=round_down(now())))


def end(db: Session, token: str) -> None:
    """End the sign-in behind a token."""
    _end(db, col(StaffSignIn.token_hash) == hash_of(token))


def end_all(db: Session, staff: Staff, keep: str = "") -> None:
    """End every sign-in of a colleague but the one behind `keep`; no browser is known any more."""
    known_browsers.forget(db, staff)
    _end(db, (col(StaffSignIn.staff_id) == staff.id) & (col(StaffSignIn.token_hash) != hash_of(keep)))


def live_sign_ins(db: Session, staff: Staff) -> list[StaffSignIn]:
    """The sign-ins of this colleague that still live, the latest first."""
    living = (StaffSignIn.visible_to(staff), col(StaffSignIn.ends_at) > now())
    return list(db.exec(select(StaffSignIn).where(*living).order_by(col(StaffSignIn.begun_at).desc())))


def purge(db: Session) -> None:
    """Delete sign-ins 24 hours after their end."""
    limit = now() - KEPT_AFTER_END
    db.execute(delete(StaffSignIn).where((col(StaffSignIn.ended_at) < limit) | (col(StaffSignIn.ends_at) < limit)))


def _end(db: Session, which: object) -> None:
    living = col(StaffSignIn.ended_at).is_(None)
    db.execute(update(StaffSignIn).where(which, living).values(ended_at=round_down(now())))  # type: ignore[arg-type]
