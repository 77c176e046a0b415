"""Who wrote, as others see it."""

from dataclasses import dataclass

from accounts.models import Member, Relation
from forum.models import Post
from foundation.rows import AnyRow


@dataclass(frozen=True)
class Byline:
    """Who wrote, as others see it."""

    name: str
    seed: int
    relation: Relation | None
    is_staff: bool
    organisation: str | None


BYLINE: tuple[object, ...] = (
    Member.pseudonym,
    Member.seed,
    Member.relation,
    Member.relation_shown,
    Post.team_name,
    Post.team_organisation,
)


def byline_of(row: AnyRow) -> Byline:
    if row.team_name:
        return Byline(row.team_name, 0, None, True, row.team_organisation)
    relation = row.relation if row.relation_shown else None
    return Byline(row.pseudonym or "", row.seed or 0, relation, False, None)
