"""Registrations: handing one in, reading it back, changing it, pausing: what the person does."""

import json

from sqlmodel import Session

from foundation.data_keys import seal, unseal, unseal_fields
from groups.models import Registration
from groups.registrations.forms import Registering

SAFE = ("safe_morning", "safe_afternoon", "safe_evening", "safe_weekend")


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
