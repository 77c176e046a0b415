"""One-time codes (TOTP): making the secret, checking a code, and the codes for when the phone is gone."""

import pyotp
from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, select

import audit
from accounts.models import BudgetKind, Staff, StaffRecoveryCode
from accounts.operations import budgets
from audit import Action
from foundation.clock import now
from foundation.codes import new_code, normalise_code
from foundation.data_keys import seal, unseal
from foundation.database import keys_of

STEP_SECONDS = 30
RECOVERY_CODES = 8
RECOVERY_CHARACTERS = 16
LABEL = "staff recovery code"


def make_secret(db: Session, staff: Staff) -> None:
    """A new secret for the app on the phone."""
    seal(db, staff, sealed_code_secret=pyotp.random_base32())


def secret_of(db: Session, staff: Staff) -> str:
    """The secret, for the page that shows it once."""
    return unseal(db, staff, "sealed_code_secret")


def address_for_app(db: Session, staff: Staff, issuer: str) -> str:
    """What the drawn square holds. The name in it is the service's neutral one; no person's."""
    return pyotp.TOTP(secret_of(db, staff)).provisioning_uri(name=issuer, issuer_name=issuer)


def accept(db: Session, staff: Staff, typed: str, *, app_only: bool = False) -> bool:
    """Is this the code of this half minute (or one beside it), never used before? Uses it up.

    A recovery code is accepted as well, once, unless it must come from the app. Raises `TooMany` after too many tries.
    """
    name = str(staff.id)
    budgets.require_code_budget(db, BudgetKind.STAFF_CODE, name)
    return _accept_from_app(db, staff, typed) or (not app_only and _accept_recovery(db, staff, typed))


def record_failure(db: Session, staff_id: object) -> None:
    """What remains of a wrong code, whatever else is undone."""
    budgets.spend(db, BudgetKind.STAFF_CODE, str(staff_id))
    audit.record(db, Action.STAFF_CODE_FAILED, staff_id, by=staff_id)  # type: ignore[arg-type]


def renew_recovery_codes(db: Session, staff: Staff) -> list[str]:
    """New recovery codes; the old ones die. To be shown once."""
    drop_recovery_codes(db, staff)
    codes = [new_code(RECOVERY_CHARACTERS) for _ in range(RECOVERY_CODES)]
    keys = keys_of(db)
    db.add_all(StaffRecoveryCode(staff_id=staff.id, code_mac=keys.mac(LABEL, code)) for code in codes)
    return codes


def drop_recovery_codes(db: Session, staff: Staff) -> None:
    """Let every recovery code of this colleague die."""
    db.execute(delete(StaffRecoveryCode).where(col(StaffRecoveryCode.staff_id) == staff.id))


def recovery_codes_left(db: Session, staff: Staff) -> int:
    """How many recovery codes are unused."""
    left = select(StaffRecoveryCode.id).where(col(StaffRecoveryCode.staff_id) == staff.id)
    return len(db.exec(left).all())


def _accept_from_app(db: Session, staff: Staff, typed: str) -> bool:
    code = "".join(typed.split())
    if len(code) != 6 or not code.isdigit() or staff.sealed_code_secret is None:
        return False
    totp = pyotp.TOTP(secret_of(db, staff))
    this_step = int(now().timestamp()) // STEP_SECONDS
    for step in (this_step - 1, this_step, this_step + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), code):
            return _use_step(db, staff, step)
    return False


def _use_step(db: Session, staff: Staff, step: int) -> bool:
    done = db.execute(
        update(Staff)
        .where(col(Staff.id) == staff.id, col(Staff.last_code_step) < step)
        .values(last_code_step=step, version=Staff.version + 1)
    )
    db.refresh(staff)
    return isinstance(done, CursorResult) and done.rowcount == 1


def _accept_recovery(db: Session, staff: Staff, typed: str) -> bool:
    code = normalise_code(typed)
    if len(code) != RECOVERY_CHARACTERS:
        return False
    done = db.execute(
        delete(StaffRecoveryCode).where(
            col(StaffRecoveryCode.staff_id) == staff.id,
            col(StaffRecoveryCode.code_mac).in_(keys_of(db).macs(LABEL, code)),
        )
    )
    used = isinstance(done, CursorResult) and done.rowcount == 1
    if used:
        audit.record(db, Action.STAFF_RECOVERED, staff.id, by=staff.id)
    return used
