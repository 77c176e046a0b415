"""A place in each list that is ordered by something else than a moment."""

from datetime import date, timedelta
from uuid import UUID

from foundation.clock import now
from foundation.paging import Cursor

A_DAY, AN_ID = date(2026, 12, 1), UUID(int=5)
CURSORS = {
    "day_cursor": Cursor((A_DAY, AN_ID)),
    "people_cursor": Cursor((A_DAY, 1, AN_ID)),
    "group_cursor": Cursor((0, A_DAY, AN_ID)),
    "task_cursor": Cursor((0, A_DAY, AN_ID, 0)),
    "candidate_cursor": Cursor((0, 1, A_DAY, 1, AN_ID)),
    "waiting_cursor": Cursor((0, 1, A_DAY, A_DAY, 1, AN_ID)),
}
OF_ROUTES = {
    "accounts:invites_from": "day_cursor",
    "moderation:applications_from": "day_cursor",
    "groups:feedback_from": "day_cursor",
    "groups:unread_from": "people_cursor",
    "groups:open_conversations_from": "people_cursor",
    "groups:pairing_choices_from": "people_cursor",
    "groups:found_pairing_choices_from": "people_cursor",
    "groups:groups_from": "group_cursor",
    "groups:contact_tasks_from": "task_cursor",
    "groups:seat_candidates_from": "candidate_cursor",
    "groups:waiting_list_from": "waiting_cursor",
    "groups:filtered_waiting_list_from": "waiting_cursor",
}
"""By route; every other list is ordered by a moment."""


def cursor_for(route: str, back: bool = False) -> Cursor:
    """A place in the list of this route."""
    kind = OF_ROUTES.get(route)
    return CURSORS[kind] if kind else Cursor((now() + timedelta(days=1), AN_ID), back)
