"""Sending again what could not be sent: not what is too late by now, and not what is no longer so."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.rows import ids_of
from mail.delivery import AddressLookup, is_stale
from mail.letters import Letter, LetterState, OutgoingLetter


def worth_sending_again(db: Session, address_lookups: dict[Letter, AddressLookup]) -> Sequence[OutgoingLetter]:
    """The letters that failed and still tell their reader something."""
    failed = select(OutgoingLetter).where(col(OutgoingLetter.state) == LetterState.FAILED)
    return [one for one in db.exec(failed) if not is_stale(db, one) and address_lookups[one.kind](db, one)]


def send_again(db: Session, address_lookups: dict[Letter, AddressLookup]) -> int:
    """Put them in the queue once more, as if nothing was wrong with them yet. How many."""
    again = worth_sending_again(db, address_lookups)
    failed = (col(OutgoingLetter.id).in_(ids_of(again)), col(OutgoingLetter.state) == LetterState.FAILED)
    db.execute(
        update(OutgoingLetter).where(*failed).values(state=LetterState.QUEUED, due_at=now(), faults=0),
        execution_options={"synchronize_session": False},
    )
    return len(again)
