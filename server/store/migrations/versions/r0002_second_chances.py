"""A missed ticket may stand in line once more, and a ticket may be cancelled."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("calls_before", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("ticket", sa.Column("is_returned", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_ticket_over", "ticket")
    over = sa.text("state IN ('done', 'missed', 'expired', 'cancelled')")
    op.create_index(
        "ix_ticket_over", "ticket", ["hall_id", "day", "state", "ended_ms"], sqlite_where=over, postgresql_where=over
    )
