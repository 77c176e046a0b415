"""What somebody who registers says about being reached, about others they know, and about what would fit."""

from datetime import datetime
from enum import StrEnum

from foundation.data_keys import SealedValue
from foundation.local_time import minutes_after
from groups.models.working_hours import DAY_PART_HOURS, DAY_PARTS


class ContactMode(StrEnum):
    """How the registrant may be contacted."""

    CALL_ME = "call_me"
    MAIL = "mail"
    MESSAGE = "message"
    I_CALL_YOU = "i_call_you"
    NOTHING = "nothing"


class ContactPlan(SealedValue):
    """How somebody may be reached, when, and what is said to whoever else answers."""

    mode: ContactMode = ContactMode.NOTHING
    phone: str = ""
    email: str = ""
    safe_morning: bool = False
    safe_afternoon: bool = False
    safe_evening: bool = False
    safe_weekend: bool = False
    contact_notes: str = ""
    voicemail: bool = False
    cover_name: str = ""
    code_word: str = ""

    @property
    def is_never_called(self) -> bool:
        """Does this person want no calls, whatever number we have?"""
        return self.mode in (ContactMode.NOTHING, ContactMode.I_CALL_YOU)

    @property
    def can_be_called(self) -> bool:
        """Is there a number, and may it be used?"""
        return bool(self.phone) and not self.is_never_called

    @property
    def gets_letters(self) -> bool:
        """Is mail what this person wants, and is there an address?"""
        return self.mode is ContactMode.MAIL and bool(self.email)

    def hours_only(self) -> "ContactPlan":
        """When one may be called, and what else was said about that; without where and how."""
        kept = {name: value for name, value in self if name.startswith("safe_")}
        return ContactPlan(**kept, contact_notes=self.contact_notes)

    def is_safe_at(self, start: datetime, minutes: int = 0) -> bool | None:
        """Are these minutes named as safe, from beginning to end? None when nothing was said about hours."""
        parts = [part for part in DAY_PARTS if getattr(self, f"safe_{part}")]
        if not parts:
            return None
        if start.weekday() >= 5 and not self.safe_weekend:
            return False
        both = (start.time(), minutes_after(start, max(minutes - 1, 0)).time())
        return all(any(DAY_PART_HOURS[part][0] <= one < DAY_PART_HOURS[part][1] for part in parts) for one in both)


class CircleChoice(StrEnum):
    """Does somebody else in the registrant's circle register too?"""

    TOGETHER = "together"
    APART = "apart"
    NO = "no"
    UNKNOWN = "unknown"


class Circle(SealedValue):
    """Others close to this person who register too, and a word that both type."""

    circle: CircleChoice = CircleChoice.UNKNOWN
    shared_word: str = ""

    @property
    def has_agreed_word(self) -> bool:
        """Is there a word that says with whom, or without whom?"""
        return bool(self.shared_word) and self.circle in (CircleChoice.TOGETHER, CircleChoice.APART)


class Wishes(SealedValue):
    """Where somebody lives and when they can; `several_people` when it is about more than one person."""

    region: str = ""
    days: tuple[str, ...] = ()
    day_parts: tuple[str, ...] = ()
    several_people: bool = False
