"""Tables of the groups' side, and the rules they answer for."""

from groups.models.calendar_feed import CalendarFeed
from groups.models.contact import Circle, CircleChoice, ContactMode, ContactPlan, Wishes
from groups.models.contact_reveal import ContactReveal
from groups.models.conversation import (
    CONVERSATION_LIFECYCLE,
    OUTCOMES_BY_KIND,
    AboutConversation,
    Channel,
    Conversation,
    ConversationKind,
    ConversationOutcome,
    ConversationState,
)
from groups.models.copy_request import CopyRequest
from groups.models.cover import Cover
from groups.models.feedback import FeedbackAnswer, FeedbackComment, FeedbackQuestion, FeedbackTally
from groups.models.fit import Candidate, FitWarning, fit_warnings
from groups.models.group_session import (
    ATTENDED,
    SESSION_LIFECYCLE,
    AboutSession,
    Attendance,
    AttendanceMark,
    GroupSession,
    SessionState,
    entry_closes_at,
    entry_is_open,
)
from groups.models.intake_notes import AgeThen, AlsoAffected, Behaviour, ContactStatus, IntakeNotes, PoliceInformed
from groups.models.message import Message
from groups.models.notification import MANUAL_MODES, ContactTask, Notification
from groups.models.pairing import Pairing, PairingKind
from groups.models.peer_group import (
    ACCEPTING_PEOPLE,
    GROUP_LIFECYCLE,
    AboutGroup,
    EntryPolicy,
    GroupState,
    MeetingFormat,
    PeerGroup,
)
from groups.models.preparation import PREPARATION_LIFECYCLE, PreparationReason, PreparationState
from groups.models.referral import ReferralPlace
from groups.models.registration import (
    AFTER_GROUP,
    PARTICIPATING,
    REGISTRATION_LIFECYCLE,
    SEATED,
    SIDE,
    WAITING,
    Registration,
    RegistrationState,
    RegistrationVisit,
)
from groups.models.working_hours import (
    DAY_PART_HOURS,
    DAY_PARTS,
    DAYS,
    FacilitatorHours,
    HoursException,
    WorkPreferences,
)

__all__ = [
    "ACCEPTING_PEOPLE",
    "AFTER_GROUP",
    "ATTENDED",
    "CONVERSATION_LIFECYCLE",
    "DAYS",
    "DAY_PARTS",
    "DAY_PART_HOURS",
    "GROUP_LIFECYCLE",
    "MANUAL_MODES",
    "OUTCOMES_BY_KIND",
    "PARTICIPATING",
    "PREPARATION_LIFECYCLE",
    "REGISTRATION_LIFECYCLE",
    "SEATED",
    "SESSION_LIFECYCLE",
    "SIDE",
    "WAITING",
    "AboutConversation",
    "AboutGroup",
    "AboutSession",
    "AgeThen",
    "AlsoAffected",
    "Attendance",
    "AttendanceMark",
    "Behaviour",
    "CalendarFeed",
    "Candidate",
    "Channel",
    "Circle",
    "CircleChoice",
    "ContactMode",
    "ContactPlan",
    "ContactReveal",
    "ContactStatus",
    "ContactTask",
    "Conversation",
    "ConversationKind",
    "ConversationOutcome",
    "ConversationState",
    "CopyRequest",
    "Cover",
    "EntryPolicy",
    "FacilitatorHours",
    "FeedbackAnswer",
    "FeedbackComment",
    "FeedbackQuestion",
    "FeedbackTally",
    "FitWarning",
    "GroupSession",
    "GroupState",
    "HoursException",
    "IntakeNotes",
    "MeetingFormat",
    "Message",
    "Notification",
    "Pairing",
    "PairingKind",
    "PeerGroup",
    "PoliceInformed",
    "PreparationReason",
    "PreparationState",
    "ReferralPlace",
    "Registration",
    "RegistrationState",
    "RegistrationVisit",
    "SessionState",
    "Wishes",
    "WorkPreferences",
    "entry_closes_at",
    "entry_is_open",
    "fit_warnings",
]
