"""The access codes of registrations, and the registration that an address or a code stands for."""

from sqlmodel import Session
from starlette.requests import Request

from accounts.access import everyone, registrants
from accounts.models import GUEST, BudgetKind, OwesDigits, Registrant
from accounts.operations import code_delays
from foundation.rows import find_visible
from groups.models import SIDE, Registration, RegistrationVisit
from web.access_codes import AccessCodes
from web.areas import Area

ACCESS_CODES = AccessCodes(
    side=SIDE,
    route_prefix="groups:registration",
    path="/register",
    area=Area.REGISTRATIONS,
    everyone=everyone,
    holders=registrants,
    holder=Registrant,
    owing=OwesDigits,
    nobody=GUEST,
    opens=Registration,
    visits=RegistrationVisit,
    lookup_delay=lambda db, typed: code_delays.lookup_delay(db, BudgetKind.REGISTRATION_CODE, typed),
    record_wrong_code=lambda db, typed: code_delays.record_wrong_code(db, BudgetKind.REGISTRATION_CODE, typed),
    spend_on_sentence=lambda db, owner_id, typed: code_delays.spend_on_sentence(
        db, BudgetKind.REGISTRATION_CODE, owner_id, typed
    ),
)


def own_registration(request: Request, db: Session) -> Registration:
    """The registration of the current code holder. Raises `NotVisible` when it is gone."""
    return find_visible(db, Registration, request.user.id, request.user)


def find_registration(request: Request, db: Session) -> Registration:
    """The registration in the address, as far as the colleague may see it. Raises `NotVisible`."""
    return find_visible(db, Registration, request.path_params["registration_id"], request.user)
