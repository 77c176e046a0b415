"""What the introductory conversation made clear and composing needs: codes, never words."""

from enum import StrEnum

from foundation.data_keys import SealedValue


class Behaviour(StrEnum):
    """What the relative's loved one did, in four codes."""

    IMAGES = "images"
    ONLINE = "online"
    PHYSICAL = "physical"
    WORRY = "worry"


class AgeThen(StrEnum):
    """How old the person concerned was at the time."""

    MINOR = "minor"
    ADULT = "adult"


class ContactStatus(StrEnum):
    """Is the registrant in contact with the person concerned?"""

    KEPT = "kept"
    BROKEN = "broken"


class PoliceInformed(StrEnum):
    """Do the police know?"""

    YES = "yes"
    NO = "no"


class AlsoAffected(StrEnum):
    """Is the registrant also a victim, or the parent of a victim?"""

    VICTIM = "victim"
    PARENT = "parent"


class IntakeNotes(SealedValue):
    """The codes; every one may stay open."""

    behaviour: Behaviour | None = None
    age_then: AgeThen | None = None
    contact_status: ContactStatus | None = None
    police_informed: PoliceInformed | None = None
    also_affected: AlsoAffected | None = None
