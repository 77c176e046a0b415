"""What stands out when somebody would sit in a group. Said to who composes, never forbidden. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from accounts.models import Relation
from groups.models.bond import BondKind
from groups.models.group import Format, PeerGroup


class Remark(StrEnum):
    """Something to think about before offering a seat."""

    APART = "apart"
    TOGETHER = "together"
    RELATION = "relation"
    TOO_MANY = "too_many"
    ONLY_ONE = "only_one"
    FORMAT = "format"
    REGION = "region"
    LANGUAGE = "language"
    DAY = "day"
    NO_TALK = "no_talk"
    PREPARING = "preparing"


@dataclass(frozen=True)
class Candidate:
    """What counts of somebody when composing; `days` is empty for who left that open."""

    id: UUID
    relation: Relation
    format: Format
    language: str
    region: str
    days: Collection[str]
    had_talk: bool
    is_preparing: bool = False


def remarks(
    one: Candidate,
    group: PeerGroup,
    seated: Collection[Candidate],
    bonds: Mapping[UUID, BondKind],
    days: Collection[str],
) -> list[Remark]:
    """What stands out about `one`, with `seated` the others; `bonds` are theirs, `days` those of the sessions."""
    kinds = Counter(other.relation for other in seated)
    others = {other.id for other in seated}
    found = {
        Remark.APART: any(bonds.get(other) is BondKind.APART for other in others),
        Remark.TOGETHER: any(kind is BondKind.TOGETHER and who not in others for who, kind in bonds.items()),
        Remark.RELATION: bool(group.welcome) and one.relation not in group.welcome,
        Remark.TOO_MANY: group.most_of_one is not None and kinds[one.relation] >= group.most_of_one,
        Remark.ONLY_ONE: len(seated) >= 2 and kinds[one.relation] == 0,
        Remark.FORMAT: one.format not in (Format.EITHER, group.format),
        Remark.REGION: bool(group.format is Format.IN_PERSON and group.region and one.region)
        and one.region != group.region,
        Remark.LANGUAGE: one.language != group.language,
        Remark.DAY: bool(one.days and days) and not set(days) <= set(one.days),
        Remark.NO_TALK: not one.had_talk,
        Remark.PREPARING: one.is_preparing,
    }
    return [remark for remark, holds in found.items() if holds]
