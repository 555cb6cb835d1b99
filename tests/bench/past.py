"""Writes a line and a past into a database that no store has open: ``tests.bench.past FILE HALL WAITING PAST``.

By plain SQL, since five million tickets through the bus would take hours. Ids are random as real ones are, so that the
tickets of a day lie scattered in their index; the file is sized as a hall's of seven years with 2,000 people a day.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import date

DAY = date(2026, 3, 2)
_OPENED_MS = 8 * 3_600_000
_A_DAY = 2000

_SETTINGS = (
    "PRAGMA foreign_keys=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA journal_mode=MEMORY",
    "PRAGMA cache_size=-4000000",
    "PRAGMA temp_store=MEMORY",
)
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)"
_SERVED = """
    CREATE TEMP TABLE served AS
    SELECT (row_number() OVER (ORDER BY position, id)) - 1 AS at, id, letter,
           (SELECT window_id FROM window_service WHERE hall_id = :hall AND service_id = service.id LIMIT 1) AS window_id
    FROM service WHERE hall_id = :hall"""
_COLUMNS = """hall_id, id, day, letter, number, service_id, purpose, language, priority, phone_secret, arrived_ms,
    sequence, taken_ms, taken_us, state, window_id, person_id, calls, first_called_ms, first_called_us, called_ms,
    called_us, started_ms, started_us, ended_ms, ended_us, since_ms, since_us"""
_WAITING = f"""
    INSERT INTO ticket (hall_id, id, day, letter, number, service_id, purpose, language, priority, phone_secret,
        arrived_ms, sequence, taken_ms, taken_us, state, calls)
    {_NUMBERS}
    SELECT :hall, lower(hex(randomblob(16))), :day, letter, 10 + i, id, 'hand-in', 'uk',
           CASE WHEN i % 25 = 0 THEN 'local' WHEN i % 12 = 0 THEN 'lawful' ELSE 'ordinary' END,
           lower(hex(randomblob(16))), :opened + i, 1 + i, :opened + i, 1000 * (:opened + i), 'waiting', 0
    FROM n JOIN served ON served.at = (i * 7) % (SELECT count(*) FROM served)"""
_LINES = """
    INSERT INTO line (hall_id, day, target, class, arrived_ms, sequence, ticket_id)
    SELECT hall_id, day, 'service:' || service_id, priority, arrived_ms, sequence, id FROM ticket
    WHERE hall_id = :hall AND day = :day"""
_PAST = f"""
    INSERT INTO ticket ({_COLUMNS})
    {_NUMBERS}
    SELECT :hall, lower(hex(randomblob(16))), date(:day, '-' || (1 + (:count - 1 - i) / {_A_DAY}) || ' days'),
           letter, 1 + i % {_A_DAY}, id, 'hand-in', 'uk', 'ordinary', lower(hex(randomblob(16))), i, i, i, 1000 * i,
           CASE WHEN i % 20 = 0 THEN 'missed' ELSE 'done' END, window_id, NULL, 1, i, 1000 * i, i, 1000 * i, i,
           1000 * i, i, 1000 * i, i, 1000 * i
    FROM n JOIN served ON served.at = i % (SELECT count(*) FROM served)"""
_STRETCHES = """
    INSERT INTO interval (hall_id, number, day, kind, ticket_id, service_id, window_id, person_id, began_ms, began_us,
        ended_ms, ended_us)
    SELECT hall_id, row_number() OVER (ORDER BY rowid), day, 'serving', id, service_id, window_id, person_id,
           started_ms, started_us, ended_ms, ended_us
    FROM ticket WHERE hall_id = :hall AND day < :day ORDER BY rowid"""
_JOURNAL = f"""
    INSERT INTO journal (hall_id, sequence, hall_ms, wall_us, event, actor, request_id, digest)
    {_NUMBERS}
    SELECT :hall, :written + 1 + i, i, 1000 * i,
           '{{"kind":"TicketStarted","ticket_id":"' || hex(randomblob(18)) || '","window_id":"' || hex(randomblob(18))
           || '"}}', 'person:' || hex(randomblob(18)), hex(randomblob(18)), hex(randomblob(32))
    FROM n"""
_ANSWERS = f"""
    INSERT INTO answer (hall_id, request_id, actor, body_digest, answer, given_us)
    {_NUMBERS}
    SELECT :hall, lower(hex(randomblob(18))), 'person:' || hex(randomblob(18)), hex(randomblob(32)),
           '{{"kind":"Done"}}', (SELECT clock_wall_us FROM hall_progress WHERE hall_id = :hall) - i
    FROM n"""
_A_WEEK_OF_ANSWERS = 7 * 4 * _A_DAY


def main(file: str, hall: str, waiting: int, past: int) -> None:
    """Everything in one transaction, then as the store expects to find it."""
    connection = sqlite3.connect(file, isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(setting)
    asked = {"hall": hall, "day": DAY.isoformat(), "opened": _OPENED_MS}
    (written,) = connection.execute(
        "SELECT journal_sequence FROM hall_progress WHERE hall_id = :hall", asked
    ).fetchone()
    trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_goes_on'").fetchone()[0]
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("DROP TRIGGER journal_goes_on")
    connection.execute(_SERVED, asked)
    if past:
        connection.execute(_PAST, asked | {"count": past})
        connection.execute(_STRETCHES, asked)
        connection.execute(_JOURNAL, {"hall": hall, "count": past, "written": written})
        connection.execute(_ANSWERS, {"hall": hall, "count": _A_WEEK_OF_ANSWERS})
        written += past
    connection.execute(_WAITING, asked | {"count": waiting})
    connection.execute(_LINES, asked)
    connection.execute(
        "INSERT INTO number (hall_id, day, letter, last) SELECT DISTINCT :hall, :day, letter, :last FROM served",
        {"hall": hall, "day": DAY.isoformat(), "last": waiting + 100},
    )
    stand = {"hall": hall, "written": written, "places": waiting + past + 100}
    connection.execute(
        "UPDATE hall_progress SET journal_sequence = :written, place_sequence = :places WHERE hall_id = :hall", stand
    )
    connection.execute(trigger)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
