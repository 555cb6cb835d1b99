"""Which window-call panels there are, at which windows, and what their keys mean."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "panel",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("box_id", sa.String(64), nullable=False),
        sa.Column("wire", sa.String(200), nullable=False),
        sa.Column("address", sa.String(32), nullable=False),
        sa.Column("make", sa.String(16), nullable=False),
        sa.Column("controls", sa.Text(), nullable=False),
        sa.Column("seen_us", sa.BigInteger(), nullable=False),
        sa.Column("window_id", sa.String(64)),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("is_of_office", sa.Boolean(), nullable=False),
        sa.Column("clock_ms", sa.BigInteger()),
        sa.ForeignKeyConstraint(["hall_id", "box_id"], ["box.hall_id", "box.id"], name="fk_panel_hall_id_box_id"),
        sa.ForeignKeyConstraint(
            ["hall_id", "window_id"], ["window.hall_id", "window.id"], name="fk_panel_hall_id_window_id"
        ),
        sa.PrimaryKeyConstraint("hall_id", "box_id", "wire", "address", name="pk_panel"),
    )
