"""Who a token belongs to."""

from functools import partial

from sqlmodel import Session

from accounts.models import GUEST, HalfSignedIn
from accounts.operations import one_time_codes, sign_ins, staff_sign_ins
from accounts.routes.applying import ACCESS_CODES
from web.areas import Area, Arrival
from web.transactions import after_refusal


def identify(db: Session, area: Area, token: str, code: str = "") -> Arrival:
    """Whose token this is; a correct one-time `code` reactivates an idle staff sign-in."""
    if area is Area.STAFF:
        return _staff_arrival(db, token, code)
    if area is Area.APPLICATIONS:
        return ACCESS_CODES.arrival(db, token, code)
    found = sign_ins.current(db, token) if area is Area.MEMBERS else None
    if found is None:
        return Arrival(GUEST)
    member, sign_in = found
    note = partial(sign_ins.renew, sign_in_id=sign_in.id) if sign_ins.renewal_is_due(sign_in) else None
    return Arrival(member, note)


def end_all(db: Session, tokens: dict[Area, str]) -> None:
    """End the sign-ins behind these tokens."""
    if tokens.get(Area.MEMBERS):
        sign_ins.end(db, tokens[Area.MEMBERS])
    if tokens.get(Area.APPLICATIONS):
        ACCESS_CODES.end(db, tokens[Area.APPLICATIONS])
    if tokens.get(Area.STAFF):
        staff_sign_ins.end(db, tokens[Area.STAFF])


def _staff_arrival(db: Session, token: str, code: str) -> Arrival:
    found = staff_sign_ins.current(db, token)
    if found is None:
        return Arrival(GUEST)
    staff, sign_in = found
    has_code = sign_in.code_at is not None and staff.enrolled_on is not None
    if code and has_code:
        if one_time_codes.accept(db, staff, code):
            staff_sign_ins.refresh_code(db, sign_in)
            after_refusal(db, staff_sign_ins.use_code, sign_in.id, code)
        else:
            after_refusal(db, one_time_codes.record_failure, staff.id)
            return Arrival(HalfSignedIn(staff))
    if staff.enrolled_on is None or staff_sign_ins.needs_code(db, sign_in):
        return Arrival(HalfSignedIn(staff))
    is_due = sign_ins.renewal_is_due(sign_in)
    return Arrival(staff, partial(staff_sign_ins.renew, sign_in_id=sign_in.id) if is_due else None)
