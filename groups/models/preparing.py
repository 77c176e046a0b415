"""One-to-one preparation, beside the list: why, and where it is."""

from enum import StrEnum

from foundation.lifecycle import Lifecycle


class Preparing(StrEnum):
    """One-to-one preparation, beside the list: under way, or how it ended. "Enough" is a good end (PRACTICE 21)."""

    RUNNING = "running"
    TO_GROUP = "to_group"
    ENOUGH = "enough"
    REFERRED = "referred"
    STOPPED = "stopped"


PREPARING_LIFECYCLE = Lifecycle(
    {
        Preparing.RUNNING: {Preparing.TO_GROUP, Preparing.ENOUGH, Preparing.REFERRED, Preparing.STOPPED},
        **{state: {Preparing.RUNNING} for state in (Preparing.TO_GROUP, Preparing.STOPPED)},
        Preparing.ENOUGH: set(),
        Preparing.REFERRED: set(),
    }
)


class PreparingWhy(StrEnum):
    """Why somebody is prepared one to one first."""

    NO_GROUP = "no_group"
    NOT_READY = "not_ready"
    OWN_CHOICE = "own_choice"
