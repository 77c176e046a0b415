"""Every word of ours that people can meet on a page has a label in `templates/components/labels.html`."""

from collections.abc import Iterable

import pytest
from jinja2.environment import TemplateModule

from accounts.models import ApplicationState, Country, InviteState, Relation, RestrictionReason, Role
from accounts.models.sign_in import Device
from forum.models import NoticeKind, Reason, VersionState
from foundation.duty import Half
from foundation.templates import make_environment
from groups.models import (
    DAY_PARTS,
    DAYS,
    AttendanceMark,
    Channel,
    CircleChoice,
    ContactMode,
    ConversationKind,
    ConversationOutcome,
    ConversationState,
    EntryPolicy,
    FeedbackAnswer,
    FeedbackQuestion,
    FitWarning,
    GroupState,
    MeetingFormat,
    Notification,
    PairingKind,
    PreparationReason,
    PreparationState,
    RegistrationState,
    SessionState,
)
from groups.models.intake_notes import AgeThen, AlsoAffected, Behaviour, ContactStatus, PoliceInformed
from groups.overviews.queries.workload import Policy
from groups.sessions.forms import Rhythm
from groups.sessions.queries.schedule_warnings import ScheduleWarning
from groups.waiting_list.forms import RegistrationEnding
from mail import Letter
from moderation.models import Verdict
from scheduler.timetable import TIMETABLE

NEVER_SHOWN = {Notification.SLOT_CHOSEN, PreparationState.RUNNING, RegistrationState.ERASED}
"""A slot that somebody chose is never passed on by hand; the other two have no label because no page says them."""
LABELLED: dict[str, Iterable[str]] = {
    "application_state": ApplicationState,
    "attendance_mark": AttendanceMark,
    "circle_answer": CircleChoice,
    "contact_mode": ContactMode,
    "conversation_channel": Channel,
    "conversation_kind": ConversationKind,
    "conversation_outcome": ConversationOutcome,
    "conversation_state": ConversationState,
    "country": Country,
    "day_part": DAY_PARTS,
    "device": Device,
    "ending_outcome": RegistrationEnding.Outcome,
    "entry_policy": EntryPolicy,
    "feedback_answer": FeedbackAnswer,
    "feedback_question": FeedbackQuestion,
    "fit_warning": FitWarning,
    "group_state": GroupState,
    "half_day": Half,
    "intake_note": [*Behaviour, *AgeThen, *ContactStatus, *PoliceInformed, *AlsoAffected],
    "invite_state": InviteState,
    "letter_name": Letter,
    "meeting_format": MeetingFormat,
    "notice": NoticeKind,
    "notification": Notification,
    "pairing_kind": PairingKind,
    "preparation_reason": PreparationReason,
    "preparation_state": PreparationState,
    "reason": Reason,
    "registration_state": RegistrationState,
    "policy": Policy,
    "relation": Relation,
    "rhythm": Rhythm,
    "restriction_reason": RestrictionReason,
    "role": Role,
    "schedule_warning": ScheduleWarning,
    "session_state": SessionState,
    "text_state": VersionState,
    "verdict": Verdict,
    "weekday": DAYS,
}

MORE = {"schedule_warning": ("Finn",)}
ABOUT_MORE = {
    "calling_notes",
    "job_name",
    "no_label",
    "person",
    "policy_value",
    "reasons",
    "relations",
    "restriction_reasons",
}
"""Macros of labels that are asked about more than one word."""


@pytest.fixture(scope="module")
def labels() -> TemplateModule:
    return make_environment("Naast", "Europe/Brussels").get_template("components/labels.html").module


@pytest.mark.parametrize("macro", LABELLED)
def test_every_value_has_a_label(labels, macro):
    for value in LABELLED[macro]:
        if value not in NEVER_SHOWN:
            assert str(getattr(labels, macro)(value, *MORE.get(macro, ()))).strip(), value


def test_every_macro_of_labels_is_asked_for_every_value(labels):
    assert {name for name in dir(labels) if not name.startswith("_")} - ABOUT_MORE == {*LABELLED}


def test_every_job_has_a_label(labels):
    for job in TIMETABLE:
        assert str(labels.job_name(job.name)).strip(), job.name


def test_a_word_that_nobody_knows_is_an_error_and_nothing_is_nothing(labels):
    with pytest.raises(LookupError):
        labels.relation("neighbour's cat")
    assert str(labels.relation("")).strip() == ""
