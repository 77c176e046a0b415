"""Tables of accounts, and the questions they answer."""

from accounts.models.admissions import ADMISSIONS, Admissions
from accounts.models.application import (
    APPLICATION_LIFECYCLE,
    WAITING_FOR_APPLICANT,
    WAITING_FOR_STAFF,
    Application,
    ApplicationMessage,
    ApplicationState,
    ApplicationVisit,
    Speaker,
)
from accounts.models.budget import Budget, BudgetKind
from accounts.models.invite import INVITE_LIFECYCLE, Invite, InviteState
from accounts.models.member import Country, Member, Relation
from accounts.models.restriction import Restriction, RestrictionKind, RestrictionReason
from accounts.models.sign_in import Device, MemberSignIn, StaffSignIn
from accounts.models.staff import Role, Staff, StaffRecoveryCode
from accounts.models.viewer import (
    GUEST,
    Applicant,
    CodeHolder,
    Guest,
    HalfSignedIn,
    OwesDigits,
    Registrant,
    Viewer,
    belongs_to,
)

__all__ = [
    "ADMISSIONS",
    "APPLICATION_LIFECYCLE",
    "GUEST",
    "INVITE_LIFECYCLE",
    "WAITING_FOR_APPLICANT",
    "WAITING_FOR_STAFF",
    "Admissions",
    "Applicant",
    "Application",
    "ApplicationMessage",
    "ApplicationState",
    "ApplicationVisit",
    "Budget",
    "BudgetKind",
    "CodeHolder",
    "Country",
    "Device",
    "Guest",
    "HalfSignedIn",
    "Invite",
    "InviteState",
    "Member",
    "MemberSignIn",
    "OwesDigits",
    "Registrant",
    "Relation",
    "Restriction",
    "RestrictionKind",
    "RestrictionReason",
    "Role",
    "Speaker",
    "Staff",
    "StaffRecoveryCode",
    "StaffSignIn",
    "Viewer",
    "belongs_to",
]
