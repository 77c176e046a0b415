"""conversations, other hours of colleagues, and how they work"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("aftercare_asked", sa.Boolean(), server_default=sa.false(), nullable=False))
    for name in ("preparing", "preparing_why"):
        op.add_column("registration", sa.Column(name, sa.String(length=20), nullable=True))
    op.add_column("registration", sa.Column("sealed_goal", sa.LargeBinary(), nullable=True))
    op.create_table(
        "other_hours",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_other_hours_facilitator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_hours")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("other_hours", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_other_hours_facilitator_id"), ["facilitator_id"], unique=False)

    op.create_table(
        "work_terms",
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("channels", sa.String(length=60), nullable=False),
        sa.Column("most_hours", sa.Integer(), nullable=True),
        sa.Column("works_on_holidays", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_work_terms_facilitator_id")),
        sa.PrimaryKeyConstraint("facilitator_id", name=op.f("pk_work_terms")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "calendar_feed",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_calendar_feed_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "call",
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
        sa.Column("no_answers", sa.Integer(), nullable=False),
        sa.Column("absences", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("sealed_about", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_call_facilitator_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_call_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_facilitator_id"), ["facilitator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_state"), ["state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_state"))
        batch_op.drop_index(batch_op.f("ix_call_registration_id"))
        batch_op.drop_index(batch_op.f("ix_call_facilitator_id"))
        batch_op.drop_index(batch_op.f("ix_call_day"))

    op.drop_table("call")
    op.drop_table("calendar_feed")
    op.drop_table("work_terms")
    with op.batch_alter_table("other_hours", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_other_hours_facilitator_id"))

    op.drop_table("other_hours")
    for name in ("sealed_goal", "preparing_why", "preparing", "aftercare_asked"):
        op.drop_column("registration", name)
