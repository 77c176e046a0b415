"""People who are to have a conversation, and a colleague who works."""

from functools import cached_property

from accounts.models import Staff
from groups.availability.forms import WeeklyHoursForm, WorkPreferencesForm
from groups.availability.operations import hours
from groups.models import Conversation

PHONE_CONTACT = {"mode": "call_me", "phone": "0470 12 34 56", "safe_morning": "on", "cover_name": "de tandarts"}


class ConversationSetup:
    """Somebody who registered, and Finn who works."""

    def __init__(self, group_setup):
        self.group_setup, self.browse = group_setup, group_setup.browse

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
        with self.group_setup.database.write() as db:
            who = db.get_one(Staff, self.group_setup.people.ids[by.name if by else "finn"])
            hours.set_weekly_hours(db, WeeklyHoursForm.model_validate(week).working_hours, by=who)
            hours.set_preferences(db, WorkPreferencesForm.model_validate(terms), by=who)

    async def registrant(self, **contact):
        """Somebody who has registered; their browser."""
        return self.group_setup.guests[self.group_setup.arrive(contact=contact or PHONE_CONTACT)]

    def conversation(self, guest=None):
        rows = self.group_setup.rows(Conversation)
        if guest is None:
            (only,) = rows
            return only
        (mine,) = [one for one, other in self.group_setup.guests.items() if other is guest]
        return next(row for row in rows if row.registration_id == mine)

    async def slots(self, guest, path="/register/mine/conversation"):
        page = await guest.open(path)
        assert page.status == 200, page.text
        return page.options("slot")

    def seen_revision(self, guest=None):
        """What a page said about the slot."""
        return {"revision": str(self.conversation(guest).revision)}

    async def choose(self, guest, slot, channel="phone"):
        return await guest.post("/register/mine/conversation", {"slot": slot, "channel": channel})
