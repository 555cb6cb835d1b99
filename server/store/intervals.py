"""Stretches of time that are over; only added to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.sql.expression import ClauseElement

from server.contract.terms import HallId, ServiceId
from server.domain.interval import Interval, IntervalKind, Outcome
from server.domain.moment import Moment
from server.domain.ticket import Ticket
from server.store import tables
from server.store.columns import list_of, micros_of, wall_of
from server.store.driver import Row
from server.store.statements import Sql, Statement, adding, keyed, one_of

_interval = tables.interval
_NUMBER = 1
_ADD = adding(_interval)
_LAST = Statement(select(func.max(_interval.c.number)).where(keyed(_interval, "hall_id")))


def _of_days(dialect: str) -> ClauseElement:
    return select(_interval).where(
        keyed(_interval, "hall_id"),
        _interval.c.day.between(bindparam("first"), bindparam("last")),
        one_of(dialect, _interval.c.kind, "kinds"),
    )


# A span of one day, for by a plain condition on it SQLite would walk the hall's whole history by its key.
_SERVED = Statement(
    select(_interval.c.service_id).where(
        keyed(_interval, "hall_id", "ticket_id"),
        _interval.c.day.between(bindparam("first"), bindparam("last")),
        _interval.c.kind == literal_column("'serving'"),
    )
)
# Sorted by us: asked to, SQLite walks the whole history by its key instead of the days by their index.
_OF_DAYS = Statement(_of_days)


@dataclass(frozen=True, slots=True)
class IntervalRecords:
    """The port ``Intervals``."""

    sql: Sql
    hall_id: HallId

    def add(self, interval: Interval) -> None:
        number = 1 + self.sql.kept((Interval, self.hall_id), self._last_number)
        self.sql.run(
            _ADD,
            {
                "hall_id": self.hall_id,
                "number": number,
                "day": interval.day.isoformat(),
                "kind": interval.kind.value,
                "ticket_id": interval.ticket_id,
                "service_id": interval.service_id,
                "window_id": interval.window_id,
                "person_id": interval.person_id,
                "began_ms": interval.began.hall_ms,
                "began_us": micros_of(interval.began.wall),
                "ended_ms": interval.ended.hall_ms,
                "ended_us": micros_of(interval.ended.wall),
                "outcome": interval.outcome,
            },
        )
        self.sql.keep((Interval, self.hall_id), number)

    def of_days(self, first: date, last: date, kinds: Iterable[IntervalKind]) -> Sequence[Interval]:
        asked = {
            "hall_id": self.hall_id,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "kinds": list_of(kinds),
        }
        return [_interval_of(row) for row in sorted(self.sql.rows(_OF_DAYS, asked), key=itemgetter(_NUMBER))]

    def served(self, ticket: Ticket) -> frozenset[ServiceId]:
        day = ticket.day.isoformat()
        asked = {"hall_id": self.hall_id, "first": day, "last": day, "ticket_id": ticket.id}
        return frozenset(service_id for (service_id,) in self.sql.rows(_SERVED, asked))

    def _last_number(self) -> int:
        row = self.sql.row(_LAST, {"hall_id": self.hall_id})
        return 0 if row is None or row[0] is None else int(row[0])


def _interval_of(row: Row) -> Interval:
    return Interval(
        day=date.fromisoformat(row[2]),
        kind=IntervalKind(row[3]),
        ticket_id=row[4],
        service_id=row[5],
        window_id=row[6],
        person_id=row[7],
        began=Moment(row[8], wall_of(row[9])),
        ended=Moment(row[10], wall_of(row[11])),
        outcome=None if row[12] is None else Outcome(row[12]),
    )
