"""The words used in route tables: who may come in."""

from foundation.person import Person
from web.areas import Access, Area


def everyone(viewer: Person) -> bool:
    """Guests too."""
    return True


def members(viewer: Person) -> bool:
    """Signed-in members."""
    return viewer.is_member


def applicants(viewer: Person) -> bool:
    """Whoever typed the code of an application."""
    return bool(viewer.is_applicant)


def registrants(viewer: Person) -> bool:
    """Whoever typed the code of a registration."""
    return bool(viewer.is_registrant)


def any_staff(viewer: Person) -> bool:
    """Staff who have typed their one-time code."""
    return bool(viewer.is_staff)


def half_signed_in_staff(viewer: Person) -> bool:
    """Staff between passphrase and one-time code, and those who are past it."""
    return bool(viewer.is_staff or viewer.is_half_signed_in)


def moderators(viewer: Person) -> bool:
    """Staff who moderate."""
    return viewer.is_moderator


def duty_team(viewer: Person) -> bool:
    """Staff who read along, or plan who does."""
    return bool(viewer.is_moderator or viewer.is_coordinator)


def facilitators(viewer: Person) -> bool:
    """Staff who lead groups and calls."""
    return viewer.is_facilitator


def coordinators(viewer: Person) -> bool:
    """Staff who plan and manage."""
    return viewer.is_coordinator


def group_team(viewer: Person) -> bool:
    """Staff who plan groups or lead them."""
    return bool(viewer.is_coordinator or viewer.is_facilitator)


def inviters(viewer: Person) -> bool:
    """Staff who may give an invite after a check."""
    return bool(viewer.is_coordinator or viewer.is_facilitator or viewer.is_moderator)


FOR_APPLICANTS: Access = {"open_to": applicants, "area": Area.APPLICATIONS}
FOR_COORDINATORS: Access = {"open_to": coordinators, "area": Area.STAFF}
FOR_DUTY_TEAM: Access = {"open_to": duty_team, "area": Area.STAFF}
FOR_FACILITATORS: Access = {"open_to": facilitators, "area": Area.STAFF}
FOR_MODERATORS: Access = {"open_to": moderators, "area": Area.STAFF}
FOR_PLANNERS: Access = {"open_to": group_team, "area": Area.STAFF}
FOR_REGISTRANTS: Access = {"open_to": registrants, "area": Area.REGISTRATIONS}
FOR_STAFF: Access = {"open_to": any_staff, "area": Area.STAFF}
FOR_WHOEVER_APPLIES: Access = {"open_to": everyone, "area": Area.APPLICATIONS}
FOR_WHOEVER_REGISTERS: Access = {"open_to": everyone, "area": Area.REGISTRATIONS}
