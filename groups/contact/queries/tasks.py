"""Today's contact tasks: by whom, and whether now is a good time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from accounts.queries import facilitators
from foundation.clock import now
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.paging import Value
from foundation.person import Person
from groups.contact.plan import CallingMoment, calling_moment
from groups.contact.queries.notifications import applies, tasks_with_subjects
from groups.lookups import in_care_of
from groups.models import MANUAL_MODES, ContactMode, ContactPlan, ContactTask, Notification, PeerGroup, Registration

FOR_THE_TEAM = (Notification.OFFERS_UNANSWERED, Notification.BEREAVEMENT)
"""Tasks that inform the team, with nothing to pass on to the person."""
REACHED_BY_STAFF = (ContactMode.CALL_ME, ContactMode.MESSAGE)
"""Modes in which the person is called or messaged, in the hours they named as safe."""


@dataclass(frozen=True, kw_only=True)
class ContactTaskRow:
    """One contact to make: the name to use, in which mode, about what, since when. Contact details stay closed.

    `by` is the colleague responsible, empty when no active colleague is; `is_own` when that is the viewer, or nobody.
    `is_reached` when that colleague calls or messages them: only then `contact_plan` (the safe hours) and `moment` are
    set. `wants_call`: after a death the person wants one more call.
    """

    ids: list[UUID]
    registration_id: UUID
    notifications: list[Notification]
    name: str
    mode: ContactMode
    due_on: date
    by: str
    is_own: bool
    moment: CallingMoment | None
    contact_plan: ContactPlan | None
    is_reached: bool
    wants_call: bool = False

    @property
    def place(self) -> tuple[Value, ...]:
        """One's own first, then the oldest."""
        return int(not self.is_own), self.due_on, self.registration_id, int(self.is_for_the_team)

    @property
    def is_for_the_team(self) -> bool:
        """Does it only inform the team, with nothing to say to the person?"""
        return any(one in FOR_THE_TEAM for one in self.notifications)


def contact_tasks(db: Session, viewer: Person, registration: Registration | None = None) -> list[ContactTaskRow]:
    """The tasks, of everybody or of this person, one row a person: one's own first, then the oldest.

    Those that no longer apply are left out. How somebody is reached is sealed, so all of them are looked at.
    """
    about_them = (col(ContactTask.registration_id) == registration.id,) if registration else ()
    undone = (
        col(ContactTask.done_on).is_(None),
        col(ContactTask.due_on) <= local_today(db),
        Registration.visible_to(viewer),
        *about_them,
    )
    in_order = (col(ContactTask.due_on), col(Registration.tiebreaker), col(ContactTask.id))
    found = db.execute(tasks_with_subjects().where(*undone).order_by(*in_order)).all()
    people = {one.id: one for _, one, *_ in found}
    load_keys(db, {one.data_key_id for one in people.values()})
    responsible, reads = _responsible_staff(db, people.values()), in_care_of(db, people, viewer)
    rows: dict[tuple[UUID, bool], ContactTaskRow] = {}
    for task, one, *about in found:
        key = (one.id, task.notification in FOR_THE_TEAM)
        row = rows.get(key) or _row(db, task, one, responsible[one.id], reads=one.id in reads)
        wanted = task.notification in FOR_THE_TEAM or row.mode in MANUAL_MODES
        if wanted and applies(one, task.notification, task.subject, task.revision, *about):
            rows[key] = row
            row.ids.append(task.id)
            row.notifications.append(task.notification)
    return sorted(rows.values(), key=lambda row: row.place)


def _row(db: Session, task: ContactTask, registration: Registration, by: str, reads: bool) -> ContactTaskRow:
    plan = unseal_value(db, registration, "sealed_contact", ContactPlan)
    wants_call = task.notification is Notification.BEREAVEMENT and task.revision == 1
    is_reached = wants_call or (plan.mode in REACHED_BY_STAFF and task.notification not in FOR_THE_TEAM)
    return ContactTaskRow(
        ids=[],
        registration_id=registration.id,
        notifications=[],
        name=unseal(db, registration, "sealed_name"),
        mode=plan.mode,
        due_on=task.due_on,
        by=by,
        is_own=reads or not by,
        moment=calling_moment(plan, _here(db), asked_for=wants_call) if reads and is_reached else None,
        contact_plan=plan.hours_only() if reads and is_reached else None,
        is_reached=reads and is_reached,
        wants_call=wants_call,
    )


def _here(db: Session) -> datetime:
    return now().astimezone(ZoneInfo(settings_of(db).time_zone))


def _responsible_staff(db: Session, people: Collection[Registration]) -> dict[UUID, str]:
    """The name of the assigned facilitator, or of the group's; empty without one."""
    wanted = {one.group_id for one in people if one.group_id}
    groups = {group.id: group for group in db.exec(select(PeerGroup).where(col(PeerGroup.id).in_(wanted)))}
    here, found = dict(facilitators(db)), {}
    for one in people:
        group = groups.get(one.group_id) if one.group_id else None
        asked = (one.facilitator_id, *(group.facilitator_ids if group else ()))
        found[one.id] = next((here[staff_id] for staff_id in asked if staff_id in here), "")
    return found
