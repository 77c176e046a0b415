"""Applications: handing one in, asking back, answering, admitting, declining, and what remains of them."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, func, or_, select, update
from sqlmodel import Session, col

import audit
import facts
from accounts.forms import ApplicationRuling
from accounts.models import (
    APPLICATION_LIFECYCLE,
    WAITING_FOR_APPLICANT,
    Application,
    ApplicationMessage,
    ApplicationState,
    ApplicationVisit,
    BudgetKind,
    Relation,
    Speaker,
    Staff,
)
from accounts.models.application import ENDED
from accounts.operations import arrivals
from audit import Action
from facts import Fact
from foundation import access_codes
from foundation.access_codes import code_for, mac_of, purge_visits
from foundation.clock import now, today
from foundation.data_keys import destroy_key, destroy_keys, make_key, seal
from foundation.database import keys_of, settings_of
from foundation.errors import OutOfStep, TooBusy, require
from foundation.rows import require_unchanged, transition

SIDE = "application"
STATE_AFTER = {
    ApplicationRuling.Verdict.ADMIT: ApplicationState.ADMITTED,
    ApplicationRuling.Verdict.ASK: ApplicationState.ASKED,
    ApplicationRuling.Verdict.DECLINE: ApplicationState.DECLINED,
}
ACTIONS = {
    ApplicationRuling.Verdict.ADMIT: Action.APPLICATION_ADMITTED,
    ApplicationRuling.Verdict.ASK: Action.APPLICATION_ASKED,
    ApplicationRuling.Verdict.DECLINE: Action.APPLICATION_DECLINED,
}
FACTS = {
    ApplicationState.ADMITTED: Fact.APPLICATION_ADMITTED,
    ApplicationState.DECLINED: Fact.APPLICATION_DECLINED,
}


def submit(db: Session, nonce: str, relation: Relation, hope: str) -> tuple[Application, str]:
    """A new application and its code. The same form, sent twice, is the same application."""
    return _create(db, nonce, relation, hope, _receive)


def arrive(db: Session, nonce: str, relation: Relation, hope: str) -> tuple[Application, str]:
    """A stranger applies: as `submit`, but beyond the budget of arrivals they are parked.

    Raises `TooBusy` when too many are.
    """
    return _create(db, nonce, relation, hope, _receive_or_park)


def enter(db: Session, application: Application) -> None:
    """Somebody who was parked comes in: it is their turn. Raises `OutOfStep` before it, or when they are in already."""
    if not application.has_turn:
        raise OutOfStep("it is not their turn")
    now_received = {"turn_at": None, "received_on": _today(db), "waiting_since": _start_of_today(db)}
    _transition(db, application, ApplicationState.PARKED, ApplicationState.RECEIVED, **now_received)
    _receive(db, application)


def parked_count(db: Session) -> int:
    """How many wait for their turn."""
    parked = col(Application.state) == ApplicationState.PARKED
    return int(db.execute(select(func.count()).select_from(Application).where(parked)).scalar_one())


def _create(
    db: Session, nonce: str, relation: Relation, hope: str, take: Callable[[Session, Application], None]
) -> tuple[Application, str]:
    keys = keys_of(db)
    code = code_for(keys, SIDE, nonce)
    if earlier := find_by_code(db, code):
        return earlier, code
    application = Application(
        code_mac=mac_of(keys, SIDE, code),
        data_key_id=make_key(db),
        pattern_mac=pattern_of(db, hope),
        received_on=_today(db),
        waiting_since=_start_of_today(db),
    )
    seal(db, application, sealed_relation=relation.value, sealed_hope=hope)
    db.add(application)
    db.flush()
    take(db, application)
    return application, code


def find_by_code(db: Session, typed: str) -> Application | None:
    """The application this code or sentence is for."""
    return access_codes.find_by_code(db, Application, SIDE, typed)


def answer(db: Session, application: Application, text: str) -> None:
    """The applicant answers what was asked. Raises `OutOfStep` when nothing is asked any more."""
    _transition(db, application, ApplicationState.ASKED, ApplicationState.ANSWERED, waiting_since=_start_of_today(db))
    _add_message(db, application, Speaker.APPLICANT, text)


def withdraw(db: Session, application: Application) -> None:
    """The applicant takes it back: what was said is unreadable at once, for everybody and in old backups."""
    _transition(db, application, application.state, ApplicationState.WITHDRAWN, **_ended(db))
    _erase_contents(db, application)


def renew_code(db: Session, application: Application, by: Staff) -> str:
    """A new code, given by phone to somebody who lost theirs; the old one and its visits end."""
    require(by.is_moderator)
    code = access_codes.replace_code(db, application, SIDE, ApplicationVisit)
    audit.record(db, Action.APPLICATION_CODE_RENEWED, application.id, by=by.id)
    return code


def decide(db: Session, application: Application, deciding: ApplicationRuling, by: Staff) -> None:
    """Ask back, admit or decline. Of two colleagues one wins; the other gets `OutOfStep`."""
    require(by.is_moderator)
    require_unchanged(application, deciding.version)
    was, becomes = application.state, STATE_AFTER[deciding.verdict]
    declines = becomes is ApplicationState.DECLINED
    dates = _ended(db) if declines else {"ended_on": None, "expires_on": _expiry(db)}
    _transition(db, application, was, becomes, decider_id=by.id, **dates)
    if deciding.message:
        _add_message(db, application, Speaker.STAFF, deciding.message, by)
    for state, number in ((was, -1), (becomes, 1)):
        if state in FACTS:
            facts.count(db, FACTS[state], number)
    audit.record(db, ACTIONS[deciding.verdict], application.id, by=by.id)


def decline_many(db: Session, chosen: Sequence[Application], words: str, by: Staff) -> None:
    """Decline applications that nobody has answered, after a flood, with the same words to each."""
    for application in chosen:
        verdict = ApplicationRuling.Verdict.DECLINE
        decide(db, application, ApplicationRuling(version=application.version, verdict=verdict, message=words), by)


def can_decide(application: Application, verdict: ApplicationRuling.Verdict) -> bool:
    """Can this be decided, as it stands now?"""
    return APPLICATION_LIFECYCLE.allows(application.state, STATE_AFTER[verdict])


def add_note(db: Session, application: Application, text: str, by: Staff) -> None:
    """A note for colleagues; it ends with the application."""
    require(by.is_moderator and application.is_open)
    _add_message(db, application, Speaker.NOTE, text, by)


def pattern_of(db: Session, hope: str) -> bytes:
    """The keyed hash of what was hoped for, without case, accents, punctuation and spaces."""
    plain = unicodedata.normalize("NFKD", hope.casefold())
    return keys_of(db).mac("application pattern", re.sub(r"[\W_]+", "", plain))


def purge(db: Session) -> None:
    """End what waited too long for its applicant; delete what ended long ago, with its key; end silent visits."""
    purge_visits(db, ApplicationVisit)
    day = _today(db)
    late = (col(Application.state).in_(WAITING_FOR_APPLICANT), col(Application.expires_on) < day)
    changed = {"state": ApplicationState.EXPIRED, "ended_on": day, "version": Application.version + 1}
    db.execute(update(Application).where(*late).values(**changed), execution_options={"synchronize_session": False})
    kept = timedelta(days=settings_of(db).ended_application_days)
    ended = and_(col(Application.state).in_(ENDED), col(Application.ended_on) < day - kept)
    never_came = col(Application.received_on) < day - arrivals.PARKED_FOR
    over = or_(ended, and_(col(Application.state) == ApplicationState.PARKED, never_came))
    destroy_keys(db, select(col(Application.data_key_id)).where(over))
    db.execute(delete(Application).where(over))


def _receive(db: Session, application: Application) -> None:
    facts.count(db, Fact.APPLICATION_RECEIVED)


def _receive_or_park(db: Session, application: Application) -> None:
    if arrivals.may_enter(db, BudgetKind.APPLICATION):
        return _receive(db, application)
    turns = select(col(Application.turn_at)).where(col(Application.turn_at) > now())
    turn = arrivals.next_turn(db, db.execute(turns).scalars())
    if turn is None:
        raise TooBusy
    application.state, application.turn_at = ApplicationState.PARKED, turn
    db.add(application)
    return None


def _transition(
    db: Session, application: Application, from_state: ApplicationState, to_state: ApplicationState, **changes: object
) -> None:
    if from_state is to_state:
        raise OutOfStep("it is so already")
    transition(db, application, from_state, to_state, APPLICATION_LIFECYCLE, version=application.version + 1, **changes)


def _add_message(db: Session, application: Application, speaker: Speaker, text: str, by: Staff | None = None) -> None:
    said = select(func.count()).where(col(ApplicationMessage.application_id) == application.id)
    word = ApplicationMessage(
        application_id=application.id,
        number=int(db.execute(said).scalar_one()) + 1,
        speaker=speaker,
        staff_id=by.id if by else None,
        written_on=_today(db),
        data_key_id=application.data_key_id,
    )
    seal(db, word, sealed_text=text)
    db.add(word)
    db.flush()


def _erase_contents(db: Session, application: Application) -> None:
    application.sealed_relation, application.sealed_hope, application.pattern_mac = None, None, None
    db.add(application)
    db.execute(delete(ApplicationMessage).where(col(ApplicationMessage.application_id) == application.id))
    destroy_key(db, application.data_key_id)


def _ended(db: Session) -> dict[str, object]:
    return {"ended_on": _today(db), "expires_on": None}


def _expiry(db: Session) -> date:
    return _today(db) + timedelta(days=settings_of(db).application_days)


def _today(db: Session) -> date:
    return today(settings_of(db).time_zone)


def _start_of_today(db: Session) -> datetime:
    """The beginning of today, as people read it on the calendar: days are kept here, not moments."""
    return datetime.combine(_today(db), time(), ZoneInfo(settings_of(db).time_zone))
