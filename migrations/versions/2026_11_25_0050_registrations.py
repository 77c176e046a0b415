"""registrations"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("hold_until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("tie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_registration_facilitator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_registration_code_mac")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_facilitator_id"), ["facilitator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_state"), ["state"], unique=False)

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
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_state"))
        batch_op.drop_index(batch_op.f("ix_registration_facilitator_id"))

    op.drop_table("registration")
