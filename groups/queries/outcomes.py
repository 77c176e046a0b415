"""To what else the outcome of a conversation can be put right."""

from sqlmodel import Session, col, select

from groups.models import AFTERWARDS, Call, CallKind, CallState, Outcome, Preparing, Registration, RegistrationState


def outcomes_instead(db: Session, call: Call, registration: Registration) -> list[Outcome]:
    """To what an outcome can still be put right: as long as nothing has come after it."""
    if call.state is not CallState.DONE or call.outcome is None or not call.done_on:
        return []
    theirs = (col(Call.registration_id) == registration.id, col(Call.state) == CallState.DONE, col(Call.id) != call.id)
    if db.exec(select(Call.id).where(*theirs, col(Call.done_on) >= call.done_on).limit(1)).first():
        return []
    if call.kind is CallKind.INTRODUCTORY and registration.state in (RegistrationState.POOL, RegistrationState.ON_HOLD):
        stands = Preparing.RUNNING if call.outcome is Outcome.PREPARATION else None
        could = (Outcome.GROUP, Outcome.PREPARATION, Outcome.NOT_NOW) if registration.preparing is stands else ()
    elif call.kind is CallKind.AFTERCARE and registration.state in AFTERWARDS:
        could = (Outcome.WELL, Outcome.WORRIED, Outcome.ANOTHER_GROUP)
    else:
        could = ()
    return [one for one in could if one is not call.outcome] if call.outcome in could else []
