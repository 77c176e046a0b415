"""registrations and groups"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "looking_back_count",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "format", "question", "answer", name=op.f("pk_looking_back_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "said_sentence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("may_print", sa.Boolean(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_said_sentence")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("said_sentence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_said_sentence_month"), ["month"], unique=False)

    op.create_table(
        "deputy",
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name=op.f("fk_deputy_deputy_id")),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_deputy_facilitator_id")),
        sa.PrimaryKeyConstraint("facilitator_id", name=op.f("pk_deputy")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("deputy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deputy_deputy_id"), ["deputy_id"], unique=False)

    op.create_table(
        "facilitator_hours",
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_facilitator_hours_facilitator_id")),
        sa.PrimaryKeyConstraint("facilitator_id", "weekday", name=op.f("pk_facilitator_hours")),
        sqlite_with_rowid=False,
    )
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
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("at_least", sa.Integer(), nullable=False),
        sa.Column("most_of_one", sa.Integer(), nullable=True),
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
    with op.batch_alter_table("peer_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peer_group_facilitator_id"), ["facilitator_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_peer_group_second_facilitator_id"), ["second_facilitator_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_peer_group_state"), ["state"], unique=False)

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
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("is_return", sa.Boolean(), nullable=False),
        sa.Column("sealed_about", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_group_session_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("group_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_session_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_session_group_id"), ["group_id"], unique=False)

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
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("has_priority", sa.Boolean(), nullable=False),
        sa.Column("looked_back", sa.Boolean(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("hold_until", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("tie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_registration_facilitator_id")),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_registration_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_registration_code_mac")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_facilitator_id"), ["facilitator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_offer_until"), ["offer_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_state"), ["state"], unique=False)

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
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "bond",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["registration.id"], name=op.f("fk_bond_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["registration.id"], name=op.f("fk_bond_second_id")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_bond")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("bond", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bond_second_id"), ["second_id"], unique=False)

    op.create_table(
        "contact_reveal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_contact_reveal_by_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_contact_reveal_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_reveal")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("contact_reveal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_reveal_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "copy_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["staff.id"], name=op.f("fk_copy_request_agreed_by_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_copy_request_asked_by_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_copy_request_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_request")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("copy_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_request_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "errand",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("news", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_errand_done_by_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_errand_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sa.UniqueConstraint(
            "registration_id",
            "news",
            "subject",
            "revision",
            name=op.f("uq_errand_registration_id_news_subject_revision"),
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_errand_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_errand_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "private_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_private_word_registration_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_private_word_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("private_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_private_word_registration_id"), ["registration_id"], unique=False)

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
    with op.batch_alter_table("registration_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_visit_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_visit_visited_id"), ["visited_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("registration_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_visit_visited_id"))
        batch_op.drop_index(batch_op.f("ix_registration_visit_ends_at"))

    op.drop_table("registration_visit")
    with op.batch_alter_table("private_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_private_word_registration_id"))

    op.drop_table("private_word")
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_errand_registration_id"))
        batch_op.drop_index(batch_op.f("ix_errand_due_on"))

    op.drop_table("errand")
    with op.batch_alter_table("copy_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_request_registration_id"))

    op.drop_table("copy_request")
    with op.batch_alter_table("contact_reveal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_reveal_registration_id"))

    op.drop_table("contact_reveal")
    with op.batch_alter_table("bond", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bond_second_id"))

    op.drop_table("bond")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_registration_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_state"))
        batch_op.drop_index(batch_op.f("ix_registration_offer_until"))
        batch_op.drop_index(batch_op.f("ix_registration_group_id"))
        batch_op.drop_index(batch_op.f("ix_registration_facilitator_id"))

    op.drop_table("registration")
    with op.batch_alter_table("group_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_session_group_id"))
        batch_op.drop_index(batch_op.f("ix_group_session_day"))

    op.drop_table("group_session")
    with op.batch_alter_table("peer_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_peer_group_state"))
        batch_op.drop_index(batch_op.f("ix_peer_group_second_facilitator_id"))
        batch_op.drop_index(batch_op.f("ix_peer_group_facilitator_id"))

    op.drop_table("peer_group")
    op.drop_table("facilitator_hours")
    with op.batch_alter_table("deputy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deputy_deputy_id"))

    op.drop_table("deputy")
    with op.batch_alter_table("said_sentence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_said_sentence_month"))

    op.drop_table("said_sentence")
    op.drop_table("looking_back_count")
