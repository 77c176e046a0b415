"""Registering, changing the answers, pausing and resuming: what people do themselves."""

import secrets
from collections.abc import Callable
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

import facts
from accounts.models import BudgetKind
from accounts.operations import arrivals
from facts import Fact
from foundation.access_codes import code_for, mac_of, purge_visits
from foundation.clock import now
from foundation.data_keys import make_key
from foundation.database import keys_of
from foundation.errors import OutOfStep, Refused, TooBusy
from foundation.language import N_
from foundation.local_time import local_today
from groups.conversations.operations import changes, planning
from groups.models import SIDE, ConversationKind, Registration, RegistrationState, RegistrationVisit
from groups.registrations.forms import RegistrationForm
from groups.registrations.operations.codes import find_by_code
from groups.registrations.operations.lifecycle import change_state, end_expired_holds, park
from groups.registrations.operations.sealed_answers import seal_answers

LONGEST_PAUSE = timedelta(days=730)
PAUSE_OUT_OF_RANGE = N_("Choose a day between tomorrow and two years from now, or leave it empty.")
TIEBREAKERS = 2**31


def arrive(db: Session, nonce: str, form: RegistrationForm) -> tuple[Registration, str]:
    """A stranger registers: as `submit`, but beyond the budget of arrivals they are parked.

    Raises `TooBusy` when too many are.
    """
    return _create(db, nonce, form, _receive_or_park)


def submit(db: Session, nonce: str, form: RegistrationForm) -> tuple[Registration, str]:
    """Create a registration and its code. The same form sent twice is one registration."""
    return _create(db, nonce, form, _receive)


def enter(db: Session, registration: Registration) -> None:
    """Somebody who was parked comes in: it is their turn. Raises `OutOfStep` before it, or when they are in already."""
    if not registration.has_turn:
        raise OutOfStep("it is not their turn")
    change_state(db, registration, RegistrationState.RECEIVED, turn_at=None, received_on=local_today(db))
    _receive(db, registration)


def parked_count(db: Session) -> int:
    """How many wait for their turn."""
    parked = col(Registration.state) == RegistrationState.PARKED
    return db.exec(select(func.count()).select_from(Registration).where(parked)).one()


def _create(
    db: Session, nonce: str, form: RegistrationForm, take: Callable[[Session, Registration], None]
) -> tuple[Registration, str]:
    keys = keys_of(db)
    code = code_for(keys, SIDE, nonce)
    if earlier := find_by_code(db, code):
        return earlier, code
    registration = Registration(
        code_mac=mac_of(keys, SIDE, code),
        data_key_id=make_key(db),
        relation=form.relation,
        format=form.format,
        language=form.language,
        received_on=local_today(db),
        tiebreaker=secrets.randbelow(TIEBREAKERS),
    )
    seal_answers(db, registration, form)
    db.add(registration)
    db.flush()
    take(db, registration)
    return registration, code


def _receive(db: Session, registration: Registration) -> None:
    facts.count(db, Fact.REGISTRATION_RECEIVED)
    planning.plan(db, registration, ConversationKind.INTAKE)


def _receive_or_park(db: Session, registration: Registration) -> None:
    if arrivals.may_enter(db, BudgetKind.REGISTRATION):
        return _receive(db, registration)
    turns = select(Registration.turn_at).where(col(Registration.turn_at) > now())
    turn = arrivals.next_turn(db, [one for one in db.exec(turns) if one])
    if turn is None:
        raise TooBusy
    park(registration, turn)
    db.add(registration)
    return None


def change_answers(db: Session, registration: Registration, given: RegistrationForm) -> None:
    """Change the answers. The relation stays counted as it was; a seat stays a seat."""
    if not registration.can_have_conversation:
        raise OutOfStep("it is over")
    registration.relation, registration.format = given.relation, given.format
    registration.language = given.language
    seal_answers(db, registration, given)
    db.add(registration)
    db.flush()
    changes.recheck_slot(db, registration)


def pause(db: Session, registration: Registration, until: date | None) -> None:
    """Pause; the place on the waiting list is kept. Raises `Refused` for a day in the past, or years away."""
    if until and not timedelta(0) < until - local_today(db) <= LONGEST_PAUSE:
        raise Refused(PAUSE_OUT_OF_RANGE)
    change_state(db, registration, RegistrationState.ON_HOLD, hold_until=until)


def resume(db: Session, registration: Registration) -> None:
    """Wait again, in the same place. Raises `OutOfStep` when not paused."""
    if registration.state is not RegistrationState.ON_HOLD:
        raise OutOfStep("no pause")
    change_state(db, registration, RegistrationState.POOL, hold_until=None)


def purge(db: Session) -> None:
    """End idle visits, expire pauses."""
    purge_visits(db, RegistrationVisit)
    end_expired_holds(db)
