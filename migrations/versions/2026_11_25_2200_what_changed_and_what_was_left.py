"""where a session was before it moved, and the appointments of a seat that was given up"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("group_session", sa.Column("was_day", sa.Date(), nullable=True))
    op.add_column("group_session", sa.Column("was_starts", sa.Time(), nullable=True))
    op.add_column("registration", sa.Column("sealed_left", sa.LargeBinary(), nullable=True))
    unread = sa.text("staff_id IS NULL AND read_on IS NULL")
    op.create_index(
        "ix_private_word_unread", "private_word", ["registration_id"], sqlite_where=unread, postgresql_where=unread
    )


def downgrade() -> None:
    op.drop_index("ix_private_word_unread", table_name="private_word")
    op.drop_column("registration", "sealed_left")
    op.drop_column("group_session", "was_starts")
    op.drop_column("group_session", "was_day")
