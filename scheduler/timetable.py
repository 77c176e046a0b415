"""Everything that happens by itself, on one screen."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from accounts.jobs import ADDRESS_LOOKUPS as ACCOUNT_LETTERS
from accounts.jobs import purge_accounts, scramble_invites
from accounts.operations.restrictions import begin_due as begin_restrictions
from forum.jobs import purge_notices, purge_read_marks, purge_texts
from foundation.data_keys import purge_orphans
from foundation.database import Database
from groups.jobs import ADDRESS_LOOKUPS as GROUP_LETTERS
from groups.jobs import (
    ask_the_silent,
    end_the_silent,
    expire_offers,
    plan_check_ins,
    purge_contact_tasks,
    purge_registrations,
    remind_of_conversations,
    remind_of_sessions,
    scramble_comments,
    send_day_ahead,
)
from mail import Letter
from mail.delivery import AddressLookup, deliver_each, purge_outbox
from moderation.jobs import ADDRESS_LOOKUPS as MODERATION_LETTERS
from moderation.jobs import notify_on_duty, purge_decisions, purge_rota
from web.retrying import purge_retry_keys

LATE = timedelta(minutes=10)
"""So much later than meant a job is called late."""
ADDRESSEES: dict[Letter, AddressLookup] = {**ACCOUNT_LETTERS, **MODERATION_LETTERS, **GROUP_LETTERS}


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


ENDINGS = (ask_the_silent, end_the_silent, purge_registrations, purge_contact_tasks)
TIMETABLE = (
    Job("notify who is on duty", timedelta(minutes=1), in_one_write(notify_on_duty)),
    Job("deliver letters", timedelta(seconds=30), deliver_letters),
    Job("purge the outbox", timedelta(minutes=5), in_batches(purge_outbox)),
    Job("purge accounts", timedelta(hours=1), in_one_write(purge_accounts)),
    Job("begin restrictions", timedelta(minutes=1), in_batches(begin_restrictions)),
    Job("scramble invites", timedelta(hours=1), in_one_write(scramble_invites)),
    Job("expire offers", timedelta(minutes=5), in_batches(expire_offers)),
    Job("remind of sessions", timedelta(minutes=10), in_batches(remind_of_sessions)),
    Job("remind of conversations", timedelta(minutes=10), in_batches(remind_of_conversations)),
    Job("plan check-ins", timedelta(hours=1), in_batches(plan_check_ins)),
    Job("send day-ahead letters", timedelta(minutes=30), in_one_write(send_day_ahead)),
    Job("scramble feedback comments", timedelta(hours=1), in_one_write(scramble_comments)),
    Job("purge registrations", timedelta(hours=1), in_batches(*ENDINGS)),
    Job("purge notices", timedelta(hours=6), in_batches(purge_notices, purge_read_marks)),
    Job("purge decisions", timedelta(hours=6), in_batches(purge_decisions)),
    Job("purge unused keys", timedelta(hours=24), in_batches(purge_orphans)),
    Job("purge the rota", timedelta(hours=24), in_one_write(purge_rota)),
    Job("purge returned texts", timedelta(hours=6), in_one_write(purge_texts)),
    Job("forget retries", timedelta(hours=6), in_one_write(purge_retry_keys)),
    Job("empty the write log", timedelta(minutes=5), Database.empty_write_log),
)
