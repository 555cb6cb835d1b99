"""Rolls of paper, by printer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from server.contract.terms import BoxId, HallId
from server.domain.roll import Roll
from server.store import device_tables
from server.store.columns import micros_of, wall_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed

_roll = device_tables.paper_roll
_ALL = Statement(select(_roll).where(keyed(_roll, "hall_id")).order_by(_roll.c.box_id, _roll.c.device))
_GET = Statement(select(_roll).where(keyed(_roll, "hall_id", "box_id", "device")))
_ADD, _CHANGE = adding(_roll), changing(_roll)


@dataclass(frozen=True, slots=True)
class RollRecords:
    """The port ``Rolls``."""

    sql: Sql
    hall_id: HallId

    def all(self) -> Sequence[Roll]:
        return [_roll_of(row) for row in self.sql.rows(_ALL, {"hall_id": self.hall_id})]

    def get(self, box_id: BoxId, device: str) -> Roll | None:
        row = self.sql.row(_GET, {"hall_id": self.hall_id, "box_id": box_id, "device": device})
        return None if row is None else _roll_of(row)

    def save(self, roll: Roll) -> None:
        if roll.hall_id != self.hall_id:
            raise PromiseBroken(f"roll of box {roll.box_id} is of hall {roll.hall_id}, not of {self.hall_id}")
        columns = {
            "hall_id": self.hall_id,
            "box_id": roll.box_id,
            "device": roll.device,
            "length_mm": roll.length_mm,
            "used_mm": roll.used_mm,
            "slips": roll.slips,
            "started_us": micros_of(roll.started),
            "is_low": roll.is_low,
        }
        self.sql.save(_CHANGE, _ADD, columns)


def _roll_of(row: Row) -> Roll:
    return Roll(
        hall_id=row[0],
        box_id=row[1],
        device=row[2],
        length_mm=row[3],
        used_mm=row[4],
        slips=row[5],
        started=wall_of(row[6]),
        is_low=bool(row[7]),
    )
