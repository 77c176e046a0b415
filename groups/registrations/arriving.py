"""Who a registration's token belongs to."""

from functools import partial

from sqlmodel import Session

from accounts.models import GUEST, BudgetKind, Registrant
from accounts.operations import receipts
from accounts.operations.sign_ins import renewal_is_due
from foundation.receipts import begin_visit, current_visit, end_visit, renew_visit
from groups.models import RegistrationVisit
from groups.registrations.operations import codes
from web.areas import Arrival
from web.transactions import after_refusal


def identify(db: Session, token: str, code: str = "") -> Arrival:
    """Who comes in with this token; a right `code` opens a new visit when the old one has ended."""
    visit = current_visit(db, RegistrationVisit, token)
    if visit:
        note = partial(renew_visit, model=RegistrationVisit, visit_id=visit.id)
        return Arrival(Registrant(visit.visited_id), note if renewal_is_due(visit) else None)
    if not code:
        return Arrival(GUEST)
    receipts.require_patience(db, BudgetKind.REGISTRATION_CODE, code)
    found = codes.find_by_code(db, code)
    if found is None:
        after_refusal(db, receipts.note_wrong, BudgetKind.REGISTRATION_CODE, code)
        return Arrival(GUEST)
    return Arrival(Registrant(found.id), token=begin_visit(db, RegistrationVisit, found.id, token))


def end(db: Session, token: str) -> None:
    """End the visit behind this token."""
    end_visit(db, RegistrationVisit, token)
