"""Registrations: handing one in, changing it, pausing, withdrawing, erasing: what the person does."""

import json
import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

import facts
from facts import Fact
from foundation.data_keys import destroy_key, make_key, seal, unseal, unseal_fields
from foundation.database import keys_of, leave_nothing, settings_of
from foundation.errors import OutOfStep, Refused
from foundation.language import N_
from foundation.receipts import code_for, end_visits_of, mac_of, macs_of, new_nonce, tidy_visits
from foundation.rows import hold_some, ids_of, last_of
from groups.forms import Registering
from groups.look_day import local_today
from groups.models import (
    AFTERWARDS,
    SIDE,
    Attendance,
    Bond,
    Call,
    CallKind,
    ContactReveal,
    CopyRequest,
    Errand,
    GroupSession,
    News,
    PrivateWord,
    Registration,
    RegistrationState,
    RegistrationVisit,
)
from groups.operations import calls, news, planning
from groups.operations.moving import move
from mail.delivery import forget_letters

SENTENCE_IS_TAKEN = N_("Please make up another sentence, a longer one.")
LONGEST_PAUSE = timedelta(days=730)
NO_SUCH_PAUSE = N_("Choose a day between tomorrow and two years from now, or leave it empty.")
TIES = 2**31
HANG_ON_IT: list[tuple[Any, Any]] = [
    (Call, Call.registration_id),
    (Errand, Errand.registration_id),
    (Bond, Bond.first_id),
    (Bond, Bond.second_id),
    (PrivateWord, PrivateWord.registration_id),
    (Attendance, Attendance.registration_id),
    (CopyRequest, CopyRequest.registration_id),
    (ContactReveal, ContactReveal.registration_id),
]
"""What goes with a registration when it is erased, and whose it is."""
SAFE = ("safe_morning", "safe_afternoon", "safe_evening", "safe_weekend")
SEALED = (
    "sealed_name",
    "sealed_contact",
    "sealed_wishes",
    "sealed_circle",
    "sealed_words",
    "sealed_facts",
    "sealed_left",
    "sealed_goal",
)


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


def withdraw(db: Session, registration: Registration) -> None:
    """The person withdraws."""
    end(db, registration, RegistrationState.WITHDRAWN)


def note_death(db: Session, registration: Registration) -> None:
    """The person it was about has died: everything that waits for them ends; the page says where to go with grief."""
    end(db, registration, RegistrationState.DECEASED)


def tell_of_death(db: Session, registration: Registration, wants_call: bool) -> None:
    """The same, said by the person with the code: the team reads it on the list by hand, and whether to call."""
    note_death(db, registration)
    news.note_errand(db, registration, News.LOSS, registration.id, revision=int(wants_call))


def erase(db: Session, registration: Registration) -> None:
    """Erase everything at once: the key is destroyed, so old copies cannot be read either; the code opens nothing."""
    ended = registration.ended_on or local_today(db)
    move(db, registration, RegistrationState.ERASED, ended_on=ended, facilitator_id=None)
    for table, owner in HANG_ON_IT:
        db.execute(delete(table).where(col(owner) == registration.id))
    for column in SEALED:
        setattr(registration, column, None)
    registration.code_mac = mac_of(keys_of(db), SIDE, new_nonce())
    db.add(registration)
    forget_letters(db, registration.id)
    destroy_key(db, registration.data_key_id)
    leave_nothing(db)
    end_visits_of(db, RegistrationVisit, registration.id)


def tidy(db: Session) -> None:
    """End silent visits, let pauses run out."""
    tidy_visits(db, RegistrationVisit)
    day = local_today(db)
    over = (col(Registration.state) == RegistrationState.ON_HOLD, col(Registration.hold_until) <= day)
    back = {"state": RegistrationState.POOL, "hold_until": None, "version": Registration.version + 1}
    db.execute(update(Registration).where(*over).values(**back), execution_options={"synchronize_session": False})


def close(db: Session, after: UUID | None = None) -> UUID | None:
    """Close what is over, erase what ended long ago.

    Some of them, those that come after `after`; the last one, or None when there are no more.
    """
    day, settings = local_today(db), settings_of(db)
    returning = select(GroupSession.group_id).where(GroupSession.to_come(), col(GroupSession.is_return))
    comes_back = and_(col(Registration.state) == RegistrationState.COMPLETED, col(Registration.group_id).in_(returning))
    to_call = select(Call.registration_id).where(Call.is_to_come())
    still = comes_back | col(Registration.id).in_(to_call)
    left_before = col(Registration.left_on) < day - timedelta(days=settings.after_group_days)
    done = and_(col(Registration.state).in_(AFTERWARDS), left_before, ~still)
    ended_before = col(Registration.ended_on) < day - timedelta(days=settings.ended_registration_days)
    ended = and_(col(Registration.state) != RegistrationState.ERASED, ended_before)
    people = hold_some(db, Registration, or_(done, ended), after=after)
    # asked again now that they are held: whoever held them before may have said yes to a call
    called = set(db.exec(to_call.where(col(Call.registration_id).in_(ids_of(people)))))
    for one in people:
        if one.ended_on:
            erase(db, one)
        elif one.id not in called:
            move(db, one, RegistrationState.CLOSED, ended_on=day)
    return last_of(people)


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


def end(db: Session, registration: Registration, becomes: RegistrationState) -> None:
    """It comes to nothing more; the clock of keeping starts."""
    move(db, registration, becomes, ended_on=local_today(db), hold_until=None)
    facts.count(db, Fact.REGISTRATION_ENDED)
