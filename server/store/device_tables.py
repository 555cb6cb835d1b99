"""The tables of boxes, their devices and their slips; see ``tables.py`` for how values are kept."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, text

from server.store.table_parts import IS_NOT_ARCHIVED as IS_NOT_ARCHIVED
from server.store.table_parts import an_id, hall_key, hall_key_by_parent, of_hall, partial
from server.store.table_parts import metadata as metadata

IS_OPEN_JOB = "state IN ('waiting', 'printing')"
"""A query must carry it word for word; see ``tables.py``."""

UNIQUE_BOX_NAME = "uq_box_name"

box = Table(
    "box",
    metadata,
    hall_key(),
    an_id("id", is_key=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("code_hash", String(128), unique=True),
    Column("key_hash", String(128), unique=True),
    Column("has_printer", Boolean, nullable=False),
    Column("is_archived", Boolean, nullable=False),
    Column("next_key_hash", String(128)),
    an_id("prints_at", is_nullable=True),
    Index("uq_box_next_key_hash", "next_key_hash", unique=True),
    partial(UNIQUE_BOX_NAME, "hall_id", "name", where=IS_NOT_ARCHIVED, is_unique=True),
)

box_health = Table(
    "box_health",
    metadata,
    hall_key_by_parent(),
    an_id("box_id", is_key=True),
    Column("seen_us", BigInteger, nullable=False),
    Column("version", String(64), nullable=False),
    Column("devices", Text, nullable=False),
    Column("lost_us", BigInteger),
    of_hall("box_id", "box"),
)

panel = Table(
    "panel",
    metadata,
    hall_key_by_parent(),
    an_id("box_id", is_key=True),
    Column("wire", String(200), primary_key=True, nullable=False),
    Column("address", String(32), primary_key=True, nullable=False),
    Column("make", String(16), nullable=False),
    Column("controls", Text, nullable=False),
    Column("seen_us", BigInteger, nullable=False),
    an_id("window_id", is_nullable=True),
    Column("actions", Text, nullable=False),
    Column("is_of_office", Boolean, nullable=False),
    Column("clock_ms", BigInteger),
    of_hall("box_id", "box"),
    of_hall("window_id", "window"),
)

paper_roll = Table(
    "paper_roll",
    metadata,
    hall_key_by_parent(),
    an_id("box_id", is_key=True),
    Column("device", String(64), primary_key=True, nullable=False),
    Column("length_mm", Integer, nullable=False),
    Column("used_mm", Integer, nullable=False),
    Column("slips", Integer, nullable=False),
    Column("started_us", BigInteger, nullable=False),
    Column("is_low", Boolean, nullable=False),
    of_hall("box_id", "box"),
    comment="The roll in each printer now; the journal tells of the former ones.",
)

print_job = Table(
    "print_job",
    metadata,
    hall_key_by_parent(),
    an_id("id", is_key=True),
    an_id("ticket_id"),
    an_id("box_id"),
    Column("slip", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("fault", String(32), nullable=False),
    Column("lease_until_us", BigInteger),
    Column("evidence", String(1), nullable=False, server_default=text("'d'")),
    Column("millimetres", Integer, nullable=False, server_default=text("0")),
    Column("device", String(64), nullable=False, server_default=text("'printer'")),
    Column("told_us", BigInteger),
    of_hall("ticket_id", "ticket"),
    of_hall("box_id", "box"),
    partial("ix_print_job_open", "hall_id", "sequence", where=IS_OPEN_JOB),
    Index("ix_print_job_ticket", "hall_id", "ticket_id", "sequence"),
)
