"""Where an online session meets: a link of its own, or a room on the organisation's own Jitsi server."""

from datetime import timedelta
from urllib.parse import quote, urlsplit

import jwt

from foundation.clock import now
from foundation.settings import Settings
from groups.models import GroupSession, SessionState


def is_open(settings: Settings, session: GroupSession) -> bool:
    """Can one go in now: some minutes before it begins, until it ends?"""
    opens = session.begins_at - timedelta(minutes=settings.room_opens_minutes)
    return session.state is not SessionState.CANCELLED and opens <= now() < session.ends_at


def address_of(settings: Settings, session: GroupSession, about: dict[str, str], name: str, is_host: bool) -> str:
    """The address to go to; empty when there is none. A token holds the name shown in the room and nothing else."""
    if about["link"]:
        return about["link"]
    if not settings.meeting_address or not about["room"]:
        return ""
    address = f"{settings.meeting_address}/{about['room']}"
    if not settings.meeting_secret:
        return address
    claims = {
        "aud": settings.meeting_app,
        "iss": settings.meeting_app,
        "sub": urlsplit(settings.meeting_address).hostname,
        "room": about["room"],
        "nbf": int((now() - timedelta(minutes=1)).timestamp()),
        "exp": int(session.ends_at.timestamp()),
        "context": {"user": {"name": name, "affiliation": "owner" if is_host else "member", "moderator": is_host}},
    }
    token = jwt.encode(claims, settings.meeting_secret, algorithm="HS256")
    return f"{address}?jwt={quote(token)}"
