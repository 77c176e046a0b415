"""What happens by itself, as colleagues see it: when each job ran, when it runs next, what waits, what failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from foundation.clock import now
from mail import LetterState, OutgoingLetter
from scheduler.models import JobRun
from scheduler.timetable import TIMETABLE

LATE = timedelta(minutes=10)
"""So much later than meant a job is called late."""


@dataclass(frozen=True)
class JobRow:
    """One job; `last_at` is None before its first run, `trouble` the kind of error it ended in."""

    name: str
    last_at: datetime | None
    next_at: datetime
    error_kind: str

    @property
    def is_late(self) -> bool:
        """Should it have run, and did not?"""
        return self.next_at + LATE < now()


@dataclass(frozen=True)
class JobsOverview:
    """Every job, and the letters that wait or could not be sent."""

    jobs: Sequence[JobRow]
    waiting: int
    failed: int
    oldest: datetime | None


def jobs_overview(db: Session) -> JobsOverview:
    runs = {run.name: run for run in db.exec(select(JobRun))}
    moment = now()
    jobs = [
        JobRow(
            job.name,
            runs[job.name].last_at if job.name in runs else None,
            runs[job.name].last_at + job.every if job.name in runs else moment,
            runs[job.name].error_kind if job.name in runs else "",
        )
        for job in TIMETABLE
    ]
    by_state = select(OutgoingLetter.state, func.count()).group_by(col(OutgoingLetter.state))
    letters: Mapping[str, int] = dict(db.exec(by_state).all())
    is_due = (col(OutgoingLetter.state) == LetterState.QUEUED, col(OutgoingLetter.due_at) <= moment)
    oldest = db.exec(select(func.min(OutgoingLetter.due_at)).where(*is_due)).one()
    waiting = letters.get(LetterState.QUEUED, 0) + letters.get(LetterState.CLAIMED, 0)
    return JobsOverview(jobs, waiting, letters.get(LetterState.FAILED, 0), oldest)
