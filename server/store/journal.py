"""The journal: what happened, in order, each line's digest covering the line and the digest before it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from server.contract import wire
from server.contract.terms import HallId
from server.domain.events import Event
from server.domain.moment import HallClock, Moment
from server.store import tables
from server.store.columns import micros_of, wall_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.halls import NO_DIGEST
from server.store.statements import Sql, Statement, adding, changing, keyed
from server.usecases.ports import JournalEntry

_journal = tables.journal
_progress = tables.hall_progress
_STANDS = Statement(select(_progress.c.journal_sequence, _progress.c.journal_digest).where(keyed(_progress, "hall_id")))
_APPEND = adding(_journal)
_GO_ON = changing(
    _progress,
    "journal_sequence",
    "journal_digest",
    "clock_hall_ms",
    "clock_wall_us",
    "clock_monotonic_ms",
    "clock_boot",
)
_ENTRIES = Statement(
    select(_journal)
    .where(keyed(_journal, "hall_id"), _journal.c.sequence.between(bindparam("first"), bindparam("last")))
    .order_by(_journal.c.sequence)
)
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class JournalRecords:
    """The port ``Journal``."""

    sql: Sql
    hall_id: HallId

    def append(self, events: Sequence[Event], actor: str, clock: HallClock, request_id: str) -> int:
        sequence, digest = self._stands()
        wall_us = micros_of(clock.reading.wall)
        for event in events:
            sequence += 1
            line: Row = (self.hall_id, sequence, clock.hall_ms, wall_us, wire.dumps(event, Event), actor, request_id)
            digest = digest_of(digest, line)
            self.sql.run(_APPEND, dict(zip(_COLUMNS, (*line, digest), strict=True)))
        self.sql.run(
            _GO_ON,
            {
                "hall_id": self.hall_id,
                "journal_sequence": sequence,
                "journal_digest": digest,
                "clock_hall_ms": clock.hall_ms,
                "clock_wall_us": wall_us,
                "clock_monotonic_ms": clock.reading.monotonic_ms,
                "clock_boot": clock.reading.boot,
            },
        )
        return sequence

    def sequence(self) -> int:
        row = self.sql.row(_STANDS, {"hall_id": self.hall_id})
        return 0 if row is None else int(row[0])

    def entries(self, *, after: int, limit: int) -> Sequence[JournalEntry]:
        rows = self.sql.rows(_ENTRIES, {"hall_id": self.hall_id, "first": after + 1, "last": after + limit})
        return [_entry_of(row) for row in rows]

    def _stands(self) -> tuple[int, str]:
        row = self.sql.row(_STANDS, {"hall_id": self.hall_id})
        if row is None:
            raise PromiseBroken(f"hall {self.hall_id} wrote its journal before it was saved")
        return row[0], row[1]


_COLUMNS = tuple(column.name for column in _journal.c)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalCheck:
    """What reading a journal gave: ``first_broken`` is the first sequence that is not as it was written."""

    hall_id: HallId
    entries: int
    first_broken: int | None


def digest_of(previous: str, line: Row) -> str:
    """SHA-256 over the previous digest and the line's columns as compact JSON."""
    canonical = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def verify(sql: Sql, hall_id: HallId) -> JournalCheck:
    """Reads the journal of a hall from its first line: changed, missing and swapped lines, and a tail cut off."""
    digest, sequence = NO_DIGEST, 0
    while rows := sql.rows(_ENTRIES, {"hall_id": hall_id, "first": sequence + 1, "last": sequence + _CHUNK}):
        for row in rows:
            expected = digest_of(digest, tuple(row[:-1]))
            if row[1] != sequence + 1 or row[-1] != expected:
                return JournalCheck(hall_id=hall_id, entries=sequence, first_broken=sequence + 1)
            sequence, digest = row[1], expected
    stands = sql.row(_STANDS, {"hall_id": hall_id}) or (0, NO_DIGEST)
    is_whole = (sequence, digest) == (stands[0], stands[1])
    return JournalCheck(hall_id=hall_id, entries=sequence, first_broken=None if is_whole else sequence + 1)


def _entry_of(row: Row) -> JournalEntry:
    return JournalEntry(
        sequence=row[1],
        moment=Moment(row[2], wall_of(row[3])),
        event=wire.loads(Event, row[4]),
        actor=row[5],
        request_id=row[6],
        digest=row[7],
    )
