"""Tickets stand in lines of several targets and classes; a day may be suspended, and a window's person away."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _hall()
    _windows()
    _tickets()
    _lines()
    _intervals()


def _hall() -> None:
    nothing = sa.text("'[]'")
    op.add_column("hall", sa.Column("exceptions", sa.Text(), nullable=False, server_default=nothing))
    op.add_column("service", sa.Column("exceptions", sa.Text(), nullable=False, server_default=nothing))
    op.add_column("service", sa.Column("month_days", sa.Text(), nullable=False, server_default=nothing))
    op.add_column("service", sa.Column("daily_limit", sa.Integer()))
    op.add_column("hall_progress", sa.Column("suspended_reason", sa.String(16)))
    op.add_column("hall_progress", sa.Column("suspended_us", sa.BigInteger()))
    op.add_column("hall_progress", sa.Column("resumed_ms", sa.BigInteger()))
    op.add_column("hall_progress", sa.Column("intake_stopped_on", sa.String(10)))


def _windows() -> None:
    op.add_column("window_service", sa.Column("level", sa.Integer(), nullable=False, server_default=sa.text("4")))
    op.add_column("window", sa.Column("guarded_in_a_row", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("window", sa.Column("work", sa.String(16), nullable=False, server_default=sa.text("'at-window'")))
    op.add_column("window", sa.Column("break_reason", sa.String(16)))
    op.add_column("window", sa.Column("work_since_ms", sa.BigInteger()))
    op.add_column("window", sa.Column("work_since_us", sa.BigInteger()))
    op.add_column("window", sa.Column("work_until_ms", sa.BigInteger()))
    op.add_column("window", sa.Column("call_due_ms", sa.BigInteger()))


def _tickets() -> None:
    nothing = sa.text("'[]'")
    op.add_column("ticket", sa.Column("targets", sa.Text(), nullable=False, server_default=nothing))
    op.add_column("ticket", sa.Column("route", sa.Text(), nullable=False, server_default=nothing))
    op.add_column("ticket", sa.Column("is_route_ordered", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("ticket", sa.Column("back_to", sa.String(80)))
    op.add_column("ticket", sa.Column("is_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("ticket", sa.Column("is_at_head", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("ticket", sa.Column("since_ms", sa.BigInteger()))
    op.add_column("ticket", sa.Column("since_us", sa.BigInteger()))
    op.add_column("ticket", sa.Column("continues", sa.String(64)))
    op.add_column("ticket", sa.Column("continued_as", sa.String(64)))


def _lines() -> None:
    op.create_table(
        "line",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("target", sa.String(80), nullable=False),
        sa.Column("class", sa.String(16), nullable=False),
        sa.Column("arrived_ms", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall_id", "ticket_id"], ["ticket.hall_id", "ticket.id"], name="fk_line_hall_id_ticket_id"
        ),
        sa.PrimaryKeyConstraint("hall_id", "day", "target", "class", "arrived_ms", "sequence", name="pk_line"),
        comment="Who waits where: a row for each line that a waiting ticket stands in; none for any other ticket.",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_line_ticket", "line", ["hall_id", "ticket_id"])
    op.execute(
        "INSERT INTO line (hall_id, day, target, class, arrived_ms, sequence, ticket_id) "
        "SELECT hall_id, day, 'service:' || service_id, priority, arrived_ms, sequence, id "
        "FROM ticket WHERE state = 'waiting'"
    )


def _intervals() -> None:
    op.create_table(
        "interval",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        *(sa.Column(name, sa.String(64)) for name in ("ticket_id", "service_id", "window_id", "person_id")),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("began_ms", "began_us", "ended_ms", "ended_us")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["hall_id", f"{parent}_id"],
                [f"{parent}.hall_id", f"{parent}.id"],
                name=f"fk_interval_hall_id_{parent}_id",
            )
            for parent in ("ticket", "service", "window")
        ),
        sa.PrimaryKeyConstraint("hall_id", "number", name="pk_interval"),
        comment="What is over: stretches of waiting, being called, served and set aside, of breaks and of back office.",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_interval_day", "interval", ["hall_id", "day", "kind"])
