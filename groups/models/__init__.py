"""Tables of the groups' side, and the questions they answer."""

from groups.models.bond import Bond, BondKind
from groups.models.call import CALL_LIFECYCLE, OUTCOMES, AboutCall, Call, CallKind, CallState, Channel, Outcome
from groups.models.composition import Candidate, Remark, remarks
from groups.models.contact import Circle, CircleChoice, ContactMode, ContactPlan, Wishes
from groups.models.feed import CalendarFeed
from groups.models.group import GROUP_LIFECYCLE, TAKES_PEOPLE, AboutGroup, Entry, Format, GroupState, PeerGroup
from groups.models.group_session import (
    SESSION_LIFECYCLE,
    WAS_THERE,
    AboutSession,
    Attendance,
    GroupSession,
    Mark,
    SessionState,
    entry_closes_at,
    entry_is_open,
)
from groups.models.hours import DAYS, PARTS, PARTS_OF_DAY, FacilitatorHours, OtherHours, WorkTerms
from groups.models.intake_notes import Also, Behaviour, Contact, IntakeNotes, Police, Was
from groups.models.looking_back import Answer, LookingBackCount, Question, SaidSentence
from groups.models.news import BY_HAND, Errand, News
from groups.models.preparing import PREPARING_LIFECYCLE, Preparing, PreparingWhy
from groups.models.private_word import PrivateWord
from groups.models.referral import ReferralPlace
from groups.models.registration import (
    AFTERWARDS,
    HOLD_A_SEAT,
    REGISTRATION_LIFECYCLE,
    SIDE,
    TAKE_PART,
    WAITING,
    Registration,
    RegistrationState,
    RegistrationVisit,
)
from groups.models.standing_in import ContactReveal, CopyRequest, Deputy

__all__ = [
    "AFTERWARDS",
    "BY_HAND",
    "CALL_LIFECYCLE",
    "DAYS",
    "GROUP_LIFECYCLE",
    "HOLD_A_SEAT",
    "OUTCOMES",
    "PARTS",
    "PARTS_OF_DAY",
    "PREPARING_LIFECYCLE",
    "REGISTRATION_LIFECYCLE",
    "SESSION_LIFECYCLE",
    "SIDE",
    "TAKES_PEOPLE",
    "TAKE_PART",
    "WAITING",
    "WAS_THERE",
    "AboutCall",
    "AboutGroup",
    "AboutSession",
    "Also",
    "Answer",
    "Attendance",
    "Behaviour",
    "Bond",
    "BondKind",
    "CalendarFeed",
    "Call",
    "CallKind",
    "CallState",
    "Candidate",
    "Channel",
    "Circle",
    "CircleChoice",
    "Contact",
    "ContactMode",
    "ContactPlan",
    "ContactReveal",
    "CopyRequest",
    "Deputy",
    "Entry",
    "Errand",
    "FacilitatorHours",
    "Format",
    "GroupSession",
    "GroupState",
    "IntakeNotes",
    "LookingBackCount",
    "Mark",
    "News",
    "OtherHours",
    "Outcome",
    "PeerGroup",
    "Police",
    "Preparing",
    "PreparingWhy",
    "PrivateWord",
    "Question",
    "ReferralPlace",
    "Registration",
    "RegistrationState",
    "RegistrationVisit",
    "Remark",
    "SaidSentence",
    "SessionState",
    "Was",
    "Wishes",
    "WorkTerms",
    "entry_closes_at",
    "entry_is_open",
    "remarks",
]
