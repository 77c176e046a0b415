"""Loading the demo: rooms, members, colleagues and their texts, told as if they came one after the other."""

import json
import os
import secrets
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete
from sqlmodel import Session, col, select

from accounts.forms import ApplicationRuling
from accounts.models import Country, Invite, InviteState, Member, Relation, Role, Staff
from accounts.operations import applications, invites, members, one_time_codes
from accounts.operations import staff as colleagues
from demo import groups, threads
from demo.told import Told
from forum.models import Room
from foundation.clock import today
from foundation.database import Database, settings_of

STORIES = Path(__file__).parent / "stories" / "demo.toml"
EMAIL = "{key}@demo.invalid"
MakeHash = Callable[[str], str]
Progress = Callable[[str], None]


@dataclass
class Loaded:
    """The people by the name the stories use for them."""

    members: dict[str, Member]
    staff: dict[str, Staff]
    rooms: dict[str, Room]
    people: list[dict[str, object]]


def load(database: Database, make_hash: MakeHash, progress: Progress) -> None:
    """Fill an empty database and write how to sign in to demo.json, readable by its owner only."""
    told = tomllib.loads(STORIES.read_text(encoding="utf-8"))
    with database.write() as db:
        progress("people")
        loaded = _people(db, told, make_hash)
        _invites(db, loaded)
        _applications(db, told, loaded)
        groups.load_registrations(db, told["registrations"], loaded.staff)
        groups.load_groups(db, told["groups"], loaded.staff)
        progress("rooms and threads")
        for one in sorted(told["threads"], key=lambda one: -float(one["days_ago"])):
            threads.tell_thread(db, one, loaded.rooms[one["room"]], loaded.members, loaded.staff)
        threads.record_reading(db, next(iter(loaded.members.values())))
    path = database.settings.data_dir / "demo.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({"people": loaded.people}, file, indent=2, ensure_ascii=False)


def is_loaded(db: Session) -> bool:
    """Are there demo people in this database?"""
    return colleagues.is_known(db, EMAIL.format(key="mia"))


def is_empty(db: Session) -> bool:
    """Is nobody here yet? Demo people never come where somebody lives."""
    return db.exec(select(Staff.id).limit(1)).first() is None


def _people(db: Session, told: Told, make_hash: MakeHash) -> Loaded:
    loaded = Loaded({}, {}, {}, [])
    loaded.rooms = {room.key: room for room in db.exec(select(Room))}
    for one in told["staff"]:
        loaded.staff[one["key"]] = _colleague(db, one, make_hash, loaded.people)
    inviter = loaded.staff["mia"]
    for number, one in enumerate(told["members"]):
        passphrase = _passphrase() if number == 0 else secrets.token_urlsafe(24)
        loaded.members[one["name"]] = _member(db, one, make_hash(passphrase), inviter)
        if number == 0:
            loaded.people.insert(0, _card(one["name"], ["member"], one["name"], passphrase, None))
    return loaded


def _colleague(db: Session, one: Told, make_hash: MakeHash, people: list[dict[str, object]]) -> Staff:
    roles, email, passphrase = (
        [Role(role) for role in one["roles"]],
        EMAIL.format(key=one["key"]),
        _passphrase(),
    )
    staff, _ = colleagues.add(db, one["name"], email, roles, one["organisation"])
    colleagues.enrol(db, staff, make_hash(passphrase))
    colleagues.finish_enrolling(db, staff)
    staff.language = "nl"
    people.append(_card(one["name"], one["roles"], email, passphrase, one_time_codes.secret_of(db, staff)))
    return staff


def _card(name: str, roles: list[str], sign_in_name: str, passphrase: str, secret: str | None) -> dict[str, object]:
    return {
        "name": name,
        "roles": roles,
        "sign_in_name": sign_in_name,
        "passphrase": passphrase,
        "secret": secret,
    }


def _member(db: Session, one: Told, passphrase_hash: str, inviter: Staff) -> Member:
    _, codes = invites.issue(db, 1, by=inviter)
    member, _ = members.join(
        db,
        join_pass=members.JoinPass(code=codes[0]),
        pseudonym=one["name"],
        passphrase_hash=passphrase_hash,
        country=Country(one["country"]),
        relation=Relation(one["relation"]),
        relation_shown=one["relation_shown"],
        rules_version=1,
    )
    member.joined_on = today(settings_of(db).time_zone) - timedelta(days=one["joined_days_ago"])
    db.execute(delete(Invite).where(col(Invite.state) == InviteState.REDEEMED))
    return member


def _invites(db: Session, loaded: Loaded) -> None:
    """A few that can still be used, and one that was taken back."""
    for key, number in (("mia", 2), ("cora", 2)):
        invites.issue(db, number, by=loaded.staff[key])
    db.flush()
    first = db.exec(select(Invite).where(col(Invite.issuer_id) == loaded.staff["mia"].id)).first()
    if first:
        invites.revoke(db, first, by=loaded.staff["mia"])


def _applications(db: Session, told: Told, loaded: Loaded) -> None:
    """Somebody asks to come in, and somebody was asked something."""
    for one in told["applications"]:
        application, _ = applications.submit(db, secrets.token_hex(16), Relation(one["relation"]), one["hope"])
        day = today(settings_of(db).time_zone) - timedelta(days=one["days_ago"])
        application.received_on = day
        application.waiting_since -= timedelta(days=one["days_ago"])
        if "asked" in one:
            verdict = ApplicationRuling.Verdict.ASK
            asking = ApplicationRuling(version=application.version, verdict=verdict, message=one["asked"])
            applications.decide(db, application, asking, by=loaded.staff["mia"])


def _passphrase() -> str:
    """A sentence-like passphrase of random words."""
    words = (
        "linde",
        "kiezel",
        "haven",
        "molen",
        "heide",
        "wolk",
        "merel",
        "regen",
        "zand",
        "boot",
        "veld",
        "kruik",
    )
    return "-".join(secrets.choice(words) for _ in range(4)) + f"-{secrets.randbelow(9000) + 1000}"
