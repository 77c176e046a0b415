"""The access codes of registrations, and the registration that an address or a code stands for."""

from sqlmodel import Session
from starlette.requests import Request

from accounts.access import everyone, registrants
from accounts.models import BudgetKind
from accounts.operations import code_delays
from foundation.access_codes import begin_visit, end_visit
from foundation.rows import find_visible
from groups.models import SIDE, Registration, RegistrationVisit
from groups.registrations.operations import codes
from web.access_codes import AccessCodes
from web.areas import Area

ACCESS_CODES = AccessCodes(
    side=SIDE,
    route_prefix="groups:registration",
    path="/register",
    area=Area.REGISTRATIONS,
    everyone=everyone,
    holders=registrants,
    find=lambda db, typed: row.id if (row := codes.find_by_code(db, typed)) else None,
    begin=lambda db, held_id, old: begin_visit(db, RegistrationVisit, held_id, old),
    end=lambda db, token: end_visit(db, RegistrationVisit, token),
    lookup_delay=lambda db, typed: code_delays.lookup_delay(db, BudgetKind.REGISTRATION_CODE, typed),
    record_wrong_code=lambda db, typed: code_delays.record_wrong_code(db, BudgetKind.REGISTRATION_CODE, typed),
    use_sentence=lambda db, held_id, sentence: codes.use_own_sentence(db, db.get_one(Registration, held_id), sentence),
)


def own_registration(request: Request, db: Session) -> Registration:
    """The registration of the current code holder. Raises `NotVisible` when it is gone."""
    return find_visible(db, Registration, request.user.id, request.user)


def find_registration(request: Request, db: Session) -> Registration:
    """The registration in the address, as far as the colleague may see it. Raises `NotVisible`."""
    return find_visible(db, Registration, request.path_params["registration_id"], request.user)
