"""Registrations: handing one in, reading it back, changing it, pausing: what the person does."""

import json
import secrets
from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

import facts
from facts import Fact
from foundation.data_keys import make_key, seal, unseal, unseal_fields
from foundation.database import keys_of
from foundation.errors import OutOfStep, Refused
from foundation.language import N_
from foundation.receipts import code_for, mac_of, macs_of, tidy_visits
from groups.forms import Registering
from groups.look_day import local_today
from groups.models import (
    SIDE,
    CallKind,
    Registration,
    RegistrationState,
    RegistrationVisit,
)
from groups.operations import calls, planning
from groups.operations.moving import move

SENTENCE_IS_TAKEN = N_("Please make up another sentence, a longer one.")
LONGEST_PAUSE = timedelta(days=730)
NO_SUCH_PAUSE = N_("Choose a day between tomorrow and two years from now, or leave it empty.")
TIES = 2**31
SAFE = ("safe_morning", "safe_afternoon", "safe_evening", "safe_weekend")


def hand_in(db: Session, nonce: str, registering: Registering) -> tuple[Registration, str]:
    """A new registration and its code. The same form, sent twice, is the same registration."""
    keys = keys_of(db)
    code = code_for(keys, SIDE, nonce)
    if earlier := find_by_code(db, code):
        return earlier, code
    registration = Registration(
        code_mac=mac_of(keys, SIDE, code),
        data_key_id=make_key(db),
        relation=registering.relation,
        format=registering.format,
        language=registering.language,
        received_on=local_today(db),
        tie=secrets.randbelow(TIES),
    )
    seal_answers(db, registration, registering)
    db.add(registration)
    facts.count(db, Fact.REGISTRATION_RECEIVED)
    db.flush()
    planning.plan(db, registration, CallKind.INTRODUCTORY)
    return registration, code


def find_by_code(db: Session, typed: str) -> Registration | None:
    """The registration this code or sentence is for."""
    return db.exec(
        select(Registration).where(col(Registration.code_mac).in_(macs_of(keys_of(db), SIDE, typed)))
    ).first()


def use_own_sentence(db: Session, registration: Registration, sentence: str) -> None:
    """A secret sentence stands in the place of the digits from now on; they die. Raises `Refused`."""
    registration.code_mac, registration.has_own_sentence = mac_of(keys_of(db), SIDE, sentence), True
    db.add(registration)
    try:
        db.flush()
    except IntegrityError:
        raise Refused(SENTENCE_IS_TAKEN) from None


def change(db: Session, registration: Registration, given: Registering) -> None:
    """Other answers. The relation that was counted at the start stays counted; a seat stays a seat."""
    if not registration.may_be_called:
        raise OutOfStep("it is over")
    registration.relation, registration.format = given.relation, given.format
    registration.language = given.language
    seal_answers(db, registration, given)
    db.add(registration)
    db.flush()
    calls.fit_again(db, registration)


def answers_of(db: Session, registration: Registration) -> dict[str, str]:
    """What was answered, as the form takes it back."""
    wishes, contact, circle = (
        unseal_fields(db, registration, column) for column in ("sealed_wishes", "sealed_contact", "sealed_circle")
    )
    ticked = [*wishes.pop("days", []), *wishes.pop("parts", [])]
    plain = {"relation": registration.relation, "format": registration.format, "language": registration.language}
    given = {**plain, **wishes, **contact, **circle, "call_me": unseal(db, registration, "sealed_name")}
    as_typed = {name: "on" if value is True else str(value) for name, value in given.items() if value}
    return {**as_typed, **dict.fromkeys(ticked, "on")}


def told_by(db: Session, registration: Registration) -> Registering:
    """The same, read back as it was handed in."""
    return Registering.model_validate(answers_of(db, registration))


def pause(db: Session, registration: Registration, until: date | None) -> None:
    """The person pauses; the place in the list is kept. Raises `Refused` for a day that is over, or years away."""
    if until and not timedelta(0) < until - local_today(db) <= LONGEST_PAUSE:
        raise Refused(NO_SUCH_PAUSE)
    move(db, registration, RegistrationState.ON_HOLD, hold_until=until)


def resume(db: Session, registration: Registration) -> None:
    """The person waits again, where they were. Raises `OutOfStep` when they were not pausing."""
    if registration.state is not RegistrationState.ON_HOLD:
        raise OutOfStep("no pause")
    move(db, registration, RegistrationState.POOL, hold_until=None)


def tidy(db: Session) -> None:
    """End silent visits, let pauses run out."""
    tidy_visits(db, RegistrationVisit)
    day = local_today(db)
    over = (col(Registration.state) == RegistrationState.ON_HOLD, col(Registration.hold_until) <= day)
    back = {"state": RegistrationState.POOL, "hold_until": None, "version": Registration.version + 1}
    db.execute(update(Registration).where(*over).values(**back), execution_options={"synchronize_session": False})


def seal_answers(db: Session, registration: Registration, given: Registering) -> None:
    """Keep the answers, sealed."""
    wishes = {"region": given.region, "days": given.days, "parts": given.parts, "several": given.several}
    contact = {
        "mode": given.mode,
        "phone": given.phone,
        "email": given.email,
        **{name: getattr(given, name) for name in SAFE},
        "safe_hours": given.safe_hours,
        "voicemail": given.voicemail,
        "somebody_else": given.somebody_else,
        "word": given.word,
    }
    circle = {"circle": given.circle, "shared_word": given.shared_word}
    seal(
        db,
        registration,
        sealed_name=given.call_me or None,
        sealed_wishes=json.dumps(wishes),
        sealed_contact=json.dumps(contact),
        sealed_circle=json.dumps(circle),
    )
