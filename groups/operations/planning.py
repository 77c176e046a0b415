"""Conversations that are to get a moment."""

import json
import secrets
from datetime import date

from sqlmodel import Session, col, select

from foundation.data_keys import seal, unseal_fields
from foundation.database import settings_of
from foundation.rows import take
from groups.look_day import local_today
from groups.models import CALL_LIFECYCLE, Call, CallKind, CallState, Channel, ContactMode, Registration

USUAL = {ContactMode.I_CALL_YOU: Channel.DIAL_IN, ContactMode.NOTHING: Channel.DIAL_IN}
"""How somebody is spoken with who cannot be called; everybody else is called."""


def plan(db: Session, registration: Registration, kind: CallKind, not_before: date | None = None) -> Call:
    """A conversation that is to get a moment."""
    mode = unseal_fields(db, registration, "sealed_contact").get("mode", ContactMode.NOTHING)
    call = Call(
        registration_id=registration.id,
        data_key_id=registration.data_key_id,
        kind=kind,
        channel=USUAL.get(mode, Channel.PHONE),
        facilitator_id=registration.facilitator_id,
        minutes=settings_of(db).call_minutes,
        zone=settings_of(db).time_zone,
        not_before=not_before,
    )
    seal(db, call, sealed_about=json.dumps({"notes": "", "room": secrets.token_hex(12)}))
    db.add(call)
    db.flush()
    return call


def note_held_elsewhere(db: Session, registration: Registration, kind: CallKind) -> None:
    """It was held without a moment of ours, by whoever noted it: nothing is left to plan."""
    open_ones = (col(Call.registration_id) == registration.id, col(Call.kind) == kind, Call.is_to_come())
    for call in db.exec(select(Call).where(*open_ones)).all():
        more = {"version": call.version + 1, "revision": call.revision + 1, "done_on": local_today(db)}
        take(db, call, call.state, CallState.DONE, CALL_LIFECYCLE, **more)
