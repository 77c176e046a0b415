"""What a rule raises when it says no. `web/errors.py` turns each into a page."""


class RuleBroken(Exception):
    """The root of all that a rule may raise."""


class NotVisible(RuleBroken):
    """There is nothing here for this viewer: the same as if it did not exist (404)."""


class NotAllowed(RuleBroken):
    """The viewer may see it, but not do this (403)."""


class OutOfStep(RuleBroken):
    """Somebody was faster, or the thing has moved on (409)."""


class Refused(RuleBroken):
    """What was asked cannot be done; `reason` is a msgid that says why (422)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OneTimeCodeRequired(RuleBroken):
    """Staff must type a one-time code first; what they handed in is kept meanwhile (403)."""


class AccessCodeRequired(RuleBroken):
    """The visit ended meanwhile: the receipt code must be typed again; what was handed in is kept (403)."""


class TooMany(RuleBroken):
    """Too many tries in a short time; `wait` is in whole seconds (429)."""

    def __init__(self, wait: int = 30) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


class TooBusy(RuleBroken):
    """The house is full for a moment (503)."""


def require(allowed: bool) -> None:
    """Raise `NotAllowed` unless `allowed`."""
    if not allowed:
        raise NotAllowed
