"""What forum pages read: rows and frozen dataclasses, never object graphs; a fixed number of queries a page."""

from forum.queries.bylines import Byline
from forum.queries.notices import NoticeRow, notices_of, unread_notices
from forum.queries.own_texts import (
    DraftRow,
    TextRow,
    draft_for,
    drafts_of,
    ended_of,
    published_of,
    waiting_in,
    waiting_of,
)
from forum.queries.posts import PostRow, first_unread, latest_posts_in, posts_in
from forum.queries.threads import (
    RoomRow,
    ThreadRow,
    has_read_anything,
    new_threads,
    relations_of,
    rooms_for,
    threads_in,
)

__all__ = [
    "Byline",
    "DraftRow",
    "NoticeRow",
    "PostRow",
    "RoomRow",
    "TextRow",
    "ThreadRow",
    "draft_for",
    "drafts_of",
    "ended_of",
    "first_unread",
    "has_read_anything",
    "latest_posts_in",
    "new_threads",
    "notices_of",
    "posts_in",
    "published_of",
    "relations_of",
    "rooms_for",
    "threads_in",
    "unread_notices",
    "waiting_in",
    "waiting_of",
]
