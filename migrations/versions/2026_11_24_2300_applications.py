"""applications"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("decider_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["decider_id"], ["staff.id"], name=op.f("fk_application_decider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_application_code_mac")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_pattern_mac"), ["pattern_mac"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_waits_since"), ["waits_since"], unique=False)

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
    with op.batch_alter_table("application_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_visit_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_visit_visited_id"), ["visited_id"], unique=False)

    op.create_table(
        "application_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("data_key_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_word_application_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_application_word_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_word")),
    )
    with op.batch_alter_table("application_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_word_application_id"), ["application_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("application_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_word_application_id"))

    op.drop_table("application_word")
    with op.batch_alter_table("application_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_visit_visited_id"))
        batch_op.drop_index(batch_op.f("ix_application_visit_ends_at"))

    op.drop_table("application_visit")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_waits_since"))
        batch_op.drop_index(batch_op.f("ix_application_state"))
        batch_op.drop_index(batch_op.f("ix_application_pattern_mac"))

    op.drop_table("application")
