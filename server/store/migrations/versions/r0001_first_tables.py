"""The first tables, and the triggers that keep the journal append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = "the journal is append-only"
_NEXT_ONLY = "the journal goes on with the next sequence only"

_SQLITE_TRIGGERS = (
    f"""CREATE TRIGGER journal_never_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, '{_APPEND_ONLY}'); END""",
    f"""CREATE TRIGGER journal_never_shortened BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, '{_APPEND_ONLY}'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above.
    f"""CREATE TRIGGER journal_goes_on BEFORE INSERT ON journal
    WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM journal WHERE hall_id = NEW.hall_id), 0)
    BEGIN SELECT RAISE(ABORT, '{_NEXT_ONLY}'); END""",
)
_POSTGRESQL_TRIGGERS = (
    f"""CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_APPEND_ONLY}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER journal_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()""",
    f"""CREATE FUNCTION journal_next_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM journal WHERE hall_id = NEW.hall_id), 0) THEN
            RAISE EXCEPTION '{_NEXT_ONLY}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER journal_goes_on BEFORE INSERT ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_next_only()""",
)


def upgrade() -> None:
    _hall()
    _catalogue()
    _people()
    _windows()
    _boxes()
    _tickets()
    _print_jobs()
    _journal()
    triggers = _SQLITE_TRIGGERS if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL_TRIGGERS
    for trigger in triggers:
        op.execute(trigger)


def _hall() -> None:
    op.create_table(
        "hall",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hall"),
    )
    op.create_table(
        "hall_progress",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("journal_sequence", sa.BigInteger(), nullable=False),
        sa.Column("journal_digest", sa.String(64), nullable=False),
        sa.Column("place_sequence", sa.BigInteger(), nullable=False),
        sa.Column("clock_hall_ms", sa.BigInteger(), nullable=True),
        sa.Column("clock_wall_us", sa.BigInteger(), nullable=True),
        sa.Column("clock_monotonic_ms", sa.BigInteger(), nullable=True),
        sa.Column("clock_boot", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_hall_progress_hall_id"),
        sa.PrimaryKeyConstraint("hall_id", name="pk_hall_progress"),
        comment="Where the hall's journal, clock and order of arrivals stand; changes with every command.",
    )


def _catalogue() -> None:
    op.create_table(
        "sphere",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_sphere_hall_id"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_sphere"),
    )
    op.create_table(
        "service",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("sphere_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Float(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("fee", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall_id", "sphere_id"], ["sphere.hall_id", "sphere.id"], name="fk_service_hall_id_sphere_id"
        ),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_service"),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("login", sa.String(200), nullable=False),
        sa.Column("login_key", sa.String(200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("login_key", name="uq_person_login_key"),
    )
    op.create_table(
        "person_role",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_person_role_hall_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_role_person_id"),
        sa.PrimaryKeyConstraint("hall_id", "person_id", "role", name="pk_person_role"),
    )
    op.create_index("ix_person_role_person", "person_role", ["person_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("secret_hash", sa.String(128), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("opened_us", sa.BigInteger(), nullable=False),
        sa.Column("seen_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_session_hall_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_session_person_id"),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_session"),
    )
    op.create_index("ix_session_person", "session", ["person_id"], unique=False)


def _windows() -> None:
    op.create_table(
        "window",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=True),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_window_hall_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_window_person_id"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_window"),
    )
    _partial("uq_window_name", "window", ["hall_id", "name"], "NOT is_archived", is_unique=True)
    _partial("uq_window_person", "window", ["hall_id", "person_id"], "person_id IS NOT NULL", is_unique=True)
    op.create_table(
        "window_service",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("window_id", sa.String(64), nullable=False),
        sa.Column("service_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall_id", "service_id"], ["service.hall_id", "service.id"], name="fk_window_service_hall_id_service_id"
        ),
        sa.ForeignKeyConstraint(
            ["hall_id", "window_id"], ["window.hall_id", "window.id"], name="fk_window_service_hall_id_window_id"
        ),
        sa.PrimaryKeyConstraint("hall_id", "window_id", "service_id", name="pk_window_service"),
        sqlite_with_rowid=False,
    )


def _boxes() -> None:
    op.create_table(
        "box",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("code_hash", sa.String(128), nullable=True),
        sa.Column("key_hash", sa.String(128), nullable=True),
        sa.Column("has_printer", sa.Boolean(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_box_hall_id"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_box"),
        sa.UniqueConstraint("code_hash", name="uq_box_code_hash"),
        sa.UniqueConstraint("key_hash", name="uq_box_key_hash"),
    )
    _partial("uq_box_name", "box", ["hall_id", "name"], "NOT is_archived", is_unique=True)
    op.create_table(
        "box_health",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("box_id", sa.String(64), nullable=False),
        sa.Column("seen_us", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("devices", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id", "box_id"], ["box.hall_id", "box.id"], name="fk_box_health_hall_id_box_id"),
        sa.PrimaryKeyConstraint("hall_id", "box_id", name="pk_box_health"),
    )


def _tickets() -> None:
    op.create_table(
        "number",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_number_hall_id"),
        sa.PrimaryKeyConstraint("hall_id", "day", "letter", name="pk_number"),
        comment="The last number given, by day and letter: max() + 1 over the tickets would give one number twice.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("priority", sa.String(16), nullable=False),
        sa.Column("phone_secret", sa.String(64), nullable=False),
        sa.Column("arrived_ms", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("taken_ms", sa.BigInteger(), nullable=False),
        sa.Column("taken_us", sa.BigInteger(), nullable=False),
        sa.Column("box_id", sa.String(64), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("window_id", sa.String(64), nullable=True),
        sa.Column("person_id", sa.String(64), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("first_called_ms", sa.BigInteger(), nullable=True),
        sa.Column("first_called_us", sa.BigInteger(), nullable=True),
        sa.Column("called_ms", sa.BigInteger(), nullable=True),
        sa.Column("called_us", sa.BigInteger(), nullable=True),
        sa.Column("started_ms", sa.BigInteger(), nullable=True),
        sa.Column("started_us", sa.BigInteger(), nullable=True),
        sa.Column("ended_ms", sa.BigInteger(), nullable=True),
        sa.Column("ended_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id", "box_id"], ["box.hall_id", "box.id"], name="fk_ticket_hall_id_box_id"),
        sa.ForeignKeyConstraint(
            ["hall_id", "service_id"], ["service.hall_id", "service.id"], name="fk_ticket_hall_id_service_id"
        ),
        sa.ForeignKeyConstraint(
            ["hall_id", "window_id"], ["window.hall_id", "window.id"], name="fk_ticket_hall_id_window_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_ticket_person_id"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_ticket"),
        sa.UniqueConstraint("hall_id", "day", "letter", "number", name="uq_ticket_hall_id_day_letter_number"),
        sa.UniqueConstraint("phone_secret", name="uq_ticket_phone_secret"),
    )
    _partial("ix_ticket_done", "ticket", ["hall_id", "window_id", "day"], "state = 'done'")
    _partial(
        "ix_ticket_over", "ticket", ["hall_id", "day", "state", "ended_ms"], "state IN ('done', 'missed', 'expired')"
    )
    _partial(
        "ix_ticket_waiting",
        "ticket",
        ["hall_id", "day", "service_id", "priority", "arrived_ms", "sequence"],
        "state = 'waiting'",
    )
    _partial("uq_ticket_in_hand", "ticket", ["hall_id", "window_id"], "state IN ('called', 'serving')", is_unique=True)


def _print_jobs() -> None:
    op.create_table(
        "print_job",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.Column("box_id", sa.String(64), nullable=False),
        sa.Column("slip", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("fault", sa.String(32), nullable=False),
        sa.Column("lease_until_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id", "box_id"], ["box.hall_id", "box.id"], name="fk_print_job_hall_id_box_id"),
        sa.ForeignKeyConstraint(
            ["hall_id", "ticket_id"], ["ticket.hall_id", "ticket.id"], name="fk_print_job_hall_id_ticket_id"
        ),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_print_job"),
    )
    _partial("ix_print_job_open", "print_job", ["hall_id", "sequence"], "state IN ('waiting', 'printing')")
    op.create_index("ix_print_job_ticket", "print_job", ["hall_id", "ticket_id", "sequence"], unique=False)


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hall_ms", sa.BigInteger(), nullable=False),
        sa.Column("wall_us", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_journal_hall_id"),
        sa.PrimaryKeyConstraint("hall_id", "sequence", name="pk_journal"),
        comment="Append-only: triggers refuse UPDATE, DELETE and a sequence that is not the next one.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answer",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("body_digest", sa.String(128), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("given_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_answer_hall_id"),
        sa.PrimaryKeyConstraint("hall_id", "request_id", name="pk_answer"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_answer_given", "answer", ["hall_id", "given_us"], unique=False)


def _partial(name: str, table: str, columns: list[str], where: str, *, is_unique: bool = False) -> None:
    op.create_index(
        name, table, columns, unique=is_unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
