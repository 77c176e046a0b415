"""Colleagues: adding, enrolling, roles, leaving."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

import audit
from accounts.models import Role, Staff
from accounts.operations import one_time_codes, staff_sign_ins
from accounts.operations.members import passes_for_a_member
from audit import Action
from foundation.clock import now, today
from foundation.codes import new_code, normalise_code
from foundation.columns import Condition
from foundation.data_keys import make_key, seal, unseal
from foundation.database import keys_of, settings_of
from foundation.errors import Refused, require
from foundation.language import N_

ENROLMENT_CHARACTERS = 16
ENROLMENT_LASTS = timedelta(days=7)
NAME_OF_A_MEMBER = N_("A member has this name, or one that looks like it. Add something, such as a surname.")
EMAIL, ENROLMENT = "staff e-mail", "staff enrolment"


def add(
    db: Session, name: str, email: str, roles: list[Role], organisation: str, by: Staff | None = None
) -> tuple[Staff, str]:
    """A new colleague and the one-time code to enrol with.

    Raises `Refused` for an e-mail that is taken, and for a name that passes for a member's.

    `by` is None on the command line, where whoever runs the server acts.
    """
    require(by is None or by.is_coordinator)
    if find_by_email(db, email):
        raise Refused(N_("There is already a colleague with this email address."))
    if problem := new_name_problem(db, name):
        raise Refused(problem)
    keys = keys_of(db)
    mac = keys.mac(EMAIL, normalise_email(email))
    staff = Staff(data_key_id=make_key(db), email_mac=mac, organisation=organisation)
    seal(db, staff, sealed_name=name, sealed_email=normalise_email(email))
    staff.set_roles(roles)
    code = _new_enrolment(db, staff)
    audit.record(db, Action.STAFF_ADDED, staff.id, by=by.id if by else None)
    return staff, code


def new_name_problem(db: Session, name: str) -> str:
    """Why no new colleague can be shown under this name, as a msgid; empty when they can."""
    return NAME_OF_A_MEMBER if passes_for_a_member(db, name) else ""


def renew_enrolment(db: Session, staff: Staff, by: Staff | None = None) -> str:
    """Let a colleague enrol anew: passphrase, app and open sign-ins die; returns the one-time code."""
    require(by is None or staff.manageable_by(by))
    staff.passphrase_hash, staff.sealed_code_secret, staff.enrolled_on = None, None, None
    one_time_codes.drop_recovery_codes(db, staff)
    code = _new_enrolment(db, staff)
    staff_sign_ins.end_all(db, staff)
    audit.record(db, Action.STAFF_CODE_RENEWED, staff.id, by=by.id if by else None)
    return code


def find_enrolling(db: Session, email: str, code: str) -> Staff | None:
    """The colleague this e-mail and enrolment code belong to, while the code lives."""
    staff = find_by_email(db, email)
    if staff is None or staff.enrolment_mac is None or staff.ended_on:
        return None
    is_right = staff.enrolment_mac in keys_of(db).macs(ENROLMENT, normalise_code(code))
    lives = staff.enrolment_until is not None and staff.enrolment_until > now()
    return staff if is_right and lives else None


def enrol(db: Session, staff: Staff, passphrase_hash: str) -> None:
    """The first step of enrolling: a passphrase and a fresh secret; the enrolment code is used up."""
    staff.passphrase_hash = passphrase_hash
    staff.enrolment_mac, staff.enrolment_until = None, None
    one_time_codes.make_secret(db, staff)
    db.add(staff)


def finish_enrolling(db: Session, staff: Staff) -> list[str]:
    """The app works: the colleague is enrolled. Returns the recovery codes, to be shown once."""
    staff.enrolled_on = today(settings_of(db).time_zone)
    db.add(staff)
    audit.record(db, Action.STAFF_ENROLLED, staff.id, by=staff.id)
    return one_time_codes.renew_recovery_codes(db, staff)


def change_roles(db: Session, staff: Staff, roles: list[Role], by: Staff) -> None:
    """Give a colleague exactly these roles; open sign-ins end. Nobody changes their own."""
    require(staff.manageable_by(by))
    staff.set_roles(roles)
    db.add(staff)
    staff_sign_ins.end_all(db, staff)
    audit.record(db, Action.STAFF_ROLES_CHANGED, staff.id, by=by.id)


def end(db: Session, staff: Staff, by: Staff) -> None:
    """A colleague leaves: no sign-in works any more. The row stays, for what they decided."""
    require(staff.manageable_by(by))
    staff.ended_on = today(settings_of(db).time_zone)
    db.add(staff)
    staff_sign_ins.end_all(db, staff)
    audit.record(db, Action.STAFF_ENDED, staff.id, by=by.id)


def change_passphrase(db: Session, staff: Staff, passphrase_hash: str, token: str) -> None:
    """A new passphrase; every other sign-in ends."""
    staff.passphrase_hash = passphrase_hash
    db.add(staff)
    staff_sign_ins.end_all(db, staff, keep=token)
    audit.record(db, Action.STAFF_PASSPHRASE_CHANGED, staff.id, by=staff.id)


def find_by_email(db: Session, email: str) -> Staff | None:
    """The colleague with this e-mail, also one who left."""
    return db.exec(select(Staff).where(_has_email(db, email))).first()


def is_known(db: Session, email: str) -> bool:
    """Is there such a colleague? Asked by one column, also of a database that an earlier version made."""
    return db.exec(select(Staff.id).where(_has_email(db, email))).first() is not None


def _has_email(db: Session, email: str) -> Condition:
    return col(Staff.email_mac).in_(keys_of(db).macs(EMAIL, normalise_email(email)))


def name_of(db: Session, staff_id: UUID | None) -> str:
    """The name of a colleague as others see it."""
    staff = db.get(Staff, staff_id) if staff_id else None
    return unseal(db, staff, "sealed_name") if staff else ""


def normalise_email(email: str) -> str:
    """An e-mail address as it is compared."""
    return email.strip().casefold()


def _new_enrolment(db: Session, staff: Staff) -> str:
    code = new_code(ENROLMENT_CHARACTERS)
    staff.enrolment_mac = keys_of(db).mac(ENROLMENT, code)
    staff.enrolment_until = now() + ENROLMENT_LASTS
    db.add(staff)
    db.flush()
    return code
