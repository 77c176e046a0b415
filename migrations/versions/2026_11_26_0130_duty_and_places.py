"""the rota of duty, the door in busy times, and the referral directory"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call", sa.Column("was_at", sa.DateTime(timezone=True), nullable=True))
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
    with op.batch_alter_table("duty_turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_turn_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "door",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("closed_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_door")),
    )
    op.create_table(
        "referral_place",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("what_for", sa.String(length=300), nullable=False),
        sa.Column("ways", sa.String(length=300), nullable=False),
        sa.Column("looked_at", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_place")),
    )
    with op.batch_alter_table("referral_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_place_country"), ["country"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("referral_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_place_country"))

    op.drop_table("referral_place")
    op.drop_table("door")
    with op.batch_alter_table("duty_turn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_turn_staff_id"))

    op.drop_table("duty_turn")
    op.drop_column("call", "was_at")
