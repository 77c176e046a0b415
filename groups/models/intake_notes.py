"""What the introductory conversation made clear and composing needs: codes, never words (PRACTICE 24)."""

from enum import StrEnum

from foundation.data_keys import SealedValue


class Behaviour(StrEnum):
    """What somebody's relative did, in four codes (PRACTICE 24)."""

    IMAGES = "images"
    ONLINE = "online"
    PHYSICAL = "physical"
    WORRY = "worry"


class AgeThen(StrEnum):
    """How old the person concerned was then."""

    MINOR = "minor"
    ADULT = "adult"


class ContactStatus(StrEnum):
    """Is there contact with the person concerned?"""

    KEPT = "kept"
    BROKEN = "broken"


class PoliceInformed(StrEnum):
    """Do the police know?"""

    YES = "yes"
    NO = "no"


class AlsoAffected(StrEnum):
    """Is somebody also a victim, or a victim's parent?"""

    VICTIM = "victim"
    PARENT = "parent"


class IntakeNotes(SealedValue):
    """The codes; every one may stay open."""

    behaviour: Behaviour | None = None
    was: AgeThen | None = None
    contact: ContactStatus | None = None
    police: PoliceInformed | None = None
    also: AlsoAffected | None = None
