"""Members: joining, recovering, changing what is theirs to change."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import CursorResult, func, update
from sqlmodel import Session, col, select

import facts
from accounts.forms import NAME_PROBLEMS
from accounts.models import Country, Member, Relation, Staff
from accounts.models.member import SHAPES_AND_TINTS
from accounts.operations import admitted, invites, sign_ins
from facts import Fact
from foundation.clock import today
from foundation.codes import new_code, normalise_code
from foundation.data_keys import load_keys, make_key, seal, unseal
from foundation.database import keys_of, settings_of
from foundation.errors import Refused
from foundation.language import N_
from safety.names import GLANCED_OVER, NameProblem, at_a_glance, is_reserved, normalise_name, skeleton
from safety.proposals import propose_names

RECOVERY_CHARACTERS = 20
LABEL = "member recovery"
LONGEST_COUNTRY = max(len(one.value) for one in Country)  # all alike, or the length of what is sealed would tell
CODE_NOT_VALID = N_("This code does not work. It may have been mistyped, used already or expired.")
NAME_IS_TAKEN = N_("Somebody here already has this name, or one that looks like it. Please choose another.")
NAME_IS_KEPT = NAME_PROBLEMS[NameProblem.RESERVED]


@dataclass(frozen=True)
class JoinPass:
    """What lets somebody join: an invite code, or an application that was admitted."""

    code: str = ""
    application_id: UUID | None = None

    def redeem(self, db: Session) -> bool:
        """Use it up, if it still opens the door: of many at once one is told yes."""
        if self.application_id:
            return admitted.redeem(db, self.application_id)
        return invites.redeem(db, self.code)


def join(
    db: Session,
    join_pass: JoinPass,
    pseudonym: str,
    passphrase_hash: str,
    country: Country,
    relation: Relation | None,
    relation_shown: bool,
    rules_version: int,
) -> tuple[Member, str]:
    """A new member; the way in is used up. Returns the recovery code, shown once.

    Raises `Refused` when the way in says no or the name is taken; then nothing is used up.
    """
    if not join_pass.redeem(db):
        raise Refused(CODE_NOT_VALID)
    if sentence := new_name_problem(db, pseudonym):
        raise Refused(sentence)
    member = Member(
        pseudonym=normalise_name(pseudonym),
        skeleton=skeleton(pseudonym),
        seed=secrets.randbelow(SHAPES_AND_TINTS),
        passphrase_hash=passphrase_hash,
        data_key_id=make_key(db),
        relation=relation,
        relation_shown=relation_shown and relation is not None,
        rules_version=rules_version,
        joined_on=today(settings_of(db).time_zone),
    )
    seal(db, member, sealed_country=country.value.ljust(LONGEST_COUNTRY))
    recovery = renew_recovery(db, member)
    facts.count(db, Fact.MEMBER_JOINED)
    return member, recovery


def new_name_problem(db: Session, pseudonym: str) -> str:
    """Why nobody new can have this name, as a msgid: a member has it or one like it, or it passes for the house.

    Empty when it is free.
    """
    if taken_skeletons(db, {skeleton(pseudonym)}):
        return NAME_IS_TAKEN
    return NAME_IS_KEPT if is_reserved(pseudonym, _own_names(db)) else ""


def proposed_names(db: Session) -> list[str]:
    """Three pseudonyms that can be had now."""
    names, houses = propose_names(lambda wanted: taken_skeletons(db, wanted), count=9), _own_names(db)
    return [name for name in names if not is_reserved(name, houses)][:3]


def taken_skeletons(db: Session, wanted: set[str]) -> set[str]:
    """Which of these skeletons are in use, by a member of that name or of one that a quick eye takes for it."""
    glanced = func.replace(col(Member.skeleton), *GLANCED_OVER)
    in_use = set(db.exec(select(glanced).where(glanced.in_({at_a_glance(one) for one in wanted}))))
    return {one for one in wanted if at_a_glance(one) in in_use}


def find_by_name(db: Session, pseudonym: str, also_ended: bool = False) -> Member | None:
    """The member with this name; one whose membership ended only if that is asked for."""
    member = db.exec(select(Member).where(col(Member.skeleton) == skeleton(pseudonym))).first()
    return member if member and (also_ended or member.ended_on is None) else None


def country_of(db: Session, member: Member) -> Country:
    """The country the member gave."""
    return Country(unseal(db, member, "sealed_country").strip())


def renew_recovery(db: Session, member: Member) -> str:
    """A new recovery code, shown once; the old one dies."""
    code = new_code(RECOVERY_CHARACTERS)
    member.recovery_mac = keys_of(db).mac(LABEL, code)
    db.add(member)
    db.flush()
    return code


def recover(db: Session, pseudonym: str, code: str, passphrase_hash: str) -> tuple[Member, str] | None:
    """Set a new passphrase with name and recovery code: every sign-in ends, the code is renewed.

    None when name and code do not match. One conditional update redeems the code.
    """
    member = find_by_name(db, pseudonym)
    if member is None:
        return None
    right = (
        col(Member.id) == member.id,
        col(Member.recovery_mac).in_(keys_of(db).macs(LABEL, normalise_code(code))),
    )
    used = {"recovery_mac": None, "passphrase_hash": passphrase_hash, "version": Member.version + 1}
    done = db.execute(update(Member).where(*right).values(**used))
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        return None
    db.refresh(member)
    sign_ins.end_others(db, member)
    return member, renew_recovery(db, member)


def change_passphrase(db: Session, member: Member, passphrase_hash: str, token: str) -> None:
    """A new passphrase; every other sign-in ends."""
    member.passphrase_hash = passphrase_hash
    db.add(member)
    sign_ins.end_others(db, member, keep=token)


def show_relation(db: Session, member: Member, relation: Relation | None, shown: bool) -> None:
    """Change the relation and whether it stands beside the pseudonym."""
    member.relation = relation
    member.relation_shown = shown and relation is not None
    db.add(member)


def passes_for_a_member(db: Session, name: str) -> bool:
    """Would somebody reading this name think of a member? Of one who left too: their texts stay."""
    return any(is_reserved(pseudonym, [name]) for pseudonym in db.exec(select(Member.pseudonym)))


def _own_names(db: Session) -> set[str]:
    """The house, its organisations, and everybody who works or worked here: their names stand above texts."""
    colleagues = db.exec(select(Staff)).all()
    load_keys(db, {staff.data_key_id for staff in colleagues})
    names = {unseal(db, staff, "sealed_name") for staff in colleagues}
    return {settings_of(db).site_name, *names, *(staff.organisation for staff in colleagues)}
