"""Tables of the groups' side, and the questions they answer."""

from groups.models.registration import (
    REGISTRATION_LIFECYCLE,
    SIDE,
    Circle,
    ContactMode,
    Format,
    Registration,
    RegistrationState,
    RegistrationVisit,
)

__all__ = [
    "REGISTRATION_LIFECYCLE",
    "SIDE",
    "Circle",
    "ContactMode",
    "Format",
    "Registration",
    "RegistrationState",
    "RegistrationVisit",
]
