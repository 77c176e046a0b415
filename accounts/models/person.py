"""What can be asked of everybody who looks, whoever it is. Everything is no until somebody says otherwise."""

from typing import Any, ClassVar


class Person:
    """The questions that gates, scopes and layouts ask of a viewer."""

    is_signed_in: ClassVar[bool] = False
    is_member: ClassVar[bool] = False
    is_staff: ClassVar[bool] = False
    is_half_signed_in: ClassVar[bool] = False
    is_applicant: ClassVar[bool] = False
    is_registrant: ClassVar[bool] = False

    @property
    def is_moderator(self) -> Any:
        """Does this person moderate?"""
        return False

    @property
    def is_facilitator(self) -> Any:
        """Does this person lead groups and calls?"""
        return False

    @property
    def is_coordinator(self) -> Any:
        """Does this person plan and manage?"""
        return False
