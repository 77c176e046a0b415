"""Every word of ours that people can meet on a page has a label in `templates/components/labels.html`."""

from enum import Enum

import pytest
from jinja2.environment import TemplateModule

from accounts.models import ApplicationState, Country, InviteState, Relation, Role
from forum.models import Reason
from foundation.templates import make_environment
from groups.models import (
    AttendanceMark,
    Channel,
    CircleChoice,
    ContactMode,
    ConversationKind,
    ConversationOutcome,
    ConversationState,
    GroupState,
    Notification,
    PairingKind,
    PreparationReason,
    PreparationState,
    RegistrationState,
    SessionState,
)
from moderation.models import Verdict
from scheduler.timetable import TIMETABLE

NEVER_SHOWN = {Notification.SLOT_CHOSEN, PreparationState.RUNNING, RegistrationState.ERASED}
"""A slot that somebody chose is never passed on by hand; the other two have no label because no page says them."""
LABELLED: dict[str, type[Enum]] = {
    "application_state": ApplicationState,
    "attendance_mark": AttendanceMark,
    "circle_answer": CircleChoice,
    "contact_mode": ContactMode,
    "conversation_channel": Channel,
    "conversation_kind": ConversationKind,
    "conversation_outcome": ConversationOutcome,
    "conversation_state": ConversationState,
    "country": Country,
    "group_state": GroupState,
    "invite_state": InviteState,
    "notification": Notification,
    "pairing_kind": PairingKind,
    "preparation_reason": PreparationReason,
    "preparation_state": PreparationState,
    "reason": Reason,
    "registration_state": RegistrationState,
    "relation": Relation,
    "role": Role,
    "session_state": SessionState,
    "verdict": Verdict,
}


@pytest.fixture(scope="module")
def labels() -> TemplateModule:
    return make_environment("Naast", "Europe/Brussels").get_template("components/labels.html").module


@pytest.mark.parametrize("macro", LABELLED)
def test_every_value_has_a_label(labels, macro):
    for value in LABELLED[macro]:
        if value not in NEVER_SHOWN:
            assert str(getattr(labels, macro)(value)).strip(), value


def test_every_job_has_a_label(labels):
    for job in TIMETABLE:
        assert str(labels.job_name(job.name)).strip(), job.name


def test_a_word_that_nobody_knows_is_an_error_and_nothing_is_nothing(labels):
    with pytest.raises(LookupError):
        labels.relation("neighbour's cat")
    assert str(labels.relation("")).strip() == ""
