"""The words used in route tables: who may come in."""

from typing import Any


def everyone(viewer: Any) -> bool:
    """Guests too."""
    return True


def members(viewer: Any) -> bool:
    """Signed-in members."""
    return bool(viewer.is_member)


def applicants(viewer: Any) -> bool:
    """Whoever typed the code of an application."""
    return bool(viewer.is_applicant)


def registrants(viewer: Any) -> bool:
    """Whoever typed the code of a registration."""
    return bool(viewer.is_registrant)


def any_staff(viewer: Any) -> bool:
    """Staff who have typed their one-time code."""
    return bool(viewer.is_staff)


def half_signed_in_staff(viewer: Any) -> bool:
    """Staff between passphrase and one-time code, and those who are past it."""
    return bool(viewer.is_staff or viewer.is_half_signed_in)


def moderators(viewer: Any) -> bool:
    """Staff who moderate."""
    return bool(viewer.is_moderator)


def duty_team(viewer: Any) -> bool:
    """Staff who read along, or plan who does."""
    return bool(viewer.is_moderator or viewer.is_coordinator)


def facilitators(viewer: Any) -> bool:
    """Staff who lead groups and calls."""
    return bool(viewer.is_facilitator)


def coordinators(viewer: Any) -> bool:
    """Staff who plan and manage."""
    return bool(viewer.is_coordinator)


def plans_groups(viewer: Any) -> bool:
    """Staff who plan groups or lead them."""
    return bool(viewer.is_coordinator or viewer.is_facilitator)


def who_invites(viewer: Any) -> bool:
    """Staff who may give an invite after a check."""
    return bool(viewer.is_coordinator or viewer.is_facilitator or viewer.is_moderator)
