"""Everything that happens by itself, on one screen."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from accounts.jobs import ADDRESSEES as ACCOUNT_LETTERS
from accounts.jobs import mix_the_door, tidy_door
from forum.jobs import tidy_texts
from foundation.database import Database
from groups.jobs import ADDRESSEES as GROUP_LETTERS
from groups.jobs import (
    expire_offers,
    mix_sentences,
    plan_contacts,
    remind_of_calls,
    remind_of_sessions,
    tell_of_the_day,
    tidy_errands,
    tidy_registrations,
)
from mail import Letter
from mail.delivery import Addressee, deliver_each, tidy_outbox
from moderation.jobs import ADDRESSEES as MODERATION_LETTERS
from moderation.jobs import tell_who_is_on_duty, tidy_rota

ADDRESSEES: dict[Letter, Addressee] = {**ACCOUNT_LETTERS, **MODERATION_LETTERS, **GROUP_LETTERS}


@dataclass(frozen=True)
class Job:
    """What is done, and how often. Between two steps of `run` it can be left, and taken up anew another time."""

    name: str
    every: timedelta
    run: Callable[[Database], Iterable[object] | None]


def in_one_write(work: Callable[[Session], None]) -> Callable[[Database], None]:
    """A job that is one transaction."""

    def run(database: Database) -> None:
        with database.write() as db:
            work(db)

    return run


def in_batches(*works: Callable[[Session, UUID | None], UUID | None]) -> Callable[[Database], Iterator[None]]:
    """A job of many short transactions, however much there is: each goes on after the row where the last one ended."""

    def run(database: Database) -> Iterator[None]:
        for work in works:
            after, is_over = None, False
            while not is_over:
                with database.write() as db:
                    after = work(db, after)
                is_over = after is None
                yield

    return run


def deliver_letters(database: Database) -> Iterator[bool]:
    """Letters are claimed, sent and noted one by one."""
    return deliver_each(database, ADDRESSEES)


TIMETABLE = (
    Job("tell who is on duty", timedelta(minutes=1), in_one_write(tell_who_is_on_duty)),
    Job("deliver letters", timedelta(seconds=30), deliver_letters),
    Job("tidy the outbox", timedelta(minutes=5), in_batches(tidy_outbox)),
    Job("tidy the door", timedelta(hours=1), in_one_write(tidy_door)),
    Job("mix the door", timedelta(hours=1), in_one_write(mix_the_door)),
    Job("expire offers", timedelta(minutes=5), in_batches(expire_offers)),
    Job("remind of sessions", timedelta(minutes=10), in_batches(remind_of_sessions)),
    Job("remind of conversations", timedelta(minutes=10), in_batches(remind_of_calls)),
    Job("plan contacts while waiting", timedelta(hours=1), in_batches(plan_contacts)),
    Job("tell of the day", timedelta(minutes=30), in_one_write(tell_of_the_day)),
    Job("mix sentences", timedelta(hours=1), in_one_write(mix_sentences)),
    Job("tidy registrations", timedelta(hours=1), in_batches(tidy_registrations, tidy_errands)),
    Job("tidy the rota", timedelta(hours=24), in_one_write(tidy_rota)),
    Job("tidy returned texts", timedelta(hours=6), in_one_write(tidy_texts)),
    Job("empty the write log", timedelta(minutes=5), Database.empty_write_log),
)
