"""Warnings about adding a person to a group. Shown to the colleague composing it; they never forbid. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from accounts.models import Relation
from groups.models.pairing import PairingKind
from groups.models.peer_group import MeetingFormat, PeerGroup


class FitWarning(StrEnum):
    """Something to consider before offering a seat."""

    APART = "apart"
    TOGETHER = "together"
    RELATION = "relation"
    TOO_MANY_OF_RELATION = "too_many_of_relation"
    ONLY_ONE_OF_RELATION = "only_one_of_relation"
    FORMAT = "format"
    REGION = "region"
    LANGUAGE = "language"
    DAY = "day"
    NO_INTAKE = "no_intake"
    IN_PREPARATION = "in_preparation"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is relevant about a person when composing; `days` is empty when they left that open."""

    id: UUID
    relation: Relation
    format: MeetingFormat
    language: str
    region: str
    days: Collection[str]
    had_intake: bool
    is_in_preparation: bool = False


def fit_warnings(
    candidate: Candidate,
    group: PeerGroup,
    seated: Collection[Candidate],
    pairings: Mapping[UUID, PairingKind],
    days: Collection[str],
) -> list[FitWarning]:
    """Warnings about `candidate` beside the `seated`; `pairings` are the candidate's, `days` those of the sessions."""
    kinds = Counter(other.relation for other in seated)
    others = {other.id for other in seated}
    found = {
        FitWarning.APART: any(pairings.get(other) is PairingKind.APART for other in others),
        FitWarning.TOGETHER: any(kind is PairingKind.TOGETHER and who not in others for who, kind in pairings.items()),
        FitWarning.RELATION: bool(group.welcome_relations) and candidate.relation not in group.welcome_relations,
        FitWarning.TOO_MANY_OF_RELATION: group.max_per_relation is not None
        and kinds[candidate.relation] >= group.max_per_relation,
        FitWarning.ONLY_ONE_OF_RELATION: len(seated) >= 2 and kinds[candidate.relation] == 0,
        FitWarning.FORMAT: candidate.format not in (MeetingFormat.EITHER, group.format),
        FitWarning.REGION: bool(group.format is MeetingFormat.IN_PERSON and group.region and candidate.region)
        and candidate.region != group.region,
        FitWarning.LANGUAGE: candidate.language != group.language,
        FitWarning.DAY: bool(candidate.days and days) and not set(days) <= set(candidate.days),
        FitWarning.NO_INTAKE: not candidate.had_intake,
        FitWarning.IN_PREPARATION: candidate.is_in_preparation,
    }
    return [warning for warning, holds in found.items() if holds]
