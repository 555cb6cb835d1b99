"""The row of a hall, its clock and its counters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, bindparam, case, literal_column, select, update

from server.contract.terms import HallId, SuspensionReason
from server.domain.calendar import DatedHours, OpenDay
from server.domain.hall import Hall, HallSettings, LocalText
from server.domain.moment import HallClock, Reading
from server.domain.suspension import DayState, Suspension
from server.store import tables
from server.store.columns import exceptions_of, hours_of, local_text_of, micros_of, settings_of, text_of, wall_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed

_hall = tables.hall
_progress = tables.hall_progress
_number = tables.number
_one: ColumnElement[int] = literal_column("1")

NO_DIGEST = "0" * 64
"""The digest before the first line of a journal."""

_ALL = Statement(select(_hall).order_by(_hall.c.id))
_GET = Statement(select(_hall).where(keyed(_hall, "id")))
_ADD, _CHANGE = adding(_hall), changing(_hall)
_BEGIN_PROGRESS = adding(_progress)
_STANDING = (
    "journal_sequence",
    "journal_digest",
    "clock_hall_ms",
    "clock_wall_us",
    "clock_monotonic_ms",
    "clock_boot",
)
_DAY_STATE = ("suspended_reason", "suspended_us", "resumed_ms", "intake_stopped_on")
_GET_DAY = Statement(select(*(_progress.c[name] for name in _DAY_STATE)).where(keyed(_progress, "hall_id")))
_CHANGE_DAY = changing(_progress, *_DAY_STATE)
_PROGRESS = Statement(select(*(_progress.c[name] for name in _STANDING)).where(keyed(_progress, "hall_id")))
_GO_ON = changing(_progress, *_STANDING)
_NEXT_PLACE = Statement(
    update(_progress)
    .where(keyed(_progress, "hall_id"))
    .values(place_sequence=_progress.c.place_sequence + _one)
    .returning(_progress.c.place_sequence)
)
_NEXT_NUMBER = Statement(
    update(_number)
    .where(keyed(_number, "hall_id", "day", "letter"))
    .values(last=_number.c.last + _one)
    .returning(_number.c.last)
)
_FIRST_NUMBER = adding(_number)
_PASS_NUMBER = Statement(
    update(_number)
    .where(keyed(_number, "hall_id", "day", "letter"))
    .values(last=case((_number.c.last < bindparam("given"), bindparam("given")), else_=_number.c.last))
)


@dataclass(frozen=True, slots=True)
class HallRecords:
    """The port ``Halls``."""

    sql: Sql
    hall_id: HallId

    def get(self) -> Hall | None:
        return self.sql.kept(("hall", self.hall_id), self._read)

    def save(self, hall: Hall) -> None:
        if hall.id != self.hall_id:
            raise PromiseBroken(f"hall {hall.id} was saved in hall {self.hall_id}")
        columns = {
            "id": hall.id,
            "name": text_of(hall.name, LocalText),
            "time_zone": hall.time_zone,
            "hours": text_of(hall.hours, tuple[OpenDay, ...]),
            "settings": text_of(hall.settings, HallSettings),
            "catalogue_version": hall.catalogue_version,
            "exceptions": text_of(hall.exceptions, tuple[DatedHours, ...]),
        }
        self.sql.forget()
        if self.sql.run(_CHANGE, columns) == 0:
            self.sql.run(_ADD, columns)
            self.sql.run(_BEGIN_PROGRESS, _NO_PROGRESS | {"hall_id": hall.id})

    def clock(self) -> HallClock | None:
        progress = progress_of(self.sql, self.hall_id)
        return None if progress is None else progress.clock

    def day_state(self) -> DayState:
        return self.sql.kept((DayState, self.hall_id), self._read_day)

    def save_day_state(self, state: DayState) -> None:
        suspension, stopped_on = state.suspension, state.intake_stopped_on
        self.sql.run(
            _CHANGE_DAY,
            {
                "hall_id": self.hall_id,
                "suspended_reason": None if suspension is None else suspension.reason.value,
                "suspended_us": None if suspension is None else micros_of(suspension.since),
                "resumed_ms": state.resumed_ms,
                "intake_stopped_on": None if stopped_on is None else stopped_on.isoformat(),
            },
        )
        self.sql.keep((DayState, self.hall_id), state)

    def next_number(self, day: date, letter: str) -> int:
        of_letter = {"hall_id": self.hall_id, "day": day.isoformat(), "letter": letter}
        row = self.sql.given(_NEXT_NUMBER, of_letter)
        if row is None:
            self.sql.run(_FIRST_NUMBER, of_letter | {"last": 1})
            return 1
        return int(row[0])

    def pass_number(self, day: date, letter: str, number: int) -> None:
        of_letter = {"hall_id": self.hall_id, "day": day.isoformat(), "letter": letter}
        if self.sql.run(_PASS_NUMBER, of_letter | {"given": number}) == 0:
            self.sql.run(_FIRST_NUMBER, of_letter | {"last": number})

    def next_place(self) -> int:
        row = self.sql.given(_NEXT_PLACE, {"hall_id": self.hall_id})
        if row is None:
            raise PromiseBroken(f"hall {self.hall_id} gave a place before it was saved")
        return int(row[0])

    def _read_day(self) -> DayState:
        row = self.sql.row(_GET_DAY, {"hall_id": self.hall_id})
        if row is None:
            return DayState()
        reason, since_us, resumed_ms, stopped_on = row
        return DayState(
            suspension=None if reason is None else Suspension(SuspensionReason(reason), wall_of(since_us)),
            resumed_ms=resumed_ms,
            intake_stopped_on=None if stopped_on is None else date.fromisoformat(stopped_on),
        )

    def _read(self) -> Hall | None:
        row = self.sql.row(_GET, {"id": self.hall_id})
        return None if row is None else _hall_of(row)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a hall's journal and clock stand; each command begins where the one before it ended."""

    sequence: int
    digest: str
    clock: HallClock | None


def progress_of(sql: Sql, hall_id: HallId) -> Progress | None:
    """None when there is no such hall."""
    return sql.kept((Progress, hall_id), lambda: _read_progress(sql, hall_id))


def go_on(sql: Sql, hall_id: HallId, progress: Progress) -> None:
    """Writes where the hall stands now."""
    assert progress.clock is not None
    reading = progress.clock.reading
    sql.run(
        _GO_ON,
        {
            "hall_id": hall_id,
            "journal_sequence": progress.sequence,
            "journal_digest": progress.digest,
            "clock_hall_ms": progress.clock.hall_ms,
            "clock_wall_us": micros_of(reading.wall),
            "clock_monotonic_ms": reading.monotonic_ms,
            "clock_boot": reading.boot,
        },
    )
    sql.keep((Progress, hall_id), progress)


def _read_progress(sql: Sql, hall_id: HallId) -> Progress | None:
    row = sql.row(_PROGRESS, {"hall_id": hall_id})
    if row is None:
        return None
    sequence, digest, hall_ms, wall_us, monotonic_ms, boot = row
    clock = None if hall_ms is None else HallClock(hall_ms, Reading(wall_of(wall_us), monotonic_ms, boot))
    return Progress(sequence, digest, clock)


_NO_PROGRESS = {
    "journal_sequence": 0,
    "journal_digest": NO_DIGEST,
    "place_sequence": 0,
    "clock_hall_ms": None,
    "clock_wall_us": None,
    "clock_monotonic_ms": None,
    "clock_boot": None,
    **dict.fromkeys(_DAY_STATE),
}


def every_hall(sql: Sql) -> Sequence[Hall]:
    """The halls of the house."""
    return [_hall_of(row) for row in sql.rows(_ALL, {})]


def _hall_of(row: Row) -> Hall:
    return Hall(
        id=row[0],
        name=local_text_of(row[1]),
        time_zone=row[2],
        hours=hours_of(row[3]),
        settings=settings_of(row[4]),
        catalogue_version=row[5],
        exceptions=exceptions_of(row[6]),
    )
