"""Where codes of registrations are handed out and taken back."""

from sqlmodel import Session
from starlette.requests import Request

from accounts.access import everyone, registrants
from accounts.models import BudgetKind
from accounts.operations import receipts
from foundation.receipts import begin_visit, end_visit
from foundation.rows import find_visible
from groups.models import SIDE, Registration, RegistrationVisit
from groups.registrations.operations import codes
from web.areas import Area
from web.receipts import Desk

DESK = Desk(
    side=SIDE,
    names="groups:registration",
    path="/register",
    area=Area.REGISTRATIONS,
    everyone=everyone,
    holders=registrants,
    find=lambda db, typed: row.id if (row := codes.find_by_code(db, typed)) else None,
    begin=lambda db, held_id, old: begin_visit(db, RegistrationVisit, held_id, old),
    end=lambda db, token: end_visit(db, RegistrationVisit, token),
    hold_back=lambda db, typed: receipts.hold_back(db, BudgetKind.REGISTRATION_CODE, typed),
    note_wrong=lambda db, typed: receipts.note_wrong(db, BudgetKind.REGISTRATION_CODE, typed),
    use_sentence=lambda db, held_id, sentence: codes.use_own_sentence(db, db.get_one(Registration, held_id), sentence),
)


def own_registration(request: Request, db: Session) -> Registration:
    """The registration of who came in with its code. Raises `NotVisible` when it is gone."""
    return find_visible(db, Registration, request.user.id, request.user)


def find_registration(request: Request, db: Session) -> Registration:
    """The one in the address, as far as the colleague may see it. Raises `NotVisible`."""
    return find_visible(db, Registration, request.path_params["registration_id"], request.user)
