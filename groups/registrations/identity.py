"""Whose registration a visit token belongs to."""

from functools import partial

from sqlmodel import Session

from accounts.models import GUEST, BudgetKind, Registrant
from accounts.operations import code_delays
from accounts.operations.sign_ins import renewal_is_due
from foundation.access_codes import begin_visit, current_visit, end_visit, renew_visit
from groups.models import RegistrationVisit
from groups.registrations.operations import codes
from web.areas import Arrival
from web.transactions import after_refusal


def identify(db: Session, token: str, code: str = "") -> Arrival:
    """The registrant behind this token; a correct `code` opens a new visit once the old one has ended."""
    visit = current_visit(db, RegistrationVisit, token)
    if visit:
        note = partial(renew_visit, model=RegistrationVisit, visit_id=visit.id)
        return Arrival(Registrant(visit.visited_id), note if renewal_is_due(visit) else None)
    if not code:
        return Arrival(GUEST)
    code_delays.require_no_delay(db, BudgetKind.REGISTRATION_CODE, code)
    found = codes.find_by_code(db, code)
    if found is None:
        after_refusal(db, code_delays.record_wrong_code, BudgetKind.REGISTRATION_CODE, code)
        return Arrival(GUEST)
    return Arrival(Registrant(found.id), token=begin_visit(db, RegistrationVisit, found.id, token))


def end_visit_of_token(db: Session, token: str) -> None:
    end_visit(db, RegistrationVisit, token)
