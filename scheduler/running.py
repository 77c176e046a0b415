"""Doing what is due: of many workers one holds the lease, and what ran is written down."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from foundation.clock import now, wall_clock_now
from foundation.database import Database
from foundation.error_log import Event, log_error, log_event
from scheduler.models import JobRun, Lease
from scheduler.timetable import LATE, TIMETABLE, Job

LEASE_DURATION = timedelta(minutes=2)
TIME_SLICE = timedelta(minutes=1)
"""So long one job may work before the others get their turn. What is left is taken up at the next look."""
LEASE_NAME = "house"
AHEAD = timedelta(days=3)
"""So long after the last look the clock is doubted: longer than a weekend on which nothing ran."""
BEHIND = timedelta(hours=1)
"""So long before the last look the clock is doubted."""


class Worker:
    """One of those who look for what is due. It renews its lease long before that runs out, also in a long job."""

    def __init__(self, database: Database, holder: str, is_wanted: Callable[[], bool] = lambda: True) -> None:
        self.database = database
        self.holder = holder
        self.is_wanted = is_wanted
        self.renewed_at: datetime | None = None

    def may_continue(self) -> bool:
        """May the next step be taken? No longer when the house closes, or when the lease is another's."""
        if not self.is_wanted():
            return False
        moment = now()
        if self.renewed_at and timedelta(0) <= moment - self.renewed_at < LEASE_DURATION / 4:
            return True
        self.renewed_at = moment if hold_lease(self.database, self.holder) else None
        return self.renewed_at is not None

    def run(self, job: Job) -> bool:
        """Give a job its turn. Did it come to its end?"""
        until, trouble = now() + TIME_SLICE, ""
        try:
            for _ in job.run(self.database) or ():
                if now() >= until or not self.may_continue():
                    return False
        except Exception as error:
            log_error(error, Event.JOB_FAILED, job=job.name)
            trouble = type(error).__name__[:60]
        with self.database.write() as db:
            db.merge(JobRun(name=job.name, last_at=now(), error_kind=trouble))
        return True


def poll(database: Database, holder: str, is_wanted: Callable[[], bool] = lambda: True) -> list[str]:
    """Run every job that is due, while the lease can be had. The names of what came to its end."""
    worker = Worker(database, holder, is_wanted)
    return [job.name for job in TIMETABLE if worker.may_continue() and is_due(database, job) and worker.run(job)]


def is_due(database: Database, job: Job) -> bool:
    """Is it time? A last run that is still to come was noted by a clock that went wrong."""
    with database.read() as db:
        last = last_run(db, job.name)
    if last is None:
        return True
    next_at = last.last_at + job.every
    if now() > next_at + LATE:
        log_event(Event.JOB_LATE, job=job.name, minutes=(now() - next_at) // timedelta(minutes=1))
    return not last.last_at <= now() < next_at


def hold_lease(database: Database, holder: str) -> bool:
    """Take the lease or keep it; False while another worker holds it."""
    moment = now()
    with database.write() as db:
        is_over = (col(Lease.until) < moment) | (col(Lease.until) > moment + 2 * LEASE_DURATION)
        free = is_over | (col(Lease.holder) == holder)
        mine = (
            update(Lease)
            .where(col(Lease.name) == LEASE_NAME, free)
            .values(holder=holder, until=moment + LEASE_DURATION)
        )
        done = db.execute(mine)
        if isinstance(done, CursorResult) and done.rowcount == 1:
            return True
        if db.get(Lease, LEASE_NAME):
            return False
    return _first_lease(database, holder, moment)


class Lookout:
    """Looks for what is due, again and again, unless the clock has jumped since; a demo has nothing to lose by that."""

    def __init__(self, database: Database, is_wanted: Callable[[], bool]) -> None:
        self.database, self.is_wanted = database, is_wanted
        self.holder, self.looked_at = secrets.token_hex(8), now()

    def look(self) -> None:
        """Poll. Never an error: the next look may go well."""
        moment, is_real = now(), self.database.settings.mode != "demo"
        if is_real and is_doubtful(moment, self.looked_at):
            return log_event(Event.CLOCK_JUMPED)
        self.looked_at = moment
        try:
            poll(self.database, self.holder, self.is_wanted)
        except Exception as error:
            log_error(error, Event.LOOK_FAILED)
        return None


def is_doubtful(moment: datetime, last: datetime) -> bool:
    """Is this moment so far from the last one we know of that the clock may be wrong?"""
    return not last - BEHIND <= moment <= last + AHEAD


def start(database: Database) -> BackgroundScheduler:
    """A scheduler thread that polls; the caller shuts it down, which waits for the step that is being taken."""
    scheduler = BackgroundScheduler(timezone="UTC")
    lookout = Lookout(database, lambda: bool(scheduler.running))
    scheduler.add_job(
        lookout.look,
        "interval",
        seconds=database.settings.poll_seconds,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
        next_run_time=wall_clock_now(),
    )
    scheduler.start()
    return scheduler


def last_run(db: Session, name: str) -> JobRun | None:
    """When a job ran last."""
    return db.exec(select(JobRun).where(col(JobRun.name) == name)).first()


def _first_lease(database: Database, holder: str, moment: datetime) -> bool:
    try:
        with database.write() as db:
            db.add(Lease(name=LEASE_NAME, holder=holder, until=moment + LEASE_DURATION))
    except IntegrityError:
        return False
    return True
