"""What people hand in at the door."""

from accounts.forms.fields import NAME_TROUBLES, check_passphrase, refuse_known
from accounts.forms.members import (
    AboutYou,
    Credentials,
    DoorCode,
    Joining,
    KeptCode,
    NameChoice,
    NewPassphrase,
    Recovering,
    ShownRelation,
    WhoUsesThis,
)
from accounts.forms.staff import Enrolling, InviteBatch, Keys, NewColleague, OneTimeCode, Roles, StaffCredentials

__all__ = [
    "NAME_TROUBLES",
    "AboutYou",
    "Credentials",
    "DoorCode",
    "Enrolling",
    "InviteBatch",
    "Joining",
    "KeptCode",
    "Keys",
    "NameChoice",
    "NewColleague",
    "NewPassphrase",
    "OneTimeCode",
    "Recovering",
    "Roles",
    "ShownRelation",
    "StaffCredentials",
    "WhoUsesThis",
    "check_passphrase",
    "refuse_known",
]
