"""Monthly counters without any id, increased by operations, read by reporting. They survive every erasure.

May import foundation only.
"""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Field, Session, SQLModel

from foundation.clock import month_of, now
from foundation.columns import enum_field
from foundation.database import settings_of
from foundation.upserts import count_up


class Fact(StrEnum):
    """What is counted, as the year report will name it."""

    MEMBER_JOINED = "member joined"
    TEXT_SUBMITTED = "text submitted"
    POST_PUBLISHED = "post published"
    TEAM_POST_PUBLISHED = "team post published"
    THREAD_STARTED = "thread started"
    TEXT_SENT_BACK = "text sent back"
    TEXT_REFUSED = "text refused"
    POST_REMOVED = "post removed"
    INVITE_ISSUED = "invite issued"
    APPLICATION_RECEIVED = "application received"
    APPLICATION_ADMITTED = "application admitted"
    REGISTRATION_RECEIVED = "registration received"
    REGISTRATION_ENDED = "registration ended"
    INTAKE_HELD = "intake held"
    PREPARATION_BEGUN = "preparation begun"
    PREPARATION_TO_GROUP = "preparation led to a group"
    PREPARATION_ENOUGH = "preparation was enough"
    PREPARATION_REFERRED = "preparation led elsewhere"
    PREPARATION_STOPPED = "preparation stopped"
    SEAT_OFFERED = "seat offered"
    SEAT_ACCEPTED = "seat accepted"
    SEAT_DECLINED = "seat declined"
    OFFER_EXPIRED = "offer expired"
    GROUP_STARTED = "group started"
    GROUP_FINISHED = "group finished"
    GROUP_CANCELLED = "group cancelled"
    SESSION_HELD = "session held"
    PARTICIPANT_COMPLETED = "participant completed the group"
    PARTICIPANT_LEFT = "participant left the group"
    APPLICATION_DECLINED = "application declined"


class MonthlyFact(SQLModel, table=True):
    """How often a fact happened in a month (its first day)."""

    __tablename__ = "monthly_fact"

    month: date = Field(primary_key=True)
    fact: Fact = enum_field(Fact, 40, primary_key=True)
    number: int = 0


def count(db: Session, fact: Fact, number: int = 1, at: datetime | None = None) -> None:
    """Count `fact` once more (or `number` times; negative when it is undone) in the month of `at` or now."""
    zone = ZoneInfo(settings_of(db).time_zone)
    month = month_of((at or now()).astimezone(zone).date())
    count_up(db, MonthlyFact, {"month": month, "fact": fact}, number)
