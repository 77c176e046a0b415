"""version 0.2.0"""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "admissions",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("closed_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "budget",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=66), nullable=False),
        sa.Column("minute", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", "minute", name=op.f("pk_budget")),
    )
    op.create_table(
        "data_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feedback_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("sealed_comment", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_comment")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_feedback_comment_month"), "feedback_comment", ["month"], unique=False)
    op.create_table(
        "feedback_tally",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "format", "question", "answer", name=op.f("pk_feedback_tally")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job_run",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error_kind", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_run")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "member",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pseudonym", sa.String(length=24), nullable=False),
        sa.Column("skeleton", sa.String(length=80), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("passphrase_hash", sa.String(length=200), nullable=False),
        sa.Column("recovery_mac", sa.LargeBinary(), nullable=True),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_country", sa.LargeBinary(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=True),
        sa.Column("relation_shown", sa.Boolean(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("may_write_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("recovery_mac", name=op.f("uq_member_recovery_mac")),
        sa.UniqueConstraint("skeleton", name=op.f("uq_member_skeleton")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "monthly_fact",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "fact", name=op.f("pk_monthly_fact")),
    )
    op.create_table(
        "outgoing_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_letter")),
        sa.UniqueConstraint(
            "person_id", "kind", "subject", "revision", name=op.f("uq_outgoing_letter_person_id_kind_subject_revision")
        ),
    )
    op.create_index(op.f("ix_outgoing_letter_due_at"), "outgoing_letter", ["due_at"], unique=False)
    op.create_index(op.f("ix_outgoing_letter_state"), "outgoing_letter", ["state"], unique=False)
    op.create_table(
        "referral_place",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("how_to_reach", sa.String(length=300), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_place")),
    )
    op.create_index(op.f("ix_referral_place_country"), "referral_place", ["country"], unique=False)
    op.create_table(
        "room",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("descriptions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("key", name=op.f("uq_room_key")),
    )
    op.create_table(
        "staff",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_email", sa.LargeBinary(), nullable=False),
        sa.Column("email_mac", sa.LargeBinary(), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("uses_shortcuts", sa.Boolean(), nullable=False),
        sa.Column("moderates", sa.Boolean(), nullable=False),
        sa.Column("facilitates", sa.Boolean(), nullable=False),
        sa.Column("coordinates", sa.Boolean(), nullable=False),
        sa.Column("passphrase_hash", sa.String(length=200), nullable=True),
        sa.Column("enrolment_mac", sa.LargeBinary(), nullable=True),
        sa.Column("enrolment_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_code_secret", sa.LargeBinary(), nullable=True),
        sa.Column("last_code_step", sa.Integer(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email_mac", name=op.f("uq_staff_email_mac")),
    )
    op.create_table(
        "text_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
        sa.UniqueConstraint("key", "language", "number", name=op.f("uq_text_version_key_language_number")),
    )
    op.create_table(
        "application",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(), nullable=False),
        sa.Column("has_own_sentence", sa.Boolean(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sealed_relation", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_hope", sa.LargeBinary(), nullable=True),
        sa.Column("pattern_mac", sa.LargeBinary(), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("decider_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["decider_id"], ["staff.id"], name=op.f("fk_application_decider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_application_code_mac")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_application_pattern_mac"), "application", ["pattern_mac"], unique=False)
    op.create_index(op.f("ix_application_state"), "application", ["state"], unique=False)
    op.create_index(op.f("ix_application_waiting_since"), "application", ["waiting_since"], unique=False)
    op.create_table(
        "calendar_feed",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_calendar_feed_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cover",
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("cover_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["cover_id"], ["staff.id"], name=op.f("fk_cover_cover_id")),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_cover_facilitator_id")),
        sa.PrimaryKeyConstraint("facilitator_id", name=op.f("pk_cover")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_cover_cover_id"), "cover", ["cover_id"], unique=False)
    op.create_table(
        "duty_turn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_duty_turn_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_turn")),
        sa.UniqueConstraint("day", "half", name=op.f("uq_duty_turn_day_half")),
    )
    op.create_index(op.f("ix_duty_turn_staff_id"), "duty_turn", ["staff_id"], unique=False)
    op.create_table(
        "facilitator_hours",
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_facilitator_hours_facilitator_id")),
        sa.PrimaryKeyConstraint("facilitator_id", "weekday", "starts", name=op.f("pk_facilitator_hours")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hours_exception",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_hours_exception_facilitator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_exception")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_hours_exception_facilitator_id"), "hours_exception", ["facilitator_id"], unique=False)
    op.create_table(
        "invite",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["issuer_id"], ["staff.id"], name=op.f("fk_invite_issuer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_invite_code_mac")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_invite_batch_id"), "invite", ["batch_id"], unique=False)
    op.create_index(op.f("ix_invite_issuer_id"), "invite", ["issuer_id"], unique=False)
    op.create_index(op.f("ix_invite_state"), "invite", ["state"], unique=False)
    op.create_table(
        "member_sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=10), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_sign_in_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_member_sign_in_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_member_sign_in_ends_at"), "member_sign_in", ["ends_at"], unique=False)
    op.create_index(op.f("ix_member_sign_in_member_id"), "member_sign_in", ["member_id"], unique=False)
    op.create_table(
        "peer_group",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("entry", sa.String(length=20), nullable=False),
        sa.Column("last_entry_session", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("min_participants", sa.Integer(), nullable=False),
        sa.Column("max_per_relation", sa.Integer(), nullable=True),
        sa.Column("relations", sa.String(length=120), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("second_facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_about", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_peer_group_facilitator_id")),
        sa.ForeignKeyConstraint(
            ["second_facilitator_id"], ["staff.id"], name=op.f("fk_peer_group_second_facilitator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_group")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_peer_group_facilitator_id"), "peer_group", ["facilitator_id"], unique=False)
    op.create_index(op.f("ix_peer_group_second_facilitator_id"), "peer_group", ["second_facilitator_id"], unique=False)
    op.create_index(op.f("ix_peer_group_state"), "peer_group", ["state"], unique=False)
    op.create_table(
        "room_relation",
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_relation_room_id")),
        sa.PrimaryKeyConstraint("room_id", "relation", name=op.f("pk_room_relation")),
    )
    op.create_table(
        "staff_recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_recovery_code_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_recovery_code")),
    )
    op.create_index(op.f("ix_staff_recovery_code_staff_id"), "staff_recovery_code", ["staff_id"], unique=False)
    op.create_table(
        "staff_sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_sign_in_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_staff_sign_in_ends_at"), "staff_sign_in", ["ends_at"], unique=False)
    op.create_index(op.f("ix_staff_sign_in_staff_id"), "staff_sign_in", ["staff_id"], unique=False)
    op.create_table(
        "thread",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opening_removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_thread_author_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_thread_room_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_thread_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    op.create_index(op.f("ix_thread_author_id"), "thread", ["author_id"], unique=False)
    op.create_index(op.f("ix_thread_last_published_at"), "thread", ["last_published_at"], unique=False)
    op.create_index(op.f("ix_thread_room_id"), "thread", ["room_id"], unique=False)
    op.create_table(
        "work_preferences",
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("channels", sa.String(length=60), nullable=False),
        sa.Column("max_weekly_hours", sa.Integer(), nullable=True),
        sa.Column("works_on_holidays", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_work_preferences_facilitator_id")),
        sa.PrimaryKeyConstraint("facilitator_id", name=op.f("pk_work_preferences")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "application_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_message_application_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_application_message_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_message")),
    )
    op.create_index(
        op.f("ix_application_message_application_id"), "application_message", ["application_id"], unique=False
    )
    op.create_table(
        "application_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visited_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visited_id"], ["application.id"], name=op.f("fk_application_visit_visited_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_visit")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_application_visit_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_application_visit_ends_at"), "application_visit", ["ends_at"], unique=False)
    op.create_index(op.f("ix_application_visit_visited_id"), "application_visit", ["visited_id"], unique=False)
    op.create_table(
        "group_session",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("previous_day", sa.Date(), nullable=True),
        sa.Column("previous_starts", sa.Time(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reminded_revision", sa.Integer(), nullable=False),
        sa.Column("is_return", sa.Boolean(), nullable=False),
        sa.Column("sealed_about", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_group_session_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_group_session_day"), "group_session", ["day"], unique=False)
    op.create_index(op.f("ix_group_session_group_id"), "group_session", ["group_id"], unique=False)
    op.create_table(
        "post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("team_name", sa.String(length=60), nullable=True),
        sa.Column("team_organisation", sa.String(length=60), nullable=True),
        sa.Column("is_opening", sa.Boolean(), nullable=False),
        sa.Column("published_version_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_post_staff_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_post_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_author_id"), "post", ["author_id"], unique=False)
    op.create_index(op.f("ix_post_published_at"), "post", ["published_at"], unique=False)
    op.create_index(op.f("ix_post_thread_id"), "post", ["thread_id"], unique=False)
    op.create_table(
        "read_mark",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_read_mark_member_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_read_mark_thread_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "thread_id", name=op.f("pk_read_mark")),
    )
    op.create_index(op.f("ix_read_mark_thread_id"), "read_mark", ["thread_id"], unique=False)
    op.create_table(
        "registration",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(), nullable=False),
        sa.Column("has_own_sentence", sa.Boolean(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_contact", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_wishes", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_circle", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_team_message", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_intake_notes", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_left_appointments", sa.LargeBinary(), nullable=True),
        sa.Column("preparation", sa.String(length=20), nullable=True),
        sa.Column("preparation_reason", sa.String(length=20), nullable=True),
        sa.Column("sealed_goal", sa.LargeBinary(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("offer_count", sa.Integer(), nullable=False),
        sa.Column("unanswered_offers", sa.Integer(), nullable=False),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("has_priority", sa.Boolean(), nullable=False),
        sa.Column("gave_feedback", sa.Boolean(), nullable=False),
        sa.Column("aftercare_answered", sa.Boolean(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("intake_held_on", sa.Date(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("hold_until", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("tiebreaker", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_registration_facilitator_id")),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_registration_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_registration_code_mac")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_registration_facilitator_id"), "registration", ["facilitator_id"], unique=False)
    op.create_index(op.f("ix_registration_group_id"), "registration", ["group_id"], unique=False)
    op.create_index(op.f("ix_registration_offer_expires_at"), "registration", ["offer_expires_at"], unique=False)
    op.create_index(op.f("ix_registration_state"), "registration", ["state"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_attendance_registration_id")),
        sa.ForeignKeyConstraint(["session_id"], ["group_session.id"], name=op.f("fk_attendance_session_id")),
        sa.PrimaryKeyConstraint("session_id", "registration_id", name=op.f("pk_attendance")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_attendance_registration_id"), "attendance", ["registration_id"], unique=False)
    op.create_table(
        "contact_reveal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("revealed_by_id", sa.Uuid(), nullable=False),
        sa.Column("revealed_on", sa.Date(), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_contact_reveal_registration_id")
        ),
        sa.ForeignKeyConstraint(["revealed_by_id"], ["staff.id"], name=op.f("fk_contact_reveal_revealed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_reveal")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_contact_reveal_registration_id"), "contact_reveal", ["registration_id"], unique=False)
    op.create_table(
        "contact_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("notification", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_contact_task_done_by_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_contact_task_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_task")),
        sa.UniqueConstraint(
            "registration_id",
            "notification",
            "subject",
            "revision",
            name=op.f("uq_contact_task_registration_id_notification_subject_revision"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_contact_task_due_on"), "contact_task", ["due_on"], unique=False)
    op.create_index(op.f("ix_contact_task_registration_id"), "contact_task", ["registration_id"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=True),
        sa.Column("was_agreed", sa.Boolean(), nullable=False),
        sa.Column("last_slot_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unanswered_attempts", sa.Integer(), nullable=False),
        sa.Column("staff_absences", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reminded_revision", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("sealed_about", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_conversation_facilitator_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_conversation_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_conversation_day"), "conversation", ["day"], unique=False)
    op.create_index(op.f("ix_conversation_facilitator_id"), "conversation", ["facilitator_id"], unique=False)
    op.create_index(op.f("ix_conversation_registration_id"), "conversation", ["registration_id"], unique=False)
    op.create_index(op.f("ix_conversation_state"), "conversation", ["state"], unique=False)
    op.create_table(
        "copy_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("requested_by_id", sa.Uuid(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["approved_by_id"], ["staff.id"], name=op.f("fk_copy_request_approved_by_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_copy_request_registration_id")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["staff.id"], name=op.f("fk_copy_request_requested_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_request")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copy_request_registration_id"), "copy_request", ["registration_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_message_registration_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_message_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_message_registration_id"), "message", ["registration_id"], unique=False)
    op.create_index(
        "ix_message_unread",
        "message",
        ["registration_id"],
        unique=False,
        sqlite_where=sa.text("staff_id IS NULL AND read_on IS NULL"),
        postgresql_where=sa.text("staff_id IS NULL AND read_on IS NULL"),
    )
    op.create_table(
        "pairing",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["registration.id"], name=op.f("fk_pairing_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["registration.id"], name=op.f("fk_pairing_second_id")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_pairing")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pairing_second_id"), "pairing", ["second_id"], unique=False)
    op.create_table(
        "post_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_title", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_source", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("sealed_message", sa.LargeBinary(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_post_version_author_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_version_post_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_post_version_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_version")),
        sa.UniqueConstraint("author_id", "nonce", name=op.f("uq_post_version_author_id_nonce")),
        sa.UniqueConstraint("staff_id", "nonce", name=op.f("uq_post_version_staff_id_nonce")),
    )
    op.create_index(op.f("ix_post_version_author_id"), "post_version", ["author_id"], unique=False)
    op.create_index(
        "ix_post_version_one_waits",
        "post_version",
        ["post_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(op.f("ix_post_version_post_id"), "post_version", ["post_id"], unique=False)
    op.create_index(op.f("ix_post_version_state"), "post_version", ["state"], unique=False)
    op.create_index(op.f("ix_post_version_submitted_at"), "post_version", ["submitted_at"], unique=False)
    op.create_table(
        "registration_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visited_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visited_id"], ["registration.id"], name=op.f("fk_registration_visit_visited_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_visit")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_registration_visit_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_registration_visit_ends_at"), "registration_visit", ["ends_at"], unique=False)
    op.create_index(op.f("ix_registration_visit_visited_id"), "registration_visit", ["visited_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_message", sa.LargeBinary(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_decision_staff_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["post_version.id"], name=op.f("fk_decision_version_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_decided_at"), "decision", ["decided_at"], unique=False)
    op.create_index(op.f("ix_decision_staff_id"), "decision", ["staff_id"], unique=False)
    op.create_index(op.f("ix_decision_version_id"), "decision", ["version_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("nonce", sa.Uuid(), nullable=True),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("thread_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("sent_back_version_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_title", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_source", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_draft_author_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_draft_post_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_draft_room_id")),
        sa.ForeignKeyConstraint(
            ["sent_back_version_id"],
            ["post_version.id"],
            name=op.f("fk_draft_sent_back_version_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_draft_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("author_id", "nonce", name=op.f("uq_draft_author_id_nonce")),
        sa.UniqueConstraint("sent_back_version_id", name=op.f("uq_draft_sent_back_version_id")),
    )
    op.create_index(op.f("ix_draft_author_id"), "draft", ["author_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_notice_member_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_notice_thread_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["post_version.id"], name=op.f("fk_notice_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_due_at"), "notice", ["due_at"], unique=False)
    op.create_index(op.f("ix_notice_member_id"), "notice", ["member_id"], unique=False)
    op.create_index(op.f("ix_notice_thread_id"), "notice", ["thread_id"], unique=False)
    op.create_index(op.f("ix_notice_version_id"), "notice", ["version_id"], unique=False)
    op.bulk_insert(
        sa.table(
            "audit_head", sa.column("id", sa.Integer), sa.column("number", sa.Integer), sa.column("mac", sa.LargeBinary)
        ),
        [{"id": 1, "number": 0, "mac": bytes(32)}],
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_notice_version_id"), table_name="notice")
    op.drop_index(op.f("ix_notice_thread_id"), table_name="notice")
    op.drop_index(op.f("ix_notice_member_id"), table_name="notice")
    op.drop_index(op.f("ix_notice_due_at"), table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_draft_author_id"), table_name="draft")
    op.drop_table("draft")
    op.drop_index(op.f("ix_decision_version_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_staff_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_decided_at"), table_name="decision")
    op.drop_table("decision")
    op.drop_index(op.f("ix_registration_visit_visited_id"), table_name="registration_visit")
    op.drop_index(op.f("ix_registration_visit_ends_at"), table_name="registration_visit")
    op.drop_table("registration_visit")
    op.drop_index(op.f("ix_post_version_submitted_at"), table_name="post_version")
    op.drop_index(op.f("ix_post_version_state"), table_name="post_version")
    op.drop_index(op.f("ix_post_version_post_id"), table_name="post_version")
    op.drop_index(
        "ix_post_version_one_waits",
        table_name="post_version",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(op.f("ix_post_version_author_id"), table_name="post_version")
    op.drop_table("post_version")
    op.drop_index(op.f("ix_pairing_second_id"), table_name="pairing")
    op.drop_table("pairing")
    op.drop_index(
        "ix_message_unread",
        table_name="message",
        sqlite_where=sa.text("staff_id IS NULL AND read_on IS NULL"),
        postgresql_where=sa.text("staff_id IS NULL AND read_on IS NULL"),
    )
    op.drop_index(op.f("ix_message_registration_id"), table_name="message")
    op.drop_table("message")
    op.drop_index(op.f("ix_copy_request_registration_id"), table_name="copy_request")
    op.drop_table("copy_request")
    op.drop_index(op.f("ix_conversation_state"), table_name="conversation")
    op.drop_index(op.f("ix_conversation_registration_id"), table_name="conversation")
    op.drop_index(op.f("ix_conversation_facilitator_id"), table_name="conversation")
    op.drop_index(op.f("ix_conversation_day"), table_name="conversation")
    op.drop_table("conversation")
    op.drop_index(op.f("ix_contact_task_registration_id"), table_name="contact_task")
    op.drop_index(op.f("ix_contact_task_due_on"), table_name="contact_task")
    op.drop_table("contact_task")
    op.drop_index(op.f("ix_contact_reveal_registration_id"), table_name="contact_reveal")
    op.drop_table("contact_reveal")
    op.drop_index(op.f("ix_attendance_registration_id"), table_name="attendance")
    op.drop_table("attendance")
    op.drop_index(op.f("ix_registration_state"), table_name="registration")
    op.drop_index(op.f("ix_registration_offer_expires_at"), table_name="registration")
    op.drop_index(op.f("ix_registration_group_id"), table_name="registration")
    op.drop_index(op.f("ix_registration_facilitator_id"), table_name="registration")
    op.drop_table("registration")
    op.drop_index(op.f("ix_read_mark_thread_id"), table_name="read_mark")
    op.drop_table("read_mark")
    op.drop_index(op.f("ix_post_thread_id"), table_name="post")
    op.drop_index(op.f("ix_post_published_at"), table_name="post")
    op.drop_index(op.f("ix_post_author_id"), table_name="post")
    op.drop_table("post")
    op.drop_index(op.f("ix_group_session_group_id"), table_name="group_session")
    op.drop_index(op.f("ix_group_session_day"), table_name="group_session")
    op.drop_table("group_session")
    op.drop_index(op.f("ix_application_visit_visited_id"), table_name="application_visit")
    op.drop_index(op.f("ix_application_visit_ends_at"), table_name="application_visit")
    op.drop_table("application_visit")
    op.drop_index(op.f("ix_application_message_application_id"), table_name="application_message")
    op.drop_table("application_message")
    op.drop_table("work_preferences")
    op.drop_index(op.f("ix_thread_room_id"), table_name="thread")
    op.drop_index(op.f("ix_thread_last_published_at"), table_name="thread")
    op.drop_index(op.f("ix_thread_author_id"), table_name="thread")
    op.drop_table("thread")
    op.drop_index(op.f("ix_staff_sign_in_staff_id"), table_name="staff_sign_in")
    op.drop_index(op.f("ix_staff_sign_in_ends_at"), table_name="staff_sign_in")
    op.drop_table("staff_sign_in")
    op.drop_index(op.f("ix_staff_recovery_code_staff_id"), table_name="staff_recovery_code")
    op.drop_table("staff_recovery_code")
    op.drop_table("room_relation")
    op.drop_index(op.f("ix_peer_group_state"), table_name="peer_group")
    op.drop_index(op.f("ix_peer_group_second_facilitator_id"), table_name="peer_group")
    op.drop_index(op.f("ix_peer_group_facilitator_id"), table_name="peer_group")
    op.drop_table("peer_group")
    op.drop_index(op.f("ix_member_sign_in_member_id"), table_name="member_sign_in")
    op.drop_index(op.f("ix_member_sign_in_ends_at"), table_name="member_sign_in")
    op.drop_table("member_sign_in")
    op.drop_index(op.f("ix_invite_state"), table_name="invite")
    op.drop_index(op.f("ix_invite_issuer_id"), table_name="invite")
    op.drop_index(op.f("ix_invite_batch_id"), table_name="invite")
    op.drop_table("invite")
    op.drop_index(op.f("ix_hours_exception_facilitator_id"), table_name="hours_exception")
    op.drop_table("hours_exception")
    op.drop_table("facilitator_hours")
    op.drop_index(op.f("ix_duty_turn_staff_id"), table_name="duty_turn")
    op.drop_table("duty_turn")
    op.drop_index(op.f("ix_cover_cover_id"), table_name="cover")
    op.drop_table("cover")
    op.drop_table("calendar_feed")
    op.drop_index(op.f("ix_application_waiting_since"), table_name="application")
    op.drop_index(op.f("ix_application_state"), table_name="application")
    op.drop_index(op.f("ix_application_pattern_mac"), table_name="application")
    op.drop_table("application")
    op.drop_table("text_version")
    op.drop_table("staff")
    op.drop_table("room")
    op.drop_index(op.f("ix_referral_place_country"), table_name="referral_place")
    op.drop_table("referral_place")
    op.drop_index(op.f("ix_outgoing_letter_state"), table_name="outgoing_letter")
    op.drop_index(op.f("ix_outgoing_letter_due_at"), table_name="outgoing_letter")
    op.drop_table("outgoing_letter")
    op.drop_table("monthly_fact")
    op.drop_table("member")
    op.drop_table("lease")
    op.drop_table("job_run")
    op.drop_table("feedback_tally")
    op.drop_index(op.f("ix_feedback_comment_month"), table_name="feedback_comment")
    op.drop_table("feedback_comment")
    op.drop_table("data_key")
    op.drop_table("budget")
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
    op.drop_table("admissions")
