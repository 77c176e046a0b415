"""Conversations that are to get a moment, and what a moment must not be."""

import json
import secrets
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from foundation.clock import now
from foundation.data_keys import seal, unseal_value
from foundation.database import settings_of
from foundation.errors import Refused
from foundation.language import N_
from foundation.local_time import local_today
from foundation.rows import lock, take
from groups.contact.plan import usual_channel
from groups.models import CALL_LIFECYCLE, Call, CallKind, CallState, ContactPlan, Registration

MOST = 3
ENOUGH_HELD = N_("Three preparation conversations have taken place. Say how the preparation ends.")


def plan(db: Session, registration: Registration, kind: CallKind, not_before: date | None = None) -> Call:
    """A conversation that is to get a moment."""
    call = Call(
        registration_id=registration.id,
        data_key_id=registration.data_key_id,
        kind=kind,
        channel=usual_channel(unseal_value(db, registration, "sealed_contact", ContactPlan)),
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
        more |= {"day": None, "starts": None} if call.begins_at and call.begins_at > now() else {}
        take(db, call, call.state, CallState.DONE, CALL_LIFECYCLE, **more)


def replace_by_meeting(db: Session, people: Sequence[Registration]) -> None:
    """These met again: the call after the group that had no moment yet is not needed any more."""
    theirs = (col(Call.registration_id).in_([one.id for one in people]), col(Call.kind) == CallKind.AFTERCARE)
    for call in db.exec(select(Call).where(*theirs, Call.is_to_come()).order_by(col(Call.id))).all():
        lock(db, call)
        if call.state is CallState.PLANNED:
            more = {"version": call.version + 1, "revision": call.revision + 1}
            take(db, call, CallState.PLANNED, CallState.CANCELLED, CALL_LIFECYCLE, **more)


def require_room(db: Session, registration: Registration) -> None:
    """Raise `Refused` when as many preparing conversations were held as there are."""
    held = (col(Call.registration_id) == registration.id, col(Call.kind) == CallKind.PREPARATION)
    number = db.exec(select(func.count()).select_from(Call).where(*held, col(Call.state) == CallState.DONE)).one()
    if number >= MOST:
        raise Refused(ENOUGH_HELD)
