"""Online meetings: a link of their own, or a room on the organisation's Jitsi server."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

import jwt

from foundation.clock import now
from foundation.settings import Settings


@dataclass(frozen=True)
class Meeting:
    """From when until when, in which room of our own server, or at which link."""

    begins_at: datetime
    ends_at: datetime
    room: str
    link: str = ""


def is_open(settings: Settings, meeting: Meeting) -> bool:
    """Is the room open: from a few minutes before it begins until it ends?"""
    soon = now() + timedelta(minutes=settings.room_opens_minutes)
    return meeting.begins_at <= soon and now() < meeting.ends_at


def guest_url(settings: Settings, meeting: Meeting | None, name: str) -> str:
    """The URL for somebody who takes part; empty when there is none, or the room is closed."""
    return join_url(settings, meeting, name, is_host=False) if meeting and is_open(settings, meeting) else ""


def host_url(settings: Settings, meeting: Meeting | None, name: str) -> str:
    """The URL for a colleague, at any time; empty when there is none."""
    return join_url(settings, meeting, name, is_host=True) if meeting else ""


def join_url(settings: Settings, meeting: Meeting, name: str, is_host: bool) -> str:
    """The URL to join; empty when there is none. The token carries the display name and nothing else."""
    if meeting.link:
        return meeting.link
    if not settings.meeting_address or not meeting.room:
        return ""
    address = f"{settings.meeting_address}/{meeting.room}"
    if not settings.meeting_secret:
        return address
    claims = {
        "aud": settings.meeting_app,
        "iss": settings.meeting_app,
        "sub": urlsplit(settings.meeting_address).hostname,
        "room": meeting.room,
        "nbf": int((now() - timedelta(minutes=1)).timestamp()),
        "exp": int(meeting.ends_at.timestamp()),
        "context": {"user": {"name": name, "affiliation": "owner" if is_host else "member", "moderator": is_host}},
    }
    token = jwt.encode(claims, settings.meeting_secret, algorithm="HS256")
    return f"{address}?jwt={quote(token)}"
