"""Boxes and what they last said of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, text

from server.contract.messages import DeviceNow
from server.contract.terms import BoxId, BoxKind, HallId, ProblemCode
from server.contract.wire import loads
from server.domain.errors import Refusal
from server.domain.hall import Box
from server.store import device_tables
from server.store.columns import micros_of, text_of, wall_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed
from server.usecases.kept import BoxHealth

_box = device_tables.box
_health = device_tables.box_health
_ALL = Statement(select(_box).where(keyed(_box, "hall_id")).order_by(_box.c.name, _box.c.id))
_GET = Statement(select(_box).where(keyed(_box, "hall_id", "id")))
BY_KEY = Statement(select(_box).where(keyed(_box, "key_hash"), text(device_tables.IS_NOT_ARCHIVED)))
BY_CODE = Statement(select(_box).where(keyed(_box, "code_hash"), text(device_tables.IS_NOT_ARCHIVED)))
BY_NEXT_KEY = Statement(select(_box).where(keyed(_box, "next_key_hash"), text(device_tables.IS_NOT_ARCHIVED)))
_ADD, _CHANGE = adding(_box), changing(_box)
_HEALTH = Statement(select(_health).where(keyed(_health, "hall_id")).order_by(_health.c.box_id))
_ADD_HEALTH, _CHANGE_HEALTH = adding(_health), changing(_health)


@dataclass(frozen=True, slots=True)
class BoxRecords:
    """The port ``Boxes``."""

    sql: Sql
    hall_id: HallId

    def all(self) -> Sequence[Box]:
        return [box_of(row) for row in self.sql.rows(_ALL, {"hall_id": self.hall_id})]

    def get(self, box_id: BoxId) -> Box | None:
        row = self.sql.row(_GET, {"hall_id": self.hall_id, "id": box_id})
        return None if row is None else box_of(row)

    def save(self, box: Box) -> None:
        if box.hall_id != self.hall_id:
            raise PromiseBroken(f"box {box.id} is of hall {box.hall_id}, not of {self.hall_id}")
        columns = {
            "hall_id": self.hall_id,
            "id": box.id,
            "name": box.name,
            "kind": box.kind.value,
            "code_hash": box.code_hash,
            "key_hash": box.key_hash,
            "has_printer": box.has_printer,
            "is_archived": box.is_archived,
            "next_key_hash": box.next_key_hash,
            "prints_at": box.prints_at,
        }
        try:
            self.sql.save(_CHANGE, _ADD, columns)
        except PromiseBroken as error:
            if error.promise != device_tables.UNIQUE_BOX_NAME:
                raise
            raise Refusal(ProblemCode.NAME_TAKEN, name=box.name) from error

    def health(self) -> Sequence[BoxHealth]:
        return [_health_of(row) for row in self.sql.rows(_HEALTH, {"hall_id": self.hall_id})]

    def report(self, health: BoxHealth) -> None:
        columns = {
            "hall_id": self.hall_id,
            "box_id": health.box_id,
            "seen_us": micros_of(health.seen_at),
            "version": health.version,
            "devices": text_of(health.devices, tuple[DeviceNow, ...]),
            "lost_us": None if health.lost_at is None else micros_of(health.lost_at),
        }
        self.sql.save(_CHANGE_HEALTH, _ADD_HEALTH, columns)


def box_of(row: Row) -> Box:
    """A row of the table as a box."""
    return Box(
        hall_id=row[0],
        id=row[1],
        name=row[2],
        kind=BoxKind(row[3]),
        code_hash=row[4],
        key_hash=row[5],
        has_printer=bool(row[6]),
        is_archived=bool(row[7]),
        next_key_hash=row[8],
        prints_at=row[9],
    )


def _health_of(row: Row) -> BoxHealth:
    return BoxHealth(
        box_id=row[1],
        seen_at=wall_of(row[2]),
        version=row[3],
        devices=loads(tuple[DeviceNow, ...], row[4]),
        lost_at=None if row[5] is None else wall_of(row[5]),
    )
