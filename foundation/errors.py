"""What rules raise. `web/errors.py` turns each into a page."""


class RuleBroken(Exception):
    """The base of every error a rule may raise."""


class NotVisible(RuleBroken):
    """Nothing here for this viewer: indistinguishable from what does not exist (404)."""


class NotAllowed(RuleBroken):
    """The viewer may see it, but not do this (403)."""


class OutOfStep(RuleBroken):
    """Somebody was faster, or things have moved on (409)."""


class Refused(RuleBroken):
    """The request cannot be carried out; `reason` is a msgid that says why (422)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OneTimeCodeRequired(RuleBroken):
    """Staff must enter a one-time code first; what they posted is kept meanwhile (403)."""


class AccessCodeRequired(RuleBroken):
    """The visit has ended: the access code must be typed again; what was posted is kept (403).

    With a `wait`, in whole seconds, it may be right, but so much was tried that it is not looked up now (429).
    """

    def __init__(self, wait: int = 0) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


class TooMany(RuleBroken):
    """Too many attempts in a short time; `wait` is in whole seconds (429)."""

    def __init__(self, wait: int = 30) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


class TooBusy(RuleBroken):
    """The service is overloaded for the moment (503)."""


def require(allowed: bool) -> None:
    """Raise `NotAllowed` unless `allowed`."""
    if not allowed:
        raise NotAllowed
