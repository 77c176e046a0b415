"""Which tables stand on which side of the house, and how one could get from one to another."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Table

from tests.rules.models import every_model, package_of

MEMBERS_SIDE = {"accounts", "forum", "moderation"}
GROUPS_SIDE = {"groups"}
MAY_STAND_BETWEEN = {"staff"}
"""A colleague works on both sides."""
MAY_BE_READ_BY_BOTH = {"texts"}
"""Words that staff edit are about nobody."""
SAME_NAME_ANOTHER_THING = {"id", "staff_id", "issuer_id", "data_key_id", "key_id", "visited_id"}
"""`data_key_id` names a key of one's own: no two rows of two sides may ever share one. `visited_id` is whose code was
typed, on each side its own table's."""
WORDS_OF_MEMBERS = ("member", "author", "invite", "application", "pseudonym", "post", "thread", "version_id", "draft",
                    "sign_in")  # fmt: skip
WORDS_OF_GROUPS = ("registration", "participant", "receipt", "holder", "attendance", "contact_plan", "appointment",
                   "pool", "group")  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """A table and the package of its model."""

    package: str
    table: Table


def every_placed_table() -> list[Placed]:
    """All tables of the house."""
    return [Placed(package_of(model), model.__table__) for model in every_model()]


def ways(placed: Iterable[Placed], from_tables: set[str], to_tables: set[str]) -> list[tuple[str, ...]]:
    """Every shortest way along foreign keys, in either direction, that avoids what may stand between."""
    listed = list(placed)
    bridges = MAY_STAND_BETWEEN | {one.table.name for one in listed if one.package in MAY_BE_READ_BY_BOTH}
    beside: dict[str, set[str]] = {one.table.name: set() for one in listed}
    for one in listed:
        for key in one.table.foreign_keys:
            other = key.target_fullname.split(".")[0]
            if not {one.table.name, other} & bridges:
                beside[one.table.name].add(other)
                beside.setdefault(other, set()).add(one.table.name)
    return [way for start in sorted(from_tables) if (way := _way(beside, start, to_tables))]


def names_of_side(placed: Iterable[Placed], packages: set[str]) -> set[str]:
    """The tables of one side, without the colleagues."""
    return {one.table.name for one in placed if one.package in packages} - MAY_STAND_BETWEEN


def joins(placed: Iterable[Placed]) -> list[str]:
    """What would connect somebody who writes with somebody who registers."""
    listed = list(placed)
    members, groups = names_of_side(listed, MEMBERS_SIDE), names_of_side(listed, GROUPS_SIDE)
    found = [" - ".join(way) for way in ways(listed, members, groups)]
    columns: dict[str, set[str]] = {"members": set(), "groups": set()}
    for one in listed:
        side = "members" if one.table.name in members else "groups" if one.table.name in groups else ""
        for column in one.table.columns:
            full = f"{one.table.name}.{column.name}"
            both = any(word in column.name for word in WORDS_OF_MEMBERS) and any(
                word in column.name for word in WORDS_OF_GROUPS
            )
            if both:
                found.append(full)
            if side == "groups" and any(word in column.name for word in WORDS_OF_MEMBERS):
                found.append(full)
            if side == "members" and any(word in column.name for word in WORDS_OF_GROUPS):
                found.append(full)
            if side and (column.name.endswith(("_id", "_mac", "_hash", "_code"))):
                columns[side].add(column.name)
        kinds = {"members" for column in one.table.columns if column.name.startswith(WORDS_OF_MEMBERS)} | {
            "groups" for column in one.table.columns if column.name.startswith(WORDS_OF_GROUPS)
        }
        if len(kinds) == 2:
            found.append(one.table.name)
    shared = (columns["members"] & columns["groups"]) - SAME_NAME_ANOTHER_THING - MACS_OF_EACH_SIDE
    return found + sorted(shared)


MACS_OF_EACH_SIDE = {"token_hash", "code_mac", "sentence_mac", "email_mac"}
"""Hashes under keys of their own on each side: equal codes never look equal."""


def _way(beside: dict[str, set[str]], start: str, goals: set[str]) -> tuple[str, ...]:
    waiting, seen = [(start,)], {start}
    while waiting:
        way = waiting.pop(0)
        if way[-1] in goals:
            return way
        for following in sorted(beside.get(way[-1], set()) - seen):
            seen.add(following)
            waiting.append((*way, following))
    return ()
