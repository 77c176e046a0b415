"""Tables of accounts, and the questions they answer."""

from accounts.models.application import (
    APPLICATION_LIFECYCLE,
    WAITING_FOR_APPLICANT,
    WAITING_FOR_STAFF,
    Application,
    ApplicationState,
    ApplicationVisit,
    ApplicationWord,
    Speaker,
)
from accounts.models.budget import Budget, BudgetKind
from accounts.models.door import DOOR, Door
from accounts.models.invite import INVITE_LIFECYCLE, Invite, InviteState
from accounts.models.member import Country, Member, Relation
from accounts.models.sign_in import Device, MemberSignIn, StaffSignIn
from accounts.models.staff import Role, Staff, StaffRecoveryCode
from accounts.models.viewer import GUEST, Applicant, Guest, HalfSignedIn, Holder, Registrant, Viewer, belongs_to

__all__ = [
    "APPLICATION_LIFECYCLE",
    "DOOR",
    "GUEST",
    "INVITE_LIFECYCLE",
    "WAITING_FOR_APPLICANT",
    "WAITING_FOR_STAFF",
    "Applicant",
    "Application",
    "ApplicationState",
    "ApplicationVisit",
    "ApplicationWord",
    "Budget",
    "BudgetKind",
    "Country",
    "Device",
    "Door",
    "Guest",
    "HalfSignedIn",
    "Holder",
    "Invite",
    "InviteState",
    "Member",
    "MemberSignIn",
    "Registrant",
    "Relation",
    "Role",
    "Speaker",
    "Staff",
    "StaffRecoveryCode",
    "StaffSignIn",
    "Viewer",
    "belongs_to",
]
