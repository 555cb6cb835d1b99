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
from server.store.halls import NO_DIGEST, Progress, go_on, progress_of
from server.store.statements import Sql, Statement, adding, keyed
from server.usecases.kept import JournalEntry

_journal = tables.journal
_APPEND = adding(_journal)
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
        progress = progress_of(self.sql, self.hall_id)
        if progress is None:
            raise PromiseBroken(f"hall {self.hall_id} wrote its journal before it was saved")
        sequence, digest = progress.sequence, progress.digest
        wall_us = micros_of(clock.reading.wall)
        for event in events:
            sequence += 1
            line: Row = (self.hall_id, sequence, clock.hall_ms, wall_us, wire.dumps(event, Event), actor, request_id)
            digest = digest_of(digest, line)
            self.sql.run(_APPEND, dict(zip(_COLUMNS, (*line, digest), strict=True)))
        go_on(self.sql, self.hall_id, Progress(sequence, digest, clock))
        return sequence

    def sequence(self) -> int:
        progress = progress_of(self.sql, self.hall_id)
        return 0 if progress is None else progress.sequence

    def entries(self, *, after: int, limit: int) -> Sequence[JournalEntry]:
        rows = self.sql.rows(_ENTRIES, {"hall_id": self.hall_id, "first": after + 1, "last": after + limit})
        return [_entry_of(row) for row in rows]


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
    progress = progress_of(sql, hall_id)
    is_whole = (sequence, digest) == ((0, NO_DIGEST) if progress is None else (progress.sequence, progress.digest))
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
