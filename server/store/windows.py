"""Windows, what they serve and who is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select, text

from server.contract.terms import BreakReason, HallId, PersonId, ProblemCode, ServiceId, WindowId, Work
from server.domain.errors import Refusal
from server.domain.hall import Window
from server.domain.policy import Level
from server.store import tables
from server.store.columns import micros_of, moment_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed

_window = tables.window
_link = tables.window_service
_ALL = Statement(select(_window).where(keyed(_window, "hall_id")).order_by(_window.c.position, _window.c.id))
_GET = Statement(select(_window).where(keyed(_window, "hall_id", "id")))
_OF_PERSON = Statement(select(_window).where(keyed(_window, "hall_id", "person_id")))
_ALL_LINKS = Statement(
    select(_link.c.window_id, _link.c.service_id, _link.c.level)
    .where(keyed(_link, "hall_id"))
    .order_by(_link.c.position)
)
_LINKS = Statement(
    select(_link.c.window_id, _link.c.service_id, _link.c.level)
    .where(keyed(_link, "hall_id", "window_id"))
    .order_by(_link.c.position)
)
_ADD, _CHANGE = adding(_window), changing(_window)
_LINK = adding(_link)
_UNLINK = Statement(delete(_link).where(keyed(_link, "hall_id", "window_id")))
_SERVED = Statement(
    select(func.count()).where(keyed(tables.ticket, "hall_id", "window_id", "day"), text(tables.IS_DONE))
)


_Served = tuple[ServiceId, int]
"""A service and the level at which the window serves it."""


@dataclass(frozen=True, slots=True)
class WindowRecords:
    """The port ``Windows``."""

    sql: Sql
    hall_id: HallId

    def all(self) -> Sequence[Window]:
        return self.sql.kept(("windows", self.hall_id), self._read_all)

    def get(self, window_id: WindowId) -> Window | None:
        return self.sql.kept(("window", self.hall_id, window_id), lambda: self._read(window_id))

    def of_person(self, person_id: PersonId) -> Window | None:
        return self._with_services(self.sql.row(_OF_PERSON, {"hall_id": self.hall_id, "person_id": person_id}))

    def save(self, window: Window) -> None:
        if window.hall_id != self.hall_id:
            raise PromiseBroken(f"window {window.id} is of hall {window.hall_id}, not of {self.hall_id}")
        columns = _columns_of(window, self.hall_id)
        self.sql.forget()
        try:
            self.sql.save(_CHANGE, _ADD, columns)
        except PromiseBroken as error:
            if error.promise != tables.UNIQUE_WINDOW_NAME:
                raise
            raise Refusal(ProblemCode.NAME_TAKEN, name=window.name) from error
        if self._services_of(window.id) != _services_with_levels(window):
            self._link(window)

    def served_today(self, window_id: WindowId, day: date) -> int:
        row = self.sql.row(_SERVED, {"hall_id": self.hall_id, "window_id": window_id, "day": day.isoformat()})
        return int(row[0]) if row else 0

    def _read_all(self) -> Sequence[Window]:
        asked = {"hall_id": self.hall_id}
        links: dict[str, list[_Served]] = {}
        for window_id, service_id, level in self.sql.rows(_ALL_LINKS, asked):
            links.setdefault(window_id, []).append((service_id, level))
        return tuple(_window_of(row, links.get(row[1], [])) for row in self.sql.rows(_ALL, asked))

    def _read(self, window_id: WindowId) -> Window | None:
        return self._with_services(self.sql.row(_GET, {"hall_id": self.hall_id, "id": window_id}))

    def _link(self, window: Window) -> None:
        self.sql.run(_UNLINK, {"hall_id": self.hall_id, "window_id": window.id})
        for position, (service_id, level) in enumerate(_services_with_levels(window)):
            self.sql.run(
                _LINK,
                {
                    "hall_id": self.hall_id,
                    "window_id": window.id,
                    "service_id": service_id,
                    "position": position,
                    "level": level,
                },
            )

    def _services_of(self, window_id: WindowId) -> tuple[_Served, ...]:
        rows = self.sql.rows(_LINKS, {"hall_id": self.hall_id, "window_id": window_id})
        return tuple((row[1], row[2]) for row in rows)

    def _with_services(self, row: Row | None) -> Window | None:
        return None if row is None else _window_of(row, self._services_of(row[1]))


def _services_with_levels(window: Window) -> tuple[_Served, ...]:
    return tuple((each, int(Level.HELPER if each in window.helper_ids else Level.MAIN)) for each in window.service_ids)


def _columns_of(window: Window, hall_id: HallId) -> dict[str, Any]:
    since = window.work_since
    return {
        "hall_id": hall_id,
        "id": window.id,
        "name": window.name,
        "position": window.position,
        "person_id": window.person_id,
        "is_archived": window.is_archived,
        "guarded_in_a_row": window.guarded_in_a_row,
        "work": window.work.value,
        "break_reason": None if window.break_reason is None else window.break_reason.value,
        "work_since_ms": None if since is None else since.hall_ms,
        "work_since_us": None if since is None else micros_of(since.wall),
        "work_until_ms": window.work_until_ms,
        "call_due_ms": window.call_due_ms,
    }


def _window_of(row: Row, served: Sequence[_Served]) -> Window:
    return Window(
        hall_id=row[0],
        id=row[1],
        name=row[2],
        position=row[3],
        person_id=row[4],
        is_archived=bool(row[5]),
        service_ids=tuple(service_id for service_id, _ in served),
        helper_ids=frozenset(service_id for service_id, level in served if level == Level.HELPER),
        guarded_in_a_row=row[6],
        work=Work(row[7]),
        break_reason=None if row[8] is None else BreakReason(row[8]),
        work_since=moment_of(row[9], row[10]),
        work_until_ms=row[11],
        call_due_ms=row[12],
    )
