"""What forum pages read: rows and frozen dataclasses, never object graphs; a fixed number of queries a page."""

from forum.queries.bylines import Byline
from forum.queries.notices import NoticeRow, notices_of, unread_notices
from forum.queries.own_texts import DraftRow, TextRow, drafts_of, published_of, texts_of, waiting_in
from forum.queries.posts import PostRow, first_unread, latest_posts_in, posts_in
from forum.queries.threads import RoomRow, ThreadRow, new_threads, rooms_for, threads_in

__all__ = [
    "Byline",
    "DraftRow",
    "NoticeRow",
    "PostRow",
    "RoomRow",
    "TextRow",
    "ThreadRow",
    "drafts_of",
    "first_unread",
    "latest_posts_in",
    "new_threads",
    "notices_of",
    "posts_in",
    "published_of",
    "rooms_for",
    "texts_of",
    "threads_in",
    "unread_notices",
    "waiting_in",
]
