"""version 0.3.0"""

import sqlalchemy as sa
from alembic import op

revision = "0.3.0"
down_revision = "0.2.0"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post", sa.Column("has_gap", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("application", sa.Column("turn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("registration", sa.Column("turn_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "restriction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_message", sa.LargeBinary(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("has_begun", sa.Boolean(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_restriction_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["staff.id"], name=op.f("fk_restriction_reviewer_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_restriction_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
    )
    op.create_index(op.f("ix_restriction_begins_at"), "restriction", ["begins_at"], unique=False)
    op.create_index(op.f("ix_restriction_member_id"), "restriction", ["member_id"], unique=False)
    op.create_index(op.f("ix_restriction_staff_id"), "restriction", ["staff_id"], unique=False)

    # When a letter was meant to go, and how often it may have been the reason itself that it did not.
    with op.batch_alter_table("outgoing_letter") as table:
        table.add_column(sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("faults", sa.Integer(), nullable=True))
    op.execute("UPDATE outgoing_letter SET first_due_at = due_at, faults = 0")
    with op.batch_alter_table("outgoing_letter") as table:
        table.alter_column("first_due_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.alter_column("faults", existing_type=sa.Integer(), nullable=False)

    # A registration of which nothing is heard ends on a day that was told before.
    op.add_column("registration", sa.Column("expires_on", sa.Date(), nullable=True))

    # lists: what is looked at for pairings, and what orders the waiting list and the tasks by hand
    op.add_column("registration", sa.Column("has_agreed_word", sa.Boolean(), nullable=True))
    op.create_index(
        "ix_registration_agreed_word",
        "registration",
        ["state"],
        unique=False,
        sqlite_where=sa.text("has_agreed_word IS NOT 0"),
        postgresql_where=sa.text("has_agreed_word IS NOT false"),
    )
    op.create_index(
        "ix_registration_in_order",
        "registration",
        ["state", "has_priority", "entered_on", "received_on", "tiebreaker"],
        unique=False,
    )
    op.create_index(op.f("ix_registration_received_on"), "registration", ["received_on"], unique=False)
    op.create_index(
        "ix_contact_task_undone",
        "contact_task",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("done_on IS NULL"),
        postgresql_where=sa.text("done_on IS NULL"),
    )
    op.create_index(op.f("ix_application_received_on"), "application", ["received_on"], unique=False)

    for name in ("member", "staff"):
        op.add_column(name, sa.Column("browser_generation", sa.Integer(), nullable=False, server_default="0"))

    # A sentence of one's own opens together with four digits; those that have none yet are told by its absence.
    for name in ("application", "registration"):
        op.add_column(name, sa.Column("sentence_mac", sa.LargeBinary(), nullable=True))
        op.create_index(op.f(f"ix_{name}_sentence_mac"), name, ["sentence_mac"], unique=True)
        op.add_column(
            f"{name}_visit", sa.Column("owes_digits", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    # What was done already, so that a form that is sent again does not do it twice.
    op.create_table(
        "retry_key",
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mac", name=op.f("pk_retry_key")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    # What was done already.
    op.drop_table("retry_key")

    # A sentence of one's own, and what is left where there was one: the code.
    for name in ("registration", "application"):
        op.drop_column(f"{name}_visit", "owes_digits")
        rows = sa.table(name, sa.column("has_own_sentence", sa.Boolean()), sa.column("sentence_mac"))
        op.execute(rows.update().where(rows.c.sentence_mac.is_not(None)).values(has_own_sentence=False))
        op.drop_index(op.f(f"ix_{name}_sentence_mac"), table_name=name)
        op.drop_column(name, "sentence_mac")

    for name in ("staff", "member"):
        op.drop_column(name, "browser_generation")

    # lists
    op.drop_index(op.f("ix_application_received_on"), table_name="application")
    op.drop_index("ix_contact_task_undone", table_name="contact_task")
    op.drop_index(op.f("ix_registration_received_on"), table_name="registration")
    op.drop_index("ix_registration_in_order", table_name="registration")
    op.drop_index("ix_registration_agreed_word", table_name="registration")
    op.drop_column("registration", "has_agreed_word")

    # A registration of which nothing is heard ends on a day that was told before.
    op.drop_column("registration", "expires_on")

    # When a letter was meant to go. One that went too late is no longer told from one that was no longer true.
    op.execute("UPDATE outgoing_letter SET state = 'void' WHERE state = 'stale'")
    with op.batch_alter_table("outgoing_letter") as table:
        table.drop_column("faults")
        table.drop_column("first_due_at")

    op.drop_index(op.f("ix_restriction_staff_id"), table_name="restriction")
    op.drop_index(op.f("ix_restriction_member_id"), table_name="restriction")
    op.drop_index(op.f("ix_restriction_begins_at"), table_name="restriction")
    op.drop_table("restriction")
    op.drop_column("registration", "turn_at")
    op.drop_column("application", "turn_at")
    op.drop_column("post", "has_gap")
