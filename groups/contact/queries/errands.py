"""What has to be brought by hand today, by whom, and whether now is a good moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from accounts.queries import facilitators
from foundation.clock import now
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.person import Person
from groups.contact.queries.news import holds, with_subjects
from groups.models import BY_HAND, ContactMode, ContactPlan, Errand, News, PeerGroup, Registration

MOST = 200
OURS = (News.SILENT, News.LOSS)
"""Errands that are for the team to know, not to be brought to the person."""
REACHED = (ContactMode.CALL_ME, ContactMode.MESSAGE)
"""Who wants it so is called, or gets a message, at the hours they named as safe."""
BY_DAY = (time(9), time(21))
"""Who named no hours is called between these, and asked first whether it suits."""


@dataclass(frozen=True)
class ErrandRow:
    """One call to make by hand: to whom by the name to say, in which way, about what, since when. How stays closed.

    `by` looks after the person, empty when nobody does who still works here; `is_own` when that is the viewer, or
    nobody. `is_reached` when somebody is called or gets a message, by who looks after them: to nobody else `plan` (the
    hours that are safe) and `is_safe_now` say anything. `wants_call`: after a loss somebody wants one more call.
    """

    ids: list[UUID]
    registration_id: UUID
    news: list[News]
    name: str
    mode: ContactMode
    due_on: date
    by: str
    is_own: bool
    is_safe_now: bool | None
    plan: ContactPlan | None
    is_reached: bool
    wants_call: bool = False

    @property
    def is_for_the_team(self) -> bool:
        """Is it for the team to know, with nothing to say to the person?"""
        return any(one in OURS for one in self.news)


def errands(db: Session, viewer: Person) -> list[ErrandRow]:
    """What is to be brought by hand, one call a person: one's own first, then the oldest.

    What no longer holds has gone by itself.
    """
    undone = (col(Errand.done_on).is_(None), col(Errand.due_on) <= local_today(db), Errand.visible_to(viewer))
    in_order = (col(Errand.due_on), col(Registration.tie), col(Errand.id))
    found = db.exec(with_subjects().where(*undone).order_by(*in_order).limit(MOST)).all()
    people = {one.id: one for _, one, *_ in found}
    load_keys(db, {one.data_key_id for one in people.values()})
    cared_for = _who_look_after(db, people.values())
    calls: dict[tuple[UUID, bool], ErrandRow] = {}
    for errand, one, *about in found:
        call = (one.id, errand.news in OURS)
        row = calls.get(call) or _row(db, viewer, errand, one, *cared_for[one.id])
        wanted = errand.news in OURS or row.mode in BY_HAND
        if wanted and holds(one, errand.news, errand.subject, errand.revision, *about):
            calls[call] = row
            row.ids.append(errand.id)
            row.news.append(errand.news)
    return sorted(calls.values(), key=lambda row: not row.is_own)


def _row(db: Session, viewer: Person, errand: Errand, one: Registration, group: PeerGroup | None, by: str) -> ErrandRow:
    plan, reads = unseal_value(db, one, "sealed_contact", ContactPlan), one.looked_after_by(viewer, group)
    wants_call = errand.news is News.LOSS and errand.revision == 1
    is_reached = wants_call or (plan.mode in REACHED and errand.news not in OURS)
    return ErrandRow(
        [],
        one.id,
        [],
        unseal(db, one, "sealed_name"),
        plan.mode,
        errand.due_on,
        by,
        reads or not by,
        _is_safe_now(db, plan) if reads and is_reached else None,
        plan.hours_only() if reads and is_reached else None,
        reads and is_reached,
        wants_call,
    )


def _is_safe_now(db: Session, plan: ContactPlan) -> bool | None:
    """Is this an hour named as safe? None when none were named, by day; nobody is called early or late unasked."""
    here = now().astimezone(ZoneInfo(settings_of(db).time_zone))
    named = plan.is_safe_at(here)
    return False if named is None and not BY_DAY[0] <= here.time() < BY_DAY[1] else named


def _who_look_after(db: Session, people: Collection[Registration]) -> dict[UUID, tuple[PeerGroup | None, str]]:
    """For each of them their group, and the name of the colleague they were given to, or who leads it."""
    wanted = {one.group_id for one in people if one.group_id}
    groups = {group.id: group for group in db.exec(select(PeerGroup).where(col(PeerGroup.id).in_(wanted)))}
    here, found = dict(facilitators(db)), {}
    for one in people:
        group = groups.get(one.group_id) if one.group_id else None
        asked = (one.facilitator_id, *(group.facilitator_ids if group else ()))
        found[one.id] = (group, next((here[who] for who in asked if who in here), ""))
    return found
