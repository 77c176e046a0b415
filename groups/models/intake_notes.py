"""What the introductory conversation made clear and composing needs: codes, never words (PRACTICE 24)."""

from enum import StrEnum

from foundation.data_keys import SealedValue


class Behaviour(StrEnum):
    """What somebody's relative did, in four codes (PRACTICE 24)."""

    IMAGES = "images"
    ONLINE = "online"
    PHYSICAL = "physical"
    WORRY = "worry"


class Was(StrEnum):
    """How old the person concerned was then."""

    MINOR = "minor"
    ADULT = "adult"


class Contact(StrEnum):
    """Is there contact with the person concerned?"""

    KEPT = "kept"
    BROKEN = "broken"


class Police(StrEnum):
    """Do the police know?"""

    YES = "yes"
    NO = "no"


class Also(StrEnum):
    """Is somebody also a victim, or a victim's parent?"""

    VICTIM = "victim"
    PARENT = "parent"


class IntakeNotes(SealedValue):
    """The codes; every one may stay open."""

    behaviour: Behaviour | None = None
    was: Was | None = None
    contact: Contact | None = None
    police: Police | None = None
    also: Also | None = None
