"""People who are to have a conversation, and a colleague who works."""

from groups.models import Conversation, Registration
from tests.groups.registrant import register

CAN_BE_CALLED = {"mode": "call_me", "phone": "0470 12 34 56", "safe_morning": "on", "somebody_else": "de tandarts"}


class Talks:
    """Somebody who registered, and Finn who works."""

    def __init__(self, gathering):
        self.gathering, self.browse = gathering, gathering.browse
        self.finn, self.cora = self.browse("finn"), self.browse("cora")

    async def work(self, by=None, **terms):
        """Every weekday from nine to half past twelve."""
        by = by or self.finn
        week = {f"{day}_from": "09:00" for day in ("mon", "tue", "wed", "thu", "fri")}
        week |= {f"{day}_until": "12:30" for day in ("mon", "tue", "wed", "thu", "fri")}
        assert (await by.post("/staff/hours", week)).status == 303
        terms = {"phone": "on", "dial_in": "on", "works_on_holidays": "on", **terms}
        assert (await by.post("/staff/hours/terms", terms)).status == 303

    async def somebody(self, **contact):
        guest = self.browse()
        known = {row.id for row in self.gathering.rows(Registration)}
        code = await register(guest, contact=contact or CAN_BE_CALLED)
        row = next(one for one in self.gathering.rows(Registration) if one.id not in known)
        self.gathering.guests[row.id], self.gathering.codes[row.id] = guest, code
        return guest

    def call(self, guest=None):
        rows = self.gathering.rows(Conversation)
        if guest is None:
            (only,) = rows
            return only
        (mine,) = [one for one, other in self.gathering.guests.items() if other is guest]
        return next(row for row in rows if row.registration_id == mine)

    async def moments(self, guest, path="/register/mine/call"):
        page = await guest.open(path)
        assert page.status == 200, page.text
        return page.options("moment")

    def seen(self, guest=None):
        """What a page said of the moment."""
        return {"revision": str(self.call(guest).revision)}

    async def take(self, guest, moment, channel="phone"):
        return await guest.post("/register/mine/call", {"moment": moment, "channel": channel})
