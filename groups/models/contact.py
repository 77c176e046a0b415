"""What somebody who registers says about being reached, and about others they know."""

from enum import StrEnum


class ContactMode(StrEnum):
    """How somebody may be reached (PRACTICE 22)."""

    CALL_ME = "call_me"
    MAIL = "mail"
    MESSAGE = "message"
    I_CALL_YOU = "i_call_you"
    NOTHING = "nothing"


class Circle(StrEnum):
    """Does somebody else from one's circle register too (PRACTICE 24)?"""

    TOGETHER = "together"
    APART = "apart"
    NO = "no"
    UNKNOWN = "unknown"
