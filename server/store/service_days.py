"""How many visits of a day each service has: one row a service and day, so no limit is ever counted from tickets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, literal_column, select, update
from sqlalchemy.sql.expression import ClauseElement

from server.contract.terms import HallId, ServiceId
from server.store import tables
from server.store.columns import list_of
from server.store.statements import Sql, Statement, adding, keyed, one_of

_count = tables.service_day
_one: ColumnElement[int] = literal_column("1")


def _given(dialect: str) -> ClauseElement:
    return select(_count.c.service_id, _count.c.given).where(
        keyed(_count, "hall_id", "day"), one_of(dialect, _count.c.service_id, "services"), _count.c.given >= _one
    )


_GIVEN = Statement(_given)
_FIRST = adding(_count)
_MORE = Statement(
    update(_count).where(keyed(_count, "hall_id", "day", "service_id")).values(given=_count.c.given + _one)
)
# What entered before there was a count of it may leave afterwards: it never falls below none.
_LESS = Statement(
    update(_count)
    .where(keyed(_count, "hall_id", "day", "service_id"), _count.c.given >= _one)
    .values(given=_count.c.given - _one)
)


@dataclass(frozen=True, slots=True)
class ServiceDayRecords:
    """The port ``ServiceDays``."""

    sql: Sql
    hall_id: HallId

    def given(self, day: date, services: Iterable[ServiceId]) -> dict[ServiceId, int]:
        asked = {"hall_id": self.hall_id, "day": day.isoformat(), "services": list_of(services)}
        return dict(self.sql.rows(_GIVEN, asked))

    def enter(self, day: date, service_id: ServiceId) -> None:
        row = self._row(day, service_id)
        if self.sql.run(_MORE, row) == 0:  # the hall's lock keeps every other writer away meanwhile
            self.sql.run(_FIRST, row | {"given": 1})

    def leave(self, day: date, service_id: ServiceId) -> None:
        self.sql.run(_LESS, self._row(day, service_id))

    def _row(self, day: date, service_id: ServiceId) -> dict[str, str]:
        return {"hall_id": self.hall_id, "day": day.isoformat(), "service_id": service_id}
