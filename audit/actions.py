"""Every act that is written down, as subject and participle. Members' own acts are not among them."""

from enum import StrEnum


class Action(StrEnum):
    """What happened."""

    INVITES_ISSUED = "invites issued"
    INVITE_REVOKED = "invite revoked"
    STAFF_ADDED = "staff added"
    STAFF_ENROLLED = "staff enrolled"
    STAFF_ROLES_CHANGED = "staff roles changed"
    STAFF_CODE_RENEWED = "staff enrolment code renewed"
    STAFF_ENDED = "staff ended"
    STAFF_SIGNED_IN = "staff signed in"
    STAFF_SIGN_IN_FAILED = "staff sign-in failed"
    STAFF_CODE_FAILED = "staff one-time code failed"
    STAFF_RECOVERED = "staff recovery code used"
    STAFF_PASSPHRASE_CHANGED = "staff passphrase changed"  # noqa: S105  # nosec
    TEXT_PUBLISHED = "text published"
    TEXT_SENT_BACK = "text sent back"
    TEXT_REFUSED = "text refused"
    DECISION_UNDONE = "decision undone"
    POST_REMOVED = "post removed"
    TEAM_POSTED = "team posted"
    APPLICATION_ASKED = "application asked"
    APPLICATION_ADMITTED = "application admitted"
    APPLICATION_DECLINED = "application declined"
    APPLICATION_CODE_RENEWED = "application code renewed"
    REGISTRATION_ENTERED = "registration entered for a caller"
    REGISTRATION_CODE_RENEWED = "registration code renewed"
    REGISTRATION_TALK_HELD = "introductory talk held"
    REGISTRATION_ENDED = "registration ended"
    REGISTRATION_ASSIGNED = "registration assigned"
    CONTACT_REVEALED = "contact details revealed"
