"""Looking back on a group: counted taps and sentences, with nothing that says whose they are."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.columns import IN_NO_ORDER, Record, sealed_field, word_field
from groups.models.group import Format


class Question(StrEnum):
    """What is asked after the last session."""

    HELPED = "helped"
    SAFE = "safe"
    LESS_ALONE = "less_alone"


class Answer(StrEnum):
    """What one can tap."""

    YES = "yes"
    SOMEWHAT = "somewhat"
    NO = "no"


class LookingBackCount(SQLModel, table=True):
    """How often an answer was tapped in a month (its first day)."""

    __tablename__ = "looking_back_count"
    __table_args__ = IN_NO_ORDER

    month: date = Field(primary_key=True)
    format: Format = word_field(Format, primary_key=True)
    question: Question = word_field(Question, primary_key=True)
    answer: Answer = word_field(Answer, primary_key=True)
    number: int = 0


class SaidSentence(Record, table=True):
    """A sentence somebody left, with the month and whether it may be printed without a name."""

    __tablename__ = "said_sentence"
    __table_args__ = IN_NO_ORDER

    data_key_id: UUID
    month: date = Field(index=True)
    may_print: bool = False
    sealed_words: bytes = sealed_field()
