"""Window-call panels, where they stand and what their keys mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from server.contract.terms import HallId, PanelAction, PanelMake, WindowId
from server.contract.wire import loads
from server.domain.panel import Panel
from server.store import device_tables
from server.store.columns import list_of, micros_of, strings_of, text_of, wall_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed

_panel = device_tables.panel
_ALL = Statement(
    select(_panel).where(keyed(_panel, "hall_id")).order_by(_panel.c.box_id, _panel.c.wire, _panel.c.address)
)
_ADD, _CHANGE = adding(_panel), changing(_panel)
_DROP = Statement(delete(_panel).where(keyed(_panel, "hall_id", "box_id", "wire", "address")))
_Actions = dict[str, PanelAction]


@dataclass(frozen=True, slots=True)
class PanelRecords:
    """The port ``Panels``."""

    sql: Sql
    hall_id: HallId

    def all(self) -> Sequence[Panel]:
        return self.sql.kept(("panels", self.hall_id), self._read_all)

    def of_window(self, window_id: WindowId) -> Sequence[Panel]:
        return [panel for panel in self.all() if panel.window_id == window_id]

    def save(self, panel: Panel) -> None:
        if panel.hall_id != self.hall_id:
            raise PromiseBroken(f"panel {panel.address} is of hall {panel.hall_id}, not of {self.hall_id}")
        self.sql.forget()
        columns = {
            **self._key(panel),
            "make": panel.make.value,
            "controls": list_of(panel.controls),
            "seen_us": micros_of(panel.seen_at),
            "window_id": panel.window_id,
            "actions": text_of(dict(panel.actions), _Actions),
            "is_of_office": panel.is_of_office,
            "clock_ms": panel.clock_ms,
        }
        self.sql.save(_CHANGE, _ADD, columns)

    def drop(self, panel: Panel) -> None:
        self.sql.forget()
        self.sql.run(_DROP, self._key(panel))

    def _read_all(self) -> Sequence[Panel]:
        return tuple(_panel_of(row) for row in self.sql.rows(_ALL, {"hall_id": self.hall_id}))

    def _key(self, panel: Panel) -> dict[str, str]:
        return {"hall_id": self.hall_id, "box_id": panel.box_id, "wire": panel.wire, "address": panel.address}


def _panel_of(row: Row) -> Panel:
    return Panel(
        hall_id=row[0],
        box_id=row[1],
        wire=row[2],
        address=row[3],
        make=PanelMake(row[4]),
        controls=strings_of(row[5]),
        seen_at=wall_of(row[6]),
        window_id=row[7],
        actions=loads(_Actions, row[8]),
        is_of_office=bool(row[9]),
        clock_ms=row[10],
    )
