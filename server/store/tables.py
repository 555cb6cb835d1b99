"""Every table but those of devices (``device_tables.py``), with the promises that the database itself keeps.

Many halls live in one database, so ``hall_id`` is in every key. Times of the wall are whole microseconds since 1970
in UTC (``…_us``), hall time is milliseconds (``…_ms``), days are ISO dates; what is read as one piece (texts, opening
hours, slips) is JSON text. All of this means the same on SQLite and PostgreSQL, and no driver can bend it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from server.store.device_tables import metadata as metadata
from server.store.table_parts import IS_NOT_ARCHIVED, an_id, hall_key, hall_key_by_parent, of_hall, partial

IS_WAITING = "state = 'waiting'"
IS_IN_HAND = "state IN ('called', 'serving')"
IS_PARKED = "state = 'parked'"
IS_OVER = "state IN ('done', 'missed', 'expired', 'cancelled')"
IS_DONE = "state = 'done'"
"""A query must carry such a condition word for word, or SQLite does not see that the partial index answers it."""

UNIQUE_IN_HAND = "uq_ticket_in_hand"
UNIQUE_WINDOW_NAME = "uq_window_name"
UNIQUE_LOGIN = "uq_person_login_key"

hall = Table(
    "hall",
    metadata,
    an_id("id", is_key=True),
    Column("name", Text, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("hours", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("catalogue_version", Integer, nullable=False),
    Column("exceptions", Text, nullable=False, server_default=text("'[]'")),
)

hall_progress = Table(
    "hall_progress",
    metadata,
    hall_key(),
    Column("journal_sequence", BigInteger, nullable=False),
    Column("journal_digest", String(64), nullable=False),
    Column("place_sequence", BigInteger, nullable=False),
    Column("clock_hall_ms", BigInteger),
    Column("clock_wall_us", BigInteger),
    Column("clock_monotonic_ms", BigInteger),
    Column("clock_boot", String(64)),
    Column("suspended_reason", String(16)),
    Column("suspended_us", BigInteger),
    Column("resumed_ms", BigInteger),
    Column("intake_stopped_on", String(10)),
    comment="Where the hall's journal, clock and order of arrivals stand; changes with every command.",
)

sphere = Table(
    "sphere",
    metadata,
    hall_key(),
    an_id("id", is_key=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("is_archived", Boolean, nullable=False),
)

service = Table(
    "service",
    metadata,
    hall_key_by_parent(),
    an_id("id", is_key=True),
    an_id("sphere_id"),
    Column("name", Text, nullable=False),
    Column("letter", String(1), nullable=False),
    Column("purposes", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("minutes", Float, nullable=False),
    Column("hours", Text, nullable=False),
    Column("documents", Text, nullable=False),
    Column("fee", Text, nullable=False),
    Column("term", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("is_archived", Boolean, nullable=False),
    Column("exceptions", Text, nullable=False, server_default=text("'[]'")),
    Column("month_days", Text, nullable=False, server_default=text("'[]'")),
    Column("daily_limit", Integer),
    of_hall("sphere_id", "sphere"),
)

person = Table(
    "person",
    metadata,
    an_id("id", is_key=True),
    Column("login", String(200), nullable=False),
    Column("login_key", String(200), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("is_archived", Boolean, nullable=False),
)

person_role = Table(
    "person_role",
    metadata,
    hall_key(),
    Column("person_id", String(64), ForeignKey("person.id"), primary_key=True, nullable=False),
    Column("role", String(32), primary_key=True, nullable=False),
    Index("ix_person_role_person", "person_id"),
)

window = Table(
    "window",
    metadata,
    hall_key(),
    an_id("id", is_key=True),
    Column("name", String(200), nullable=False),
    Column("position", Integer, nullable=False),
    Column("person_id", String(64), ForeignKey("person.id")),
    Column("is_archived", Boolean, nullable=False),
    Column("guarded_in_a_row", Integer, nullable=False, server_default=text("0")),
    Column("work", String(16), nullable=False, server_default=text("'at-window'")),
    Column("break_reason", String(16)),
    Column("work_since_ms", BigInteger),
    Column("work_since_us", BigInteger),
    Column("work_until_ms", BigInteger),
    Column("call_due_ms", BigInteger),
    partial(UNIQUE_WINDOW_NAME, "hall_id", "name", where=IS_NOT_ARCHIVED, is_unique=True),
    partial("uq_window_person", "hall_id", "person_id", where="person_id IS NOT NULL", is_unique=True),
)

window_service = Table(
    "window_service",
    metadata,
    hall_key_by_parent(),
    an_id("window_id", is_key=True),
    an_id("service_id", is_key=True),
    Column("position", Integer, nullable=False),
    Column("level", Integer, nullable=False, server_default=text("4")),
    of_hall("window_id", "window"),
    of_hall("service_id", "service"),
    sqlite_with_rowid=False,
)

number = Table(
    "number",
    metadata,
    hall_key(),
    Column("day", String(10), primary_key=True, nullable=False),
    Column("letter", String(1), primary_key=True, nullable=False),
    Column("last", Integer, nullable=False),
    comment="The last number given, by day and letter: max() + 1 over the tickets would give one number twice.",
    sqlite_with_rowid=False,
)

service_day = Table(
    "service_day",
    metadata,
    hall_key_by_parent(),
    Column("day", String(10), primary_key=True, nullable=False),
    an_id("service_id", is_key=True),
    Column("given", Integer, nullable=False),
    of_hall("service_id", "service"),
    comment="How many visits of a day a service belongs or has belonged to, without those cancelled before it.",
    sqlite_with_rowid=False,
)

ticket = Table(
    "ticket",
    metadata,
    hall_key_by_parent(),
    an_id("id", is_key=True),
    Column("day", String(10), nullable=False),
    Column("letter", String(1), nullable=False),
    Column("number", Integer, nullable=False),
    an_id("service_id"),
    Column("purpose", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("priority", String(16), nullable=False),
    Column("phone_secret", String(64), nullable=False, unique=True),
    Column("arrived_ms", BigInteger, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("taken_ms", BigInteger, nullable=False),
    Column("taken_us", BigInteger, nullable=False),
    an_id("box_id", is_nullable=True),
    Column("state", String(16), nullable=False),
    an_id("window_id", is_nullable=True),
    Column("person_id", String(64), ForeignKey("person.id")),
    Column("calls", Integer, nullable=False),
    Column("first_called_ms", BigInteger),
    Column("first_called_us", BigInteger),
    Column("called_ms", BigInteger),
    Column("called_us", BigInteger),
    Column("started_ms", BigInteger),
    Column("started_us", BigInteger),
    Column("ended_ms", BigInteger),
    Column("ended_us", BigInteger),
    Column("calls_before", Integer, nullable=False, server_default=text("0")),
    Column("is_returned", Boolean, nullable=False, server_default=false()),
    Column("parked_until_ms", BigInteger),
    Column("targets", Text, nullable=False, server_default=text("'[]'")),
    Column("route", Text, nullable=False, server_default=text("'[]'")),
    Column("is_route_ordered", Boolean, nullable=False, server_default=true()),
    Column("back_to", String(80)),
    Column("is_confirmed", Boolean, nullable=False, server_default=false()),
    Column("is_at_head", Boolean, nullable=False, server_default=false()),
    Column("since_ms", BigInteger),
    Column("since_us", BigInteger),
    an_id("continues", is_nullable=True),
    an_id("continued_as", is_nullable=True),
    of_hall("service_id", "service"),
    of_hall("box_id", "box"),
    of_hall("window_id", "window"),
    UniqueConstraint("hall_id", "day", "letter", "number"),
    partial(
        "ix_ticket_waiting", "hall_id", "day", "service_id", "priority", "arrived_ms", "sequence", where=IS_WAITING
    ),
    partial(UNIQUE_IN_HAND, "hall_id", "window_id", where=IS_IN_HAND, is_unique=True),
    partial("ix_ticket_parked", "hall_id", "day", where=IS_PARKED),
    partial("ix_ticket_over", "hall_id", "day", "state", "ended_ms", where=IS_OVER),
    partial("ix_ticket_done", "hall_id", "window_id", "day", where=IS_DONE),
)

line = Table(
    "line",
    metadata,
    hall_key_by_parent(),
    Column("day", String(10), primary_key=True, nullable=False),
    Column("target", String(80), primary_key=True, nullable=False),
    Column("class", String(16), primary_key=True, nullable=False),
    Column("arrived_ms", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    Column("sequence", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    an_id("ticket_id"),
    of_hall("ticket_id", "ticket"),
    Index("ix_line_ticket", "hall_id", "ticket_id"),
    comment="Who waits where: a row for each line that a waiting ticket stands in; none for any other ticket.",
    sqlite_with_rowid=False,
)

interval = Table(
    "interval",
    metadata,
    hall_key_by_parent(),
    Column("number", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    Column("day", String(10), nullable=False),
    Column("kind", String(16), nullable=False),
    an_id("ticket_id", is_nullable=True),
    an_id("service_id", is_nullable=True),
    an_id("window_id", is_nullable=True),
    an_id("person_id", is_nullable=True),
    Column("began_ms", BigInteger, nullable=False),
    Column("began_us", BigInteger, nullable=False),
    Column("ended_ms", BigInteger, nullable=False),
    Column("ended_us", BigInteger, nullable=False),
    Column("outcome", String(16)),
    of_hall("ticket_id", "ticket"),
    of_hall("service_id", "service"),
    of_hall("window_id", "window"),
    Index("ix_interval_day", "hall_id", "day", "kind"),
    comment="What is over: stretches of waiting, being called, served and set aside, of breaks and of back office.",
    sqlite_with_rowid=False,
)

journal = Table(
    "journal",
    metadata,
    hall_key(),
    Column("sequence", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    Column("hall_ms", BigInteger, nullable=False),
    Column("wall_us", BigInteger, nullable=False),
    Column("event", Text, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("request_id", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    comment="Append-only: triggers refuse UPDATE, DELETE and a sequence that is not the next one.",
    sqlite_with_rowid=False,
)

answer = Table(
    "answer",
    metadata,
    hall_key(),
    Column("request_id", String(64), primary_key=True, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("body_digest", String(128), nullable=False),
    Column("answer", Text, nullable=False),
    Column("given_us", BigInteger, nullable=False),
    Index("ix_answer_given", "hall_id", "given_us"),
    sqlite_with_rowid=False,
)

session = Table(
    "session",
    metadata,
    Column("secret_hash", String(128), primary_key=True, nullable=False),
    Column("person_id", String(64), ForeignKey("person.id"), nullable=False),
    Column("hall_id", String(64), ForeignKey("hall.id"), nullable=False),
    Column("opened_us", BigInteger, nullable=False),
    Column("seen_us", BigInteger, nullable=False),
    Index("ix_session_person", "person_id"),
)
