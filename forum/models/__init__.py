"""Tables of the forum, and who sees which of their rows."""

from forum.models.draft import Draft
from forum.models.notice import Notice, NoticeKind
from forum.models.post_version import RESUMABLE, VERSION_LIFECYCLE, PostVersion, Reason, VersionState
from forum.models.read_mark import ReadMark, news_begins
from forum.models.room import Room, RoomRelation
from forum.models.thread import Post, Thread

__all__ = [
    "RESUMABLE",
    "VERSION_LIFECYCLE",
    "Draft",
    "Notice",
    "NoticeKind",
    "Post",
    "PostVersion",
    "ReadMark",
    "Reason",
    "Room",
    "RoomRelation",
    "Thread",
    "VersionState",
    "news_begins",
]
