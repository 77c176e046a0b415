"""Everything that happens by itself, on one screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

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
    tidy_registrations,
)
from mail import Letter
from mail.delivery import Addressee, deliver_due, tidy_outbox
from moderation.jobs import ADDRESSEES as MODERATION_LETTERS
from moderation.jobs import tell_who_is_on_duty, tidy_rota

ADDRESSEES: dict[Letter, Addressee] = {**ACCOUNT_LETTERS, **MODERATION_LETTERS, **GROUP_LETTERS}


@dataclass(frozen=True)
class Job:
    """What is done, and how often."""

    name: str
    every: timedelta
    run: Callable[[Database], None]


def in_one_write(work: Callable[[Session], None]) -> Callable[[Database], None]:
    """A job that is one transaction."""

    def run(database: Database) -> None:
        with database.write() as db:
            work(db)

    return run


def deliver_letters(database: Database) -> None:
    """Letters are claimed, sent and noted one by one."""
    deliver_due(database, ADDRESSEES)


TIMETABLE = (
    Job("tell who is on duty", timedelta(minutes=1), in_one_write(tell_who_is_on_duty)),
    Job("deliver letters", timedelta(seconds=30), deliver_letters),
    Job("tidy the outbox", timedelta(minutes=5), in_one_write(tidy_outbox)),
    Job("tidy the door", timedelta(hours=1), in_one_write(tidy_door)),
    Job("mix the door", timedelta(hours=1), in_one_write(mix_the_door)),
    Job("expire offers", timedelta(minutes=5), in_one_write(expire_offers)),
    Job("remind of sessions", timedelta(minutes=10), in_one_write(remind_of_sessions)),
    Job("remind of conversations", timedelta(minutes=10), in_one_write(remind_of_calls)),
    Job("plan contacts while waiting", timedelta(hours=1), in_one_write(plan_contacts)),
    Job("tell of the day", timedelta(minutes=30), in_one_write(tell_of_the_day)),
    Job("mix sentences", timedelta(hours=1), in_one_write(mix_sentences)),
    Job("tidy registrations", timedelta(hours=1), in_one_write(tidy_registrations)),
    Job("tidy the rota", timedelta(hours=24), in_one_write(tidy_rota)),
    Job("tidy returned texts", timedelta(hours=6), in_one_write(tidy_texts)),
    Job("empty the write log", timedelta(minutes=5), Database.empty_write_log),
)
