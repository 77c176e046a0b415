"""The people that every test knows by name."""

from dataclasses import dataclass, field
from uuid import UUID

import pyotp
from argon2 import PasswordHasher

from accounts.models import Country, Relation, Role, Staff
from accounts.operations import invites, members
from accounts.operations import staff as colleagues
from foundation.clock import now
from foundation.data_keys import unseal
from foundation.database import Database

PASSPHRASES = {name: f"{name} loopt langs het water" for name in ("ada", "ben", "mia", "max", "finn", "cora")}
PSEUDONYMS = {"ada": "Stille Linde", "ben": "Grijze Kiezel"}
ROLES = {"mia": [Role.MODERATOR], "max": [Role.MODERATOR], "finn": [Role.FACILITATOR], "cora": [Role.COORDINATOR]}
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class People:
    """Ids by name. `guest` has none."""

    database: Database
    ids: dict[str, UUID] = field(default_factory=dict)
    recovery: dict[str, str] = field(default_factory=dict)

    @classmethod
    def arrive(cls, database: Database) -> "People":
        """Make all six."""
        people = cls(database)
        with database.write() as db:
            for name, roles in ROLES.items():
                organisation = "Hulplijn Noord" if name == "max" else "Hulplijn Zuid"
                staff, _ = colleagues.add(db, name.capitalize(), f"{name}@example.org", roles, organisation)
                colleagues.enrol(db, staff, HASHER.hash(PASSPHRASES[name]))
                colleagues.finish_enrolling(db, staff)
                people.ids[name] = staff.id
            mia = db.get_one(Staff, people.ids["mia"])
            for name, pseudonym in PSEUDONYMS.items():
                _, codes = invites.issue(db, 1, by=mia)
                member, people.recovery[name] = members.join(
                    db,
                    join_pass=members.JoinPass(code=codes[0]),
                    pseudonym=pseudonym,
                    passphrase_hash=HASHER.hash(PASSPHRASES[name]),
                    country=Country.BE,
                    relation=Relation.PARTNER if name == "ada" else Relation.PARENT,
                    relation_shown=name == "ada",
                    rules_version=1,
                )
                people.ids[name] = member.id
        return people

    def is_member(self, name: str) -> bool:
        """Ada and Ben are."""
        return name in PSEUDONYMS

    def sign_in_name(self, name: str) -> str:
        """What this person types to sign in."""
        return PSEUDONYMS.get(name) or f"{name}@example.org"

    def one_time_code(self, name: str, steps: int = 0) -> str:
        """The code on a colleague's phone now, or some half minutes from now."""
        with self.database.read() as db:
            staff = db.get_one(Staff, self.ids[name])
            secret = unseal(db, staff, "sealed_code_secret")
        return pyotp.TOTP(secret).at(now(), counter_offset=steps)
