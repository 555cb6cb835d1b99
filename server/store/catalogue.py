"""Spheres and services."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from server.contract.terms import HallId, Purpose, ServiceId
from server.domain.calendar import DatedHours, OpenDay
from server.domain.hall import LocalText, Service, Sphere
from server.store import tables
from server.store.columns import exceptions_of, hours_of, list_of, local_text_of, strings_of, text_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed

_sphere = tables.sphere
_service = tables.service
_SPHERES = Statement(select(_sphere).where(keyed(_sphere, "hall_id")).order_by(_sphere.c.position, _sphere.c.id))
_SERVICES = Statement(select(_service).where(keyed(_service, "hall_id")).order_by(_service.c.position, _service.c.id))
_SERVICE = Statement(select(_service).where(keyed(_service, "hall_id", "id")))
_ADD_SPHERE, _CHANGE_SPHERE = adding(_sphere), changing(_sphere)
_ADD_SERVICE, _CHANGE_SERVICE = adding(_service), changing(_service)


@dataclass(frozen=True, slots=True)
class CatalogueRecords:
    """The port ``Catalogue``."""

    sql: Sql
    hall_id: HallId

    def spheres(self) -> Sequence[Sphere]:
        return [_sphere_of(row) for row in self.sql.rows(_SPHERES, {"hall_id": self.hall_id})]

    def services(self) -> Sequence[Service]:
        return [_service_of(row) for row in self.sql.rows(_SERVICES, {"hall_id": self.hall_id})]

    def service(self, service_id: ServiceId) -> Service | None:
        return self.sql.kept(("service", self.hall_id, service_id), lambda: self._read_service(service_id))

    def save_sphere(self, sphere: Sphere) -> None:
        columns = {
            "hall_id": _own(self.hall_id, sphere),
            "id": sphere.id,
            "name": text_of(sphere.name, LocalText),
            "position": sphere.position,
            "is_archived": sphere.is_archived,
        }
        self.sql.save(_CHANGE_SPHERE, _ADD_SPHERE, columns)

    def save_service(self, service: Service) -> None:
        self.sql.forget()
        self.sql.save(_CHANGE_SERVICE, _ADD_SERVICE, _columns_of(service, _own(self.hall_id, service)))

    def _read_service(self, service_id: ServiceId) -> Service | None:
        row = self.sql.row(_SERVICE, {"hall_id": self.hall_id, "id": service_id})
        return None if row is None else _service_of(row)


def _own(hall_id: HallId, part: Sphere | Service) -> HallId:
    if part.hall_id != hall_id:
        raise PromiseBroken(f"{part.id} is of hall {part.hall_id}, not of {hall_id}")
    return hall_id


def _columns_of(service: Service, hall_id: HallId) -> dict[str, Any]:
    return {
        "hall_id": hall_id,
        "id": service.id,
        "sphere_id": service.sphere_id,
        "name": text_of(service.name, LocalText),
        "letter": service.letter,
        "purposes": list_of(service.purposes),
        "position": service.position,
        "minutes": service.minutes,
        "hours": text_of(service.hours, tuple[OpenDay, ...]),
        "documents": text_of(service.documents, LocalText),
        "fee": text_of(service.fee, LocalText),
        "term": text_of(service.term, LocalText),
        "provider": text_of(service.provider, LocalText),
        "is_archived": service.is_archived,
        "exceptions": text_of(service.exceptions, tuple[DatedHours, ...]),
        "month_days": text_of(service.month_days, tuple[int, ...]),
        "daily_limit": service.daily_limit,
    }


def _sphere_of(row: Row) -> Sphere:
    return Sphere(hall_id=row[0], id=row[1], name=local_text_of(row[2]), position=row[3], is_archived=bool(row[4]))


def _service_of(row: Row) -> Service:
    return Service(
        hall_id=row[0],
        id=row[1],
        sphere_id=row[2],
        name=local_text_of(row[3]),
        letter=row[4],
        purposes=tuple(Purpose(each) for each in strings_of(row[5])),
        position=row[6],
        minutes=row[7],
        hours=hours_of(row[8]),
        documents=local_text_of(row[9]),
        fee=local_text_of(row[10]),
        term=local_text_of(row[11]),
        provider=local_text_of(row[12]),
        is_archived=bool(row[13]),
        exceptions=exceptions_of(row[14]),
        month_days=tuple(json.loads(row[15])),
        daily_limit=row[16],
    )
