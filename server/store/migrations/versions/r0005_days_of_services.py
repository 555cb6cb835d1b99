"""How many a service has been given on a day is counted as it happens; each stretch of time says how it ended."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_day",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("service_id", sa.String(64), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall_id", "service_id"], ["service.hall_id", "service.id"], name="fk_service_day_hall_id_service_id"
        ),
        sa.PrimaryKeyConstraint("hall_id", "day", "service_id", name="pk_service_day"),
        comment="How many visits of a day a service belongs or has belonged to, without those cancelled before it.",
        sqlite_with_rowid=False,
    )
    # All days, for nobody can say here which one is today: whoever goes on waits for a day to come already.
    op.execute(
        "INSERT INTO service_day (hall_id, day, service_id, given) "
        "SELECT hall_id, day, service_id, COUNT(*) FROM ticket WHERE state <> 'cancelled' "
        "GROUP BY hall_id, day, service_id"
    )
    op.add_column("interval", sa.Column("outcome", sa.String(16)))
