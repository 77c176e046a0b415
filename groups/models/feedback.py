"""Feedback on a group: tallied answers and comments, with nothing that says whose they are."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.columns import WITHOUT_ROWID, Record, enum_field, sealed_field
from groups.models.peer_group import MeetingFormat


class FeedbackQuestion(StrEnum):
    """What is asked after the last session."""

    HELPED = "helped"
    SAFE = "safe"
    LESS_ALONE = "less_alone"


class FeedbackAnswer(StrEnum):
    YES = "yes"
    SOMEWHAT = "somewhat"
    NO = "no"


class FeedbackTally(SQLModel, table=True):
    """How often an answer was given in a month (its first day)."""

    __tablename__ = "feedback_tally"
    __table_args__ = WITHOUT_ROWID

    month: date = Field(primary_key=True)
    format: MeetingFormat = enum_field(MeetingFormat, primary_key=True)
    question: FeedbackQuestion = enum_field(FeedbackQuestion, primary_key=True)
    answer: FeedbackAnswer = enum_field(FeedbackAnswer, primary_key=True)
    number: int = 0


class FeedbackComment(Record, table=True):
    """A comment, with its month and whether it may be quoted anonymously."""

    __tablename__ = "feedback_comment"
    __table_args__ = WITHOUT_ROWID

    data_key_id: UUID
    month: date = Field(index=True)
    may_quote: bool = False
    sealed_comment: bytes = sealed_field()
