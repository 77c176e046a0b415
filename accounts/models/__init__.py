"""Tables of accounts, and the questions they answer."""

from accounts.models.budget import Budget, BudgetKind
from accounts.models.invite import INVITE_LIFECYCLE, Invite, InviteState
from accounts.models.member import Country, Member, Relation
from accounts.models.sign_in import Device, MemberSignIn, StaffSignIn
from accounts.models.staff import Role, Staff, StaffRecoveryCode
from accounts.models.viewer import GUEST, Guest, HalfSignedIn, Viewer, belongs_to

__all__ = [
    "GUEST",
    "INVITE_LIFECYCLE",
    "Budget",
    "BudgetKind",
    "Country",
    "Device",
    "Guest",
    "HalfSignedIn",
    "Invite",
    "InviteState",
    "Member",
    "MemberSignIn",
    "Relation",
    "Role",
    "Staff",
    "StaffRecoveryCode",
    "StaffSignIn",
    "Viewer",
    "belongs_to",
]
