"""One-to-one preparation, alongside the waiting list: its reason and its state."""

from enum import StrEnum

from foundation.lifecycle import Lifecycle


class PreparationState(StrEnum):
    """One-to-one preparation: in progress, or how it ended. "Enough" is a good ending."""

    RUNNING = "running"
    TO_GROUP = "to_group"
    ENOUGH = "enough"
    REFERRED = "referred"
    STOPPED = "stopped"


PREPARATION_LIFECYCLE = Lifecycle(
    {
        PreparationState.RUNNING: {
            PreparationState.TO_GROUP,
            PreparationState.ENOUGH,
            PreparationState.REFERRED,
            PreparationState.STOPPED,
        },
        **{state: {PreparationState.RUNNING} for state in (PreparationState.TO_GROUP, PreparationState.STOPPED)},
        PreparationState.ENOUGH: set(),
        PreparationState.REFERRED: set(),
    }
)


class PreparationReason(StrEnum):
    """Why one-to-one preparation began."""

    NO_GROUP = "no_group"
    NOT_READY = "not_ready"
    OWN_CHOICE = "own_choice"
