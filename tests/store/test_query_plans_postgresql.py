"""The same on PostgreSQL: by its own planner's choice in a hall with a history, and by the rows that it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from server.store import boxes, house, intervals, journal, lines, print_jobs, service_days, tickets, windows
from server.store.opening import driver_of, open_store
from server.store.sql_store import SqlStore
from server.store.statements import Statement
from server.usecases.ports import Records
from tests.postgresql import Cluster
from tests.store.databases import PostgresqlDatabase
from tests.store.sample import DAY, NORTH, SOUTH
from tests.store.test_query_plans import DAILY, PARAMETERS, add_history, add_line

pytestmark = pytest.mark.slow

_BUSY_DAYS = 12
_GROWING = {"ticket", "line", "journal", "interval", "print_job", "answer"}
"""Tables that a day's work makes longer; of the others PostgreSQL may well read the one page that they have."""


@pytest.fixture(scope="module")
def lived_in(postgresql: Cluster, founded_postgresql: str) -> PostgresqlDatabase:
    """Two halls after some days, with long lines today; its planner knows how many rows there are."""
    database = PostgresqlDatabase(postgresql.url(postgresql.create(template=founded_postgresql)))
    store = open_store(database.url)
    for hall_id in (NORTH, SOUTH):
        for days in range(1, _BUSY_DAYS + 1):
            add_history(store, DAY - timedelta(days=days), 100, hall_id)
        add_line(store, DAY, 300, hall_id)
    store.close()
    stranger = database.stranger()
    stranger.execute(_HISTORY_OF_OTHER_TABLES)
    stranger.execute("ANALYZE")
    stranger.close()
    return database


_HISTORY_OF_OTHER_TABLES = """
    INSERT INTO journal SELECT hall.id, number, 0, 0, '{}', 'x', '', 'x' FROM hall, generate_series(1, 2000) AS number;
    INSERT INTO interval SELECT hall_id, row_number() OVER (PARTITION BY hall_id), day, 'waiting', id, service_id,
        NULL, NULL, 0, 0, 0, 0 FROM ticket;
    INSERT INTO print_job SELECT hall_id, id || '-job', id, 'kiosk', '{}', 1, 'printed', '', NULL FROM ticket;
    INSERT INTO answer SELECT hall_id, id, 'x', 'x', '{}', 0 FROM ticket
"""


@pytest.mark.parametrize(
    ("statement", "table", "indexes"),
    [
        (lines._HEADS, "line", {"pk_line"}),
        (lines._HEADS, "ticket", {"pk_ticket"}),
        (lines._PEOPLE_IN_LINES, "line", {"pk_line", "ix_line_ticket"}),
        (lines._ROWS_IN_LINES, "line", {"pk_line", "ix_line_ticket"}),
        (lines._ANY_IN_SEVERAL, "line", {"pk_line", "ix_line_ticket"}),
        (tickets._LEAVE, "line", {"ix_line_ticket"}),
        (lines._WAITING, "ticket", {"ix_ticket_waiting"}),
        (lines._WAITING_BEFORE, "ticket", {"ix_ticket_waiting"}),
        (lines._WAITING_AFTER, "ticket", {"ix_ticket_waiting"}),
        (lines._LIVING_IN_HAND, "ticket", {"uq_ticket_in_hand"}),
        (lines._CALLED_BEFORE, "ticket", {"uq_ticket_in_hand"}),
        (lines._PARKED, "ticket", {"ix_ticket_parked"}),
        (lines._PARKED_BEFORE, "ticket", {"ix_ticket_parked"}),
        (lines._OVER, "ticket", {"ix_ticket_over"}),
        (lines._LEFT_OVER, "ticket", {"ix_ticket_over"}),
        (lines._ENDED_AFTER_CALL, "ticket", {"ix_ticket_over"}),
        (tickets._IN_HAND, "ticket", {"uq_ticket_in_hand"}),
        (tickets._GET, "ticket", {"pk_ticket"}),
        (tickets._BY_SECRET, "ticket", {"uq_ticket_phone_secret"}),
        (intervals._LAST, "interval", {"pk_interval"}),
        (intervals._OF_DAYS, "interval", {"ix_interval_day", "pk_interval"}),
        (intervals._SERVED, "interval", {"ix_interval_day"}),
        (service_days._GIVEN, "service_day", {"pk_service_day"}),
        (service_days._MORE, "service_day", {"pk_service_day"}),
        (windows._SERVED, "ticket", {"ix_ticket_done"}),
        (print_jobs._OPEN, "print_job", {"ix_print_job_open"}),
        (print_jobs._LATEST, "print_job", {"ix_print_job_ticket"}),
        (journal._ENTRIES, "journal", {"pk_journal"}),
        (house._FIND, "session", {"pk_session"}),
        (boxes.BY_KEY, "box", {"uq_box_key_hash"}),
        (boxes.BY_NEXT_KEY, "box", {"uq_box_next_key_hash"}),
    ],
)
def test_each_query_of_the_daily_work_uses_its_index(
    lived_in: PostgresqlDatabase, statement: Statement, table: str, indexes: set[str]
) -> None:
    nodes = list(nodes_of(plan_of(lived_in, statement)))

    walked = [node for node in nodes if node["Node Type"] == "Seq Scan" and node["Relation Name"] in _GROWING]
    used = {node["Index Name"] for node in nodes if "Index Name" in node}
    assert not walked
    assert used & indexes or table not in _GROWING, nodes


def plan_of(database: PostgresqlDatabase, statement: Statement) -> dict[str, Any]:
    connection = driver_of(database.url).connect(is_reading=True)
    row = connection.execute(f"EXPLAIN (FORMAT JSON) {statement.text('postgresql')}", PARAMETERS).fetchone()
    connection.close()
    assert row is not None
    plan: dict[str, Any] = row[0][0]["Plan"]
    return plan


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes_of(part)


@pytest.mark.parametrize("name", DAILY)
def test_the_rows_that_a_query_touches_do_not_grow_with_history(
    postgresql_database: PostgresqlDatabase, name: str
) -> None:
    store = open_store(postgresql_database.url, readers=1)
    assert isinstance(store, SqlStore)
    add_line(store, DAY, 30, NORTH)
    before = rows_touched(store, postgresql_database, DAILY[name])
    for days in range(1, 6):
        add_history(store, DAY - timedelta(days=days), 100, NORTH)
    add_history(store, DAY, 100, NORTH)
    add_line(store, DAY, 200, SOUTH)

    after = rows_touched(store, postgresql_database, DAILY[name])
    store.close()

    assert after <= before * 1.1 + 20, f"{before} rows became {after}"


def rows_touched(store: SqlStore, database: PostgresqlDatabase, work: Callable[[Records], object]) -> int:
    """What PostgreSQL counts of one reading, after the same statement has been prepared and its plan settled."""
    stranger = database.stranger()
    stranger.execute("ANALYZE")
    stranger.close()

    def touched(records: Records) -> int:
        connection = records.journal.sql._connection  # type: ignore[attr-defined]
        before = connection.execute(_TOUCHED).fetchone()[0]
        work(records)
        return int(connection.execute(_TOUCHED).fetchone()[0] - before)

    for _ in range(8):
        store.read(NORTH, work)
    return store.read(NORTH, touched)


_TOUCHED = """
    SELECT coalesce(sum(seq_tup_read), 0) + coalesce(sum(idx_tup_fetch), 0)
    FROM pg_stat_xact_user_tables WHERE schemaname = 'public'
"""
