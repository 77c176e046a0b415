"""To what else the outcome of a conversation can be put right: as long as nothing has come after it."""

from sqlmodel import Session, col, select

from groups.conversations.queries.calls import about_call
from groups.models import Call, CallKind, CallState, Outcome, Registration

COULD = {
    CallKind.INTRODUCTORY: (Outcome.GROUP, Outcome.PREPARATION, Outcome.NOT_NOW),
    CallKind.AFTERCARE: (Outcome.WELL, Outcome.WORRIED),
}
"""Among these one can change; another group can be said after a call too, and not be taken back."""
STANDS = ("state", "preparing", "preparing_why", "group_id", "offers", "entered_on", "hold_until", "left_on")


def how_it_stands(registration: Registration) -> str:
    """What an outcome led to. As long as it is the same, nothing has come after it."""
    return " ".join(str(getattr(registration, name)) for name in STANDS)


def outcomes_instead(db: Session, call: Call, registration: Registration) -> list[Outcome]:
    """What it could have come to instead; nothing once things have gone on."""
    could = COULD.get(call.kind, ())
    if call.state is not CallState.DONE or call.outcome not in could:
        return []
    if about_call(db, call).led_to != how_it_stands(registration) or _was_prepared(db, call):
        return []
    more = (Outcome.ANOTHER_GROUP,) if call.kind is CallKind.AFTERCARE else ()
    return [one for one in (*could, *more) if one is not call.outcome]


def has_moment(db: Session, registration: Registration) -> bool:
    """Is there a conversation to come that somebody keeps an hour free for? It is let go first, so that they hear."""
    ahead = (col(Call.registration_id) == registration.id, Call.booked())
    return db.exec(select(Call.id).where(*ahead).limit(1)).first() is not None


def _was_prepared(db: Session, call: Call) -> bool:
    """Did it lead to a preparation in which a conversation is over, held or not?"""
    theirs = (col(Call.registration_id) == call.registration_id, col(Call.kind) == CallKind.PREPARATION)
    over = db.exec(select(Call.id).where(*theirs, ~Call.is_to_come()).limit(1)).first()
    return call.outcome is Outcome.PREPARATION and over is not None
