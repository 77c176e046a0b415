"""How to sign in as each demo person: afresh each time, since one-time codes live half a minute."""

import json
from dataclasses import dataclass

import pyotp

from accounts.operations import invites
from accounts.operations import staff as colleagues
from demo.told import Told
from foundation.clock import now
from foundation.codes import in_fours
from foundation.database import Database

ROLES = ("member", "moderator", "facilitator", "coordinator")


@dataclass(frozen=True)
class Card:
    """One way in. `code` is the one-time code of this moment; members have none."""

    name: str
    role: str
    sign_in_name: str
    passphrase: str
    code: str | None


def read_cards(database: Database) -> list[Card]:
    """One card for each role. Raises `FileNotFoundError` when no demo was loaded here."""
    path = database.settings.data_dir / "demo.json"
    people = json.loads(path.read_text(encoding="utf-8"))["people"]
    return [_card(role, person) for role in ROLES for person in people if role in person["roles"]]


def new_invite(database: Database) -> str:
    """An invite, as the demo's moderator would give it."""
    with database.write() as db:
        mia = colleagues.find_by_email(db, "mia@demo.invalid")
        if mia is None:
            raise FileNotFoundError("there are no demo people here")
        _, codes = invites.issue(db, 1, by=mia)
    return in_fours(codes[0])


def _card(role: str, person: Told) -> Card:
    secret = person["secret"]
    code = pyotp.TOTP(secret).at(now()) if secret else None
    return Card(person["name"], role, person["sign_in_name"], person["passphrase"], code)
