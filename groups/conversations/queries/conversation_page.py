"""What the page of one conversation holds, and which of its parts a colleague sees."""

from dataclasses import dataclass

from accounts.models import Staff
from foundation.parts import Parts, shown_parts
from groups.models import (
    Channel,
    Conversation,
    ConversationKind,
    ConversationOutcome,
    PeerGroup,
    Registration,
)

FOLDER = "groups/conversations/staff"


@dataclass(frozen=True, kw_only=True)
class ConversationPage:
    """One conversation as `viewer` sees it."""

    conversation: Conversation
    registration: Registration
    group: PeerGroup | None
    viewer: Staff
    has_earlier_notes: bool
    has_room: bool
    alternative_outcomes: list[ConversationOutcome]
    can_call_again: bool

    @property
    def is_own(self) -> bool:
        """Does the viewer hold it, or look after the person?"""
        return self.conversation.conducted_by(self.viewer) or self.registration.entrusted_to(self.viewer, self.group)

    @property
    def can_manage(self) -> bool:
        return self.registration.manageable_by(self.viewer, self.group)

    @property
    def is_dial_in(self) -> bool:
        return self.conversation.channel is Channel.DIAL_IN

    @property
    def main(self) -> list[str]:
        """The parts to read before and during it."""
        return shown_parts(FOLDER, MAIN, self)

    @property
    def aside(self) -> list[str]:
        """The parts that do something."""
        return shown_parts(FOLDER, ASIDE, self)


def _may_correct(page: ConversationPage) -> bool:
    return page.can_manage and bool(page.alternative_outcomes)


def _may_record(page: ConversationPage) -> bool:
    return page.can_manage and page.conversation.is_open


MAIN: Parts[ConversationPage] = {
    "before": lambda page: page.is_own and page.conversation.is_open,
    "earlier_notes": lambda page: page.is_own and page.has_earlier_notes,
    "not_own": lambda page: not page.is_own,
    "questions": lambda page: page.conversation.kind is ConversationKind.INTAKE and page.conversation.is_open,
}
ASIDE: Parts[ConversationPage] = {
    "room": lambda page: page.has_room,
    "correct_outcome": _may_correct,
    "cannot_be_corrected": lambda page: (
        page.can_manage and not _may_correct(page) and page.conversation.outcome is ConversationOutcome.REFER
    ),
    "record_held": _may_record,
    "no_answer": lambda page: _may_record(page) and page.conversation.is_due,
    "staff_absence": lambda page: _may_record(page) and page.conversation.is_booked,
    "book": _may_record,
    "record_bereavement": _may_record,
    "release_slot": lambda page: _may_record(page) and page.conversation.is_booked,
}
