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
    PresentPassphrase,
    Recovering,
    ShownRelation,
    WhoUsesThis,
)
from accounts.forms.staff import (
    Enrolling,
    InviteBatch,
    Keys,
    NewColleague,
    OneTimeCode,
    Roles,
    StaffCredentials,
    Surely,
)

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
    "PresentPassphrase",
    "Recovering",
    "Roles",
    "ShownRelation",
    "StaffCredentials",
    "Surely",
    "WhoUsesThis",
    "check_passphrase",
    "refuse_known",
]
