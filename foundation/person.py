"""What can be asked of everybody who looks, whoever it is. Everything is no until somebody says otherwise."""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID


class Person:
    """The questions that gates, scopes and layouts ask of a viewer."""

    is_signed_in: ClassVar[bool] = False
    is_member: ClassVar[bool] = False
    is_staff: ClassVar[bool] = False
    is_half_signed_in: ClassVar[bool] = False
    is_applicant: ClassVar[bool] = False
    is_registrant: ClassVar[bool] = False

    if TYPE_CHECKING:  # the id of a member, of a colleague, of what a code is for: tables bring a field of their own
        id: UUID | None

    @property
    def is_moderator(self) -> bool:
        """Does this person moderate?"""
        return False

    @property
    def is_facilitator(self) -> bool:
        """Does this person lead groups and conversations?"""
        return False

    @property
    def is_coordinator(self) -> bool:
        """Does this person plan and manage?"""
        return False

    @property
    def may_write(self) -> bool:
        """May this person write in the forum now?"""
        return False
