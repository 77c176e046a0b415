"""The viewer: a guest, a member, a code holder, staff, or staff halfway through signing in."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import false
from sqlmodel import col

from accounts.models.member import Member
from accounts.models.staff import Staff
from foundation.columns import Condition
from foundation.person import Person


class Guest(Person):
    """Nobody in particular."""

    id = None


class HalfSignedIn(Person):
    """Staff who typed their passphrase and still owe a one-time code."""

    is_half_signed_in: ClassVar[bool] = True

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self.id = staff.id


class OwesDigits(Person):
    """Somebody who typed a sentence that has no four digits yet; nothing opens until they are chosen."""

    is_half_signed_in: ClassVar[bool] = True

    def __init__(self, owner_id: UUID) -> None:
        self.id = owner_id


class CodeHolder(Person):
    """Somebody who typed a receipt code. `id` is what the code is for; nothing else is known of them."""

    is_signed_in: ClassVar[bool] = True

    def __init__(self, owner_id: UUID) -> None:
        self.id = owner_id


class Applicant(CodeHolder):
    """Holds the code of an application."""

    is_applicant: ClassVar[bool] = True


class Registrant(CodeHolder):
    """Holds the code of a registration."""

    is_registrant: ClassVar[bool] = True


GUEST = Guest()
Viewer = Guest | Member | CodeHolder | OwesDigits | Staff | HalfSignedIn


def belongs_to(viewer: Person, column: object) -> Condition:
    """Is the owner in `column` this viewer? The only place that compares owners: for a guest it is never true."""
    if not viewer.is_signed_in or not isinstance(viewer.id, UUID):
        return false()
    return col(column) == viewer.id
