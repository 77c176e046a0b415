"""Doing what is due: of many workers one holds the lease, and what ran is written down."""

import secrets
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.database import Database
from foundation.noting import note_error
from scheduler.models import JobRun, Lease
from scheduler.timetable import TIMETABLE, Job

LASTS = timedelta(minutes=2)
HOUSE = "house"


def poll(database: Database, holder: str) -> list[str]:
    """Run every job that is due, if the lease can be had. The names of what ran."""
    if not hold_lease(database, holder):
        return []
    return [job.name for job in TIMETABLE if _run_if_due(database, job)]


def hold_lease(database: Database, holder: str) -> bool:
    """Take the lease or keep it; False while another worker holds it."""
    moment = now()
    with database.write() as db:
        is_over = (col(Lease.until) < moment) | (col(Lease.until) > moment + 2 * LASTS)
        free = is_over | (col(Lease.holder) == holder)
        mine = update(Lease).where(col(Lease.name) == HOUSE, free).values(holder=holder, until=moment + LASTS)
        done = db.execute(mine)
        if isinstance(done, CursorResult) and done.rowcount == 1:
            return True
        if db.get(Lease, HOUSE):
            return False
    return _first_lease(database, holder, moment)


def start(database: Database) -> BackgroundScheduler:
    """A scheduler thread that polls; the caller shuts it down."""
    scheduler = BackgroundScheduler(timezone="UTC")
    holder = secrets.token_hex(8)
    scheduler.add_job(
        poll,
        "interval",
        args=[database, holder],
        seconds=database.settings.poll_seconds,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
        next_run_time=now(),
    )
    scheduler.start()
    return scheduler


def last_run(db: Session, name: str) -> JobRun | None:
    """When a job ran last."""
    return db.exec(select(JobRun).where(col(JobRun.name) == name)).first()


def _first_lease(database: Database, holder: str, moment: datetime) -> bool:
    try:
        with database.write() as db:
            db.add(Lease(name=HOUSE, holder=holder, until=moment + LASTS))
    except IntegrityError:
        return False
    return True


def _run_if_due(database: Database, job: Job) -> bool:
    with database.read() as db:
        last = last_run(db, job.name)
        if last and last.last_at + job.every > now() >= last.last_at:
            return False
    trouble = ""
    try:
        job.run(database)
    except Exception as error:
        note_error(error)
        trouble = type(error).__name__[:60]
    with database.write() as db:
        db.merge(JobRun(name=job.name, last_at=now(), trouble=trouble))
    return True
