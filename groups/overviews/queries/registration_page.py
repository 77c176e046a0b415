"""What the page of one registration holds, and which of its parts a colleague sees."""

from dataclasses import dataclass

from accounts.models import Staff
from foundation.parts import Parts, always, shown_parts
from groups.conversations.queries.conversations import ConversationRow
from groups.models import (
    AFTER_GROUP,
    ConversationState,
    PeerGroup,
    PreparationState,
    Registration,
    RegistrationState,
)
from groups.registrations.queries.pairings import PairingRow

FOLDER = "groups/overviews/registration"


@dataclass(frozen=True, kw_only=True)
class RegistrationPage:
    """One registration as `viewer` sees it."""

    registration: Registration
    group: PeerGroup | None
    viewer: Staff
    conversations: list[ConversationRow]
    fellow_participants: list[PairingRow]
    can_read_messages: bool

    @property
    def can_manage(self) -> bool:
        return self.registration.manageable_by(self.viewer, self.group)

    @property
    def is_in_preparation(self) -> bool:
        return self.registration.preparation is PreparationState.RUNNING

    @property
    def ended_preparation(self) -> PreparationState | None:
        """How one-to-one preparation ended; None without one, or while it goes on."""
        return None if self.is_in_preparation else self.registration.preparation

    @property
    def main(self) -> list[str]:
        """The parts that tell about the person."""
        return shown_parts(FOLDER, MAIN, self)

    @property
    def aside(self) -> list[str]:
        """The parts that do something."""
        return shown_parts(FOLDER, ASIDE, self)

    def has_conversation(self, *states: ConversationState) -> bool:
        return any(row.state in states for row in self.conversations)

    def is_in(self, *states: RegistrationState) -> bool:
        return self.registration.state in states


def _may_plan_conversation(page: RegistrationPage) -> bool:
    is_free = not page.has_conversation(ConversationState.UNBOOKED, ConversationState.BOOKED)
    return page.can_manage and page.registration.can_have_conversation and is_free


def _may_begin_preparation(page: RegistrationPage) -> bool:
    registration = page.registration
    is_ready = registration.is_waiting and registration.intake_held_on is not None
    return page.can_manage and is_ready and not page.is_in_preparation


def _may_record_intake(page: RegistrationPage) -> bool:
    is_due = page.is_in(RegistrationState.RECEIVED) and not page.has_conversation(ConversationState.BOOKED)
    return page.can_manage and is_due


def _may_coordinate(page: RegistrationPage) -> bool:
    return page.viewer.is_coordinator and page.registration.is_open


MAIN: Parts[RegistrationPage] = {
    "facts": always,
    "conversations": always,
    "plan_conversation": _may_plan_conversation,
    "preparation": lambda page: page.is_in_preparation,
    "begin_preparation": _may_begin_preparation,
    "messages": lambda page: page.can_read_messages,
    "reveal_contact": lambda page: page.can_manage,
    "intake_notes": lambda page: page.can_manage,
    "lost_code": lambda page: page.can_manage,
}
ASIDE: Parts[RegistrationPage] = {
    "record_intake": _may_record_intake,
    "answer_offer": lambda page: page.can_manage and page.is_in(RegistrationState.OFFERED),
    "accept_agreements": lambda page: (
        page.can_manage and page.registration.is_participating and not page.registration.agreed_on
    ),
    "answer_aftercare": lambda page: (
        page.can_manage and page.is_in(*AFTER_GROUP) and not page.registration.aftercare_answered
    ),
    "assign": lambda page: page.viewer.is_coordinator,
    "priority": _may_coordinate,
    "pair": _may_coordinate,
    "copy": lambda page: page.viewer.is_coordinator,
    "separate": lambda page: page.can_manage and page.registration.is_participating,
    "record_bereavement": lambda page: page.can_manage and page.registration.is_open,
    "leave_group": lambda page: page.can_manage and page.is_in(RegistrationState.ACTIVE),
    "end": lambda page: page.can_manage and page.registration.is_open and not page.is_in(RegistrationState.ACTIVE),
}
