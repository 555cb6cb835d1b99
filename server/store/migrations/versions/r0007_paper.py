"""Slips keep their proof and their paper, rolls are counted, and a box may print at another's."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ITSELF, _NEXT_KEY = "", "key:"
"""Under no name among its own devices a box was away, and a code that begins so was a key to come."""


def upgrade() -> None:
    op.add_column("print_job", sa.Column("evidence", sa.String(1), nullable=False, server_default=sa.text("'d'")))
    op.add_column("print_job", sa.Column("millimetres", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("print_job", sa.Column("device", sa.String(64), nullable=False, server_default=sa.text("'printer'")))
    op.add_column("print_job", sa.Column("told_us", sa.BigInteger()))
    _rolls()
    _boxes()
    _health()


def _rolls() -> None:
    op.create_table(
        "paper_roll",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("box_id", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("length_mm", "used_mm", "slips")),
        sa.Column("started_us", sa.BigInteger(), nullable=False),
        sa.Column("is_low", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id", "box_id"], ["box.hall_id", "box.id"], name="fk_paper_roll_hall_id_box_id"),
        sa.PrimaryKeyConstraint("hall_id", "box_id", "device", name="pk_paper_roll"),
        comment="The roll in each printer now; the journal tells of the former ones.",
    )


def _boxes() -> None:
    op.add_column("box", sa.Column("next_key_hash", sa.String(128)))
    op.add_column("box", sa.Column("prints_at", sa.String(64)))
    op.create_index("uq_box_next_key_hash", "box", ["next_key_hash"], unique=True)
    op.execute(
        f"UPDATE box SET next_key_hash = substr(code_hash, {len(_NEXT_KEY) + 1}), code_hash = NULL "
        f"WHERE code_hash LIKE '{_NEXT_KEY}%'"
    )


def _health() -> None:
    op.add_column("box_health", sa.Column("lost_us", sa.BigInteger()))
    health = sa.table("box_health", *(sa.column(name) for name in ("hall_id", "box_id", "devices", "lost_us")))
    asked = sa.select(health.c.hall_id, health.c.box_id, health.c.devices)
    for hall_id, box_id, devices in op.get_bind().execute(asked).all():
        told = json.loads(devices)
        kept = json.dumps([each for each in told if each["name"] != _ITSELF], ensure_ascii=False)
        mine = (health.c.hall_id == hall_id) & (health.c.box_id == box_id)
        op.get_bind().execute(sa.update(health).where(mine).values(devices=kept, lost_us=_lost_us(told)))


def _lost_us(told: list[dict[str, Any]]) -> int | None:
    """Since when the box has been away; where nobody wrote that down, it is noted anew soon after the start."""
    since = next((each.get("since") for each in told if each["name"] == _ITSELF), None)
    return None if since is None else (datetime.fromisoformat(since) - _EPOCH) // timedelta(microseconds=1)
