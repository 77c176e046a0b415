"""People who are to have a conversation, and a colleague who works."""

from functools import cached_property

from accounts.models import Staff
from groups.availability.forms import WeeklyHoursForm, WorkPreferencesForm
from groups.availability.operations import hours
from groups.models import Conversation

CAN_BE_CALLED = {"mode": "call_me", "phone": "0470 12 34 56", "safe_morning": "on", "somebody_else": "de tandarts"}


class Talks:
    """Somebody who registered, and Finn who works."""

    def __init__(self, gathering):
        self.gathering, self.browse = gathering, gathering.browse

    @cached_property
    def finn(self):
        """His browser, as soon as somebody needs it."""
        return self.browse("finn")

    @cached_property
    def cora(self):
        """Hers."""
        return self.browse("cora")

    async def work(self, by=None, **terms):
        """Every weekday from nine to half past twelve."""
        week = {f"{day}_from": "09:00" for day in ("mon", "tue", "wed", "thu", "fri")}
        week |= {f"{day}_until": "12:30" for day in ("mon", "tue", "wed", "thu", "fri")}
        terms = {"phone": "on", "dial_in": "on", "works_on_holidays": "on", **terms}
        with self.gathering.database.write() as db:
            who = db.get_one(Staff, self.gathering.people.ids[by.name if by else "finn"])
            hours.set_weekly_hours(db, WeeklyHoursForm.model_validate(week).stretches, by=who)
            hours.set_preferences(db, WorkPreferencesForm.model_validate(terms), by=who)

    async def somebody(self, **contact):
        """Somebody who has registered; their browser."""
        return self.gathering.guests[self.gathering.arrive(contact=contact or CAN_BE_CALLED)]

    def call(self, guest=None):
        rows = self.gathering.rows(Conversation)
        if guest is None:
            (only,) = rows
            return only
        (mine,) = [one for one, other in self.gathering.guests.items() if other is guest]
        return next(row for row in rows if row.registration_id == mine)

    async def moments(self, guest, path="/register/mine/conversation"):
        page = await guest.open(path)
        assert page.status == 200, page.text
        return page.options("moment")

    def seen(self, guest=None):
        """What a page said of the moment."""
        return {"revision": str(self.call(guest).revision)}

    async def take(self, guest, moment, channel="phone"):
        return await guest.post("/register/mine/conversation", {"moment": moment, "channel": channel})
