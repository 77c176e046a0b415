"""Registrations: handing one in, waiting, pausing, ending, erasing, and what colleagues do meanwhile."""

import json
import secrets
from datetime import date, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.clock import today
from foundation.data_keys import destroy_key, make_key, seal, unseal_fields
from foundation.database import keys_of, settings_of
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.receipts import code_for, end_visits_of, mac_of, macs_of, new_nonce, tidy_visits
from foundation.rows import take
from groups.forms import Ending, Registering
from groups.models import REGISTRATION_LIFECYCLE, SIDE, Registration, RegistrationState, RegistrationVisit

SENTENCE_IS_TAKEN = N_("Please make up another sentence, a longer one.")
TIES = 2**31
SEALED = ("sealed_name", "sealed_contact", "sealed_wishes", "sealed_circle", "sealed_words")


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
        received_on=_today(db),
        tie=secrets.randbelow(TIES),
    )
    _seal_answers(db, registration, registering)
    db.add(registration)
    facts.count(db, Fact.REGISTRATION_RECEIVED)
    db.flush()
    return registration, code


def enter_for_a_caller(db: Session, nonce: str, registering: Registering, by: Staff) -> tuple[Registration, str]:
    """The same, by a colleague on the phone; the code is read aloud."""
    require(by.is_coordinator or by.is_facilitator)
    registration, code = hand_in(db, nonce, registering)
    if by.is_facilitator and registration.facilitator_id is None:
        registration.facilitator_id = by.id
        db.add(registration)
    audit.record(db, Action.REGISTRATION_ENTERED, registration.id, by=by.id)
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


def renew_code(db: Session, registration: Registration, by: Staff) -> str:
    """A new code, given in conversation to who lost theirs; the old one and its visits end."""
    require(registration.handled_by(by))
    code = code_for(keys_of(db), SIDE, new_nonce())
    registration.code_mac, registration.has_own_sentence = mac_of(keys_of(db), SIDE, code), False
    db.add(registration)
    end_visits_of(db, RegistrationVisit, registration.id)
    audit.record(db, Action.REGISTRATION_CODE_RENEWED, registration.id, by=by.id)
    return code


def pause(db: Session, registration: Registration, until: date | None) -> None:
    """The person pauses; the place in the list is kept."""
    _move(db, registration, RegistrationState.ON_HOLD, hold_until=until)


def resume(db: Session, registration: Registration) -> None:
    """The person waits again, where they were."""
    _move(db, registration, RegistrationState.POOL, hold_until=None)


def withdraw(db: Session, registration: Registration) -> None:
    """The person withdraws."""
    _end(db, registration, RegistrationState.WITHDRAWN)


def note_death(db: Session, registration: Registration) -> None:
    """The person it was about has died: everything that waits for them ends; the page says where to go with grief."""
    _end(db, registration, RegistrationState.DECEASED)


def erase(db: Session, registration: Registration) -> None:
    """Erase everything at once: the key is destroyed, so old copies cannot be read either; the code opens nothing."""
    ended = registration.ended_on or _today(db)
    _move(db, registration, RegistrationState.ERASED, ended_on=ended, facilitator_id=None)
    for column in SEALED:
        setattr(registration, column, None)
    registration.code_mac = mac_of(keys_of(db), SIDE, new_nonce())
    db.add(registration)
    destroy_key(db, registration.data_key_id)
    end_visits_of(db, RegistrationVisit, registration.id)


def note_talk(db: Session, registration: Registration, version: int, by: Staff) -> None:
    """The introductory conversation was held, and a group may fit: the person enters the waiting list."""
    require(registration.handled_by(by))
    _require_seen(registration, version)
    day = _today(db)
    entered = registration.entered_on or day
    _move(db, registration, RegistrationState.POOL, talked_on=day, entered_on=entered)
    facts.count(db, Fact.TALK_HELD)
    audit.record(db, Action.REGISTRATION_TALK_HELD, registration.id, by=by.id)


def end(db: Session, registration: Registration, ending: Ending, by: Staff) -> None:
    """A colleague ends it, with words for the person."""
    require(registration.handled_by(by))
    _require_seen(registration, ending.version)
    _end(db, registration, RegistrationState(ending.outcome.value))
    seal(db, registration, sealed_words=ending.words)
    db.add(registration)
    audit.record(db, Action.REGISTRATION_ENDED, registration.id, by=by.id)


def assign(db: Session, registration: Registration, facilitator: Staff | None, by: Staff) -> None:
    """Give it to a facilitator, or to nobody yet. A coordinator's work."""
    require(by.is_coordinator and (facilitator is None or facilitator.is_facilitator))
    registration.facilitator_id = facilitator.id if facilitator else None
    db.add(registration)
    audit.record(db, Action.REGISTRATION_ASSIGNED, registration.id, by=by.id)


def reveal(db: Session, registration: Registration, by: Staff) -> dict[str, Any]:
    """Open the contact details outside a booked call; the record says who did."""
    require(registration.handled_by(by))
    audit.record(db, Action.CONTACT_REVEALED, registration.id, by=by.id)
    return unseal_fields(db, registration, "sealed_contact")


def tidy(db: Session) -> None:
    """End silent visits, let pauses run out, erase what ended long ago."""
    tidy_visits(db, RegistrationVisit)
    day = _today(db)
    over = (col(Registration.state) == RegistrationState.ON_HOLD, col(Registration.hold_until) <= day)
    back = {"state": RegistrationState.POOL, "hold_until": None, "version": Registration.version + 1}
    db.execute(update(Registration).where(*over).values(**back), execution_options={"synchronize_session": False})
    kept = timedelta(days=settings_of(db).ended_registration_days)
    ended = (~Registration.open(), col(Registration.state) != RegistrationState.ERASED)
    for registration in db.exec(select(Registration).where(*ended, col(Registration.ended_on) < day - kept)).all():
        erase(db, registration)


def _seal_answers(db: Session, registration: Registration, given: Registering) -> None:
    wishes = {"region": given.region, "days": given.days, "parts": given.parts, "several": given.several}
    contact = {
        "mode": given.mode,
        "phone": given.phone,
        "email": given.email,
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


def _end(db: Session, registration: Registration, becomes: RegistrationState) -> None:
    _move(db, registration, becomes, ended_on=_today(db), hold_until=None)
    facts.count(db, Fact.REGISTRATION_ENDED)


def _move(db: Session, registration: Registration, becomes: RegistrationState, **also: object) -> None:
    if registration.state is becomes:
        raise OutOfStep("it is so already")
    version = registration.version + 1
    take(db, registration, registration.state, becomes, REGISTRATION_LIFECYCLE, version=version, **also)


def _require_seen(registration: Registration, version: int) -> None:
    if version != registration.version:
        raise OutOfStep("a colleague was faster")


def _today(db: Session) -> date:
    return today(settings_of(db).time_zone)
