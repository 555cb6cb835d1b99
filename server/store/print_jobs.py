"""Slips and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, select, text
from sqlalchemy.sql.expression import ClauseElement

from server.contract.slip import Slip
from server.contract.terms import Evidence, HallId, PaperState, PrintFault, PrintJobId, TicketId
from server.contract.wire import loads
from server.domain.print_job import PrintJob
from server.store import device_tables
from server.store.columns import list_of, micros_of, text_of, wall_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed, one_of

_job = device_tables.print_job


def _latest(dialect: str) -> ClauseElement:
    asked = select(_job).where(keyed(_job, "hall_id"), one_of(dialect, _job.c.ticket_id, "tickets"))
    return asked.order_by(_job.c.ticket_id, _job.c.sequence)


_ADD = adding(_job)
_SAVE = changing(_job, "state", "fault", "lease_until_us", "evidence", "millimetres", "device", "told_us")
_GET = Statement(select(_job).where(keyed(_job, "hall_id", "id")))
_OPEN = Statement(
    select(_job).where(keyed(_job, "hall_id"), text(device_tables.IS_OPEN_JOB)).order_by(_job.c.sequence, _job.c.id)
)
_OVERDUE = Statement(
    select(_job)
    .where(keyed(_job, "hall_id"), text(device_tables.IS_OPEN_JOB), _job.c.lease_until_us < bindparam("now"))
    .order_by(_job.c.sequence, _job.c.id)
)
_LATEST = Statement(_latest)


@dataclass(frozen=True, slots=True)
class PrintJobRecords:
    """The port ``PrintJobs``."""

    sql: Sql
    hall_id: HallId

    def add(self, job: PrintJob) -> None:
        if job.hall_id != self.hall_id:
            raise PromiseBroken(f"print job {job.id} is of hall {job.hall_id}, not of {self.hall_id}")
        columns = {
            "hall_id": self.hall_id,
            "id": job.id,
            "ticket_id": job.ticket_id,
            "box_id": job.box_id,
            "slip": text_of(job.slip, Slip),
            "sequence": job.sequence,
            **_fate(job),
        }
        self.sql.run(_ADD, columns)

    def save(self, job: PrintJob) -> None:
        if self.sql.run(_SAVE, {"hall_id": self.hall_id, "id": job.id, **_fate(job)}) != 1:
            raise PromiseBroken(f"print job {job.id} was saved before it was added")

    def get(self, job_id: PrintJobId) -> PrintJob | None:
        row = self.sql.row(_GET, {"hall_id": self.hall_id, "id": job_id})
        return None if row is None else _job_of(row)

    def open_jobs(self) -> Sequence[PrintJob]:
        return [_job_of(row) for row in self.sql.rows(_OPEN, {"hall_id": self.hall_id})]

    def overdue(self, now: datetime) -> Sequence[PrintJob]:
        return [_job_of(row) for row in self.sql.rows(_OVERDUE, {"hall_id": self.hall_id, "now": micros_of(now)})]

    def latest(self, tickets: Iterable[TicketId]) -> dict[TicketId, PrintJob]:
        rows = self.sql.rows(_LATEST, {"hall_id": self.hall_id, "tickets": list_of(tickets)})
        newest = {row[2]: row for row in rows}
        return {ticket_id: _job_of(row) for ticket_id, row in newest.items()}


@lru_cache(maxsize=1024)
def _slip_of(text: str) -> Slip:
    """Parsed once: boxes and reception ask for all open jobs again at every change, and nobody changes a slip."""
    slip: Slip = loads(Slip, text)
    return slip


def _fate(job: PrintJob) -> dict[str, str | int | None]:
    """What changes in the life of a slip."""
    return {
        "state": job.state.value,
        "fault": job.fault.value,
        "lease_until_us": None if job.lease_until is None else micros_of(job.lease_until),
        "evidence": job.evidence.value,
        "millimetres": job.millimetres,
        "device": job.device,
        "told_us": None if job.told_at is None else micros_of(job.told_at),
    }


def _job_of(row: Row) -> PrintJob:
    return PrintJob(
        hall_id=row[0],
        id=row[1],
        ticket_id=row[2],
        box_id=row[3],
        slip=_slip_of(row[4]),
        sequence=row[5],
        state=PaperState(row[6]),
        fault=PrintFault(row[7]),
        lease_until=None if row[8] is None else wall_of(row[8]),
        evidence=Evidence(row[9]),
        millimetres=row[10],
        device=row[11],
        told_at=None if row[12] is None else wall_of(row[12]),
    )
