"""A ticket may be set aside at a window."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("parked_until_ms", sa.BigInteger(), nullable=True))
    parked = sa.text("state = 'parked'")
    op.create_index("ix_ticket_parked", "ticket", ["hall_id", "day"], sqlite_where=parked, postgresql_where=parked)
