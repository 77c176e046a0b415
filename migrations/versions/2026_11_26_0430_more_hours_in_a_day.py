"""a colleague works several stretches of one day"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

HOURS = sa.table(
    "facilitator_hours",
    sa.column("facilitator_id", sa.Uuid()),
    sa.column("weekday", sa.Integer()),
    sa.column("starts", sa.Time()),
    sa.column("ends", sa.Time()),
)


def upgrade() -> None:
    kept = op.get_bind().execute(sa.select(HOURS)).mappings().all()
    _make_anew("facilitator_id", "weekday", "starts")
    op.bulk_insert(HOURS, [dict(row) for row in kept])


def downgrade() -> None:
    """Of each day the first stretch is kept: the older table has room for one."""
    in_order = sa.select(HOURS).order_by(HOURS.c.starts.desc())
    first = {(row["facilitator_id"], row["weekday"]): row for row in op.get_bind().execute(in_order).mappings()}
    _make_anew("facilitator_id", "weekday")
    op.bulk_insert(HOURS, [dict(row) for row in first.values()])


def _make_anew(*key: str) -> None:
    op.drop_table("facilitator_hours")
    op.create_table(
        "facilitator_hours",
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["staff.id"], name=op.f("fk_facilitator_hours_facilitator_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_facilitator_hours")),
        sqlite_with_rowid=False,
    )
