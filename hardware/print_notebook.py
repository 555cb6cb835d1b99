"""What a box must not forget of its slips: which were begun, and what is still to be told to the server.

A slip is written down, with fsync, before its first byte goes to the printer. Whatever is found begun but without an
outcome after a restart was cut off by the power or a crash: nobody knows whether the paper came out, so it is told as
unknown and never printed again.

A disk that takes nothing is a device of the box of its own. It is named from its first trouble on: most never have
one, and whoever looks at the list is spared a line that always says the same.
"""

import json
import logging
import uuid
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

from hardware.errors import NotWrittenDown
from hardware.files import write_durably
from server.contract import wire
from server.contract.box_commands import DeviceReport, ReportPrint
from server.contract.terms import DeviceState, PrintFault, PrintJobId, PrintOutcome, RequestId

log = logging.getLogger(__name__)

DISK = "disk"
"""As the box's reports name it."""
REMEMBERED = 1000
"""Slips of the last day; what was told is never handed out again by the server, which this only makes doubly sure."""


class PrintNotebook:
    """One small file, replaced whole on each change; used by one thread alone. ``note`` hears of its disk."""

    def __init__(self, path: Path, *, note: Callable[[DeviceReport], None] = lambda _: None) -> None:
        self._path = path
        self._note = note
        self._begun: deque[PrintJobId] = deque(maxlen=REMEMBERED)
        self._unsent: dict[PrintJobId, ReportPrint] = {}
        self._is_lost = False
        for report in _read(path):
            self._unsent[report.job_id] = report

    def begin(self, job_id: PrintJobId) -> bool:
        """Write down that the slip is about to be sent; False when it was begun before, and so must not be printed.

        Raises ``NotWrittenDown``, and it must not be printed then either: nobody would know of it after a power cut.
        """
        if job_id in self._begun or job_id in self._unsent:
            return False
        self._begun.append(job_id)
        self._unsent[job_id] = _unknown(job_id)
        lost = self._write()
        if lost is not None:
            raise lost
        return True

    def end(self, report: ReportPrint) -> None:
        """Write down what became of the slip, to be told under this very request id."""
        self._unsent[report.job_id] = report
        self._write()

    def unsent(self) -> tuple[ReportPrint, ...]:
        """What the server has not taken yet, oldest first."""
        return tuple(self._unsent.values())

    def strike(self, job_id: PrintJobId) -> None:
        """The server has taken the report."""
        del self._unsent[job_id]
        self._write()

    def try_again(self) -> None:
        """Write what could not be written: that there is room again is told without waiting for the next slip."""
        if self._is_lost:
            self._write()

    def _write(self) -> NotWrittenDown | None:
        """Why it is not on the disk, None when it is; told once when lost, and once when back."""
        # The outcome "unknown" stands from the first moment on: a restart finds just what has to be said.
        text = json.dumps([wire.to_json(report) for report in self._unsent.values()])
        was_lost = self._is_lost
        try:
            write_durably(self._path, text)
        except OSError as error:
            self._is_lost = True
            lost = NotWrittenDown(self._path, error.strerror or str(error))
            if not was_lost:
                log.error("no slip is printed: %s", lost)
                self._note(
                    DeviceReport(name=DISK, state=DeviceState.FAULT, fault=PrintFault.DISK, detail=error.strerror or "")
                )
            return lost
        self._is_lost = False
        if was_lost:
            log.warning("%s can be written again", self._path)
            self._note(DeviceReport(name=DISK, state=DeviceState.READY))
        return None


def _unknown(job_id: PrintJobId) -> ReportPrint:
    return ReportPrint(
        request_id=RequestId(str(uuid.uuid4())),
        job_id=job_id,
        outcome=PrintOutcome.UNKNOWN,
        fault=PrintFault.BROKE_OFF,
    )


def _read(path: Path) -> Iterable[ReportPrint]:
    try:
        entries = json.loads(path.read_text("utf-8"))
        return [wire.from_json(ReportPrint, entry) for entry in entries]
    except FileNotFoundError:
        return []
    except ValueError as error:
        # A worn memory card. The server's leases end without a report: these slips become unknown there all the same.
        log.error("%s cannot be read and is put aside: %s", path, error)
        path.replace(path.with_suffix(".unreadable"))
        return []
