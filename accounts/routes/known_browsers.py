"""How somebody comes to the door: with a browser they signed in with before, or as anybody could."""

from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.models import BudgetKind, Member, Staff
from accounts.operations import budgets, known_browsers
from web.areas import Area, keep_known_browser, known_browser_of
from web.hashing import ToHash
from web.turns import Lane

K = TypeVar("K")
KNOWN_LANE = {Area.MEMBERS: Lane.KNOWN_MEMBERS, Area.STAFF: Lane.KNOWN_STAFF}
LANE = {Area.MEMBERS: Lane.MEMBERS, Area.STAFF: Lane.STAFF}
KIND = {Area.MEMBERS: BudgetKind.SIGN_IN, Area.STAFF: BudgetKind.STAFF_SIGN_IN}


@dataclass(frozen=True)
class Approach:
    """By which lane, as whom among those in it, and whose wrong tries are counted."""

    lane: Lane
    name: str
    kind: BudgetKind
    counted: str

    def to_hash(self, db: Session, stored: str | None, typed: str, known: K, make: str | None = None) -> ToHash[K]:
        """What is to be compared, and made, held back for as long as earlier wrong tries ask."""
        hold = budgets.delay(db, self.kind, self.counted)
        return ToHash(check=(stored, typed), make=make, hold=hold, lane=self.lane, name=self.name, known=known)

    def spend(self, db: Session) -> None:
        """Count a wrong try."""
        budgets.spend(db, self.kind, self.counted)


def approach(request: Request, db: Session, area: Area, name: str, person: Member | Staff | None) -> Approach:
    """How this browser comes to the door of `person`, if there is one of that name."""
    browser = known_browsers.recognise(db, known_browser_of(request, area), person) if person else ""
    if person and browser:
        return Approach(KNOWN_LANE[area], str(person.id), BudgetKind.KNOWN_BROWSER, browser)
    return Approach(LANE[area], name, KIND[area], name)


def from_within(area: Area, person: Member | Staff) -> Approach:
    """How somebody who is signed in comes, typing their passphrase once more: other people's tries do not count."""
    return Approach(KNOWN_LANE[area], str(person.id), KIND[area], f"{person.__tablename__} {person.id}")


def remember(response: Response, db: Session, area: Area, person: Member | Staff) -> None:
    """From now on this browser is known: it is on a device of their own."""
    keep_known_browser(response, area, known_browsers.token_for(db, person), known_browsers.LASTS.days)
