"""What happens by itself, as colleagues see it: when each job ran, when it runs next, what waits, what failed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from foundation.clock import now
from mail import Letter, LetterState, OutgoingLetter
from mail.resending import worth_sending_again
from scheduler.models import JobRun
from scheduler.timetable import ADDRESSEES, LATE, TIMETABLE


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
class LetterRow:
    """What became of the letters of one kind: how many, without whom."""

    kind: Letter
    by_state: Mapping[LetterState, int]

    @property
    def waiting(self) -> int:
        """Those that are on their way."""
        return self.by_state.get(LetterState.QUEUED, 0) + self.by_state.get(LetterState.CLAIMED, 0)

    @property
    def failed(self) -> int:
        """Those that were given up."""
        return self.by_state.get(LetterState.FAILED, 0)


@dataclass(frozen=True)
class JobsOverview:
    """Every job; the letters of the last days by kind, and since when the oldest waits that should have gone."""

    jobs: Sequence[JobRow]
    letters: Sequence[LetterRow]
    oldest: datetime | None

    @property
    def waiting(self) -> int:
        """Letters that are on their way."""
        return sum(row.waiting for row in self.letters)

    @property
    def failed(self) -> int:
        """Letters that were given up."""
        return sum(row.failed for row in self.letters)


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
    is_due = (col(OutgoingLetter.state) == LetterState.QUEUED, col(OutgoingLetter.first_due_at) <= moment)
    oldest = db.exec(select(func.min(OutgoingLetter.first_due_at)).where(*is_due)).one()
    return JobsOverview(jobs, letters_by_kind(db), oldest)


def letters_by_kind(db: Session) -> list[LetterRow]:
    """What became of the letters that are still kept, one row for each kind there is."""
    counted = select(OutgoingLetter.kind, OutgoingLetter.state, func.count()).group_by(
        col(OutgoingLetter.kind), col(OutgoingLetter.state)
    )
    by_kind: dict[Letter, dict[LetterState, int]] = defaultdict(dict)
    for kind, state, number in db.exec(counted):
        by_kind[Letter(kind)][LetterState(state)] = number
    return [LetterRow(kind, by_kind[kind]) for kind in Letter if kind in by_kind]


def resendable_by_kind(db: Session) -> Mapping[Letter, int]:
    """How many letters of each kind failed and still tell their reader something."""
    return Counter(letter.kind for letter in worth_sending_again(db, ADDRESSEES))
