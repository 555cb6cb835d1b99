"""A box's slips and printers at work on threads of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hardware.link import Link
from hardware.parts import RunningParts
from hardware.ports import Printer
from hardware.print_jobs import PrintJobs
from hardware.print_notebook import PrintNotebook
from hardware.printer_owner import PrinterOwner
from server.contract.box_commands import PRINTER, SPARE_PRINTER, DeviceReport
from server.contract.messages import TicketPaper
from tests.kiosk.running import DEADLINE_SECONDS


class Around:
    """What the printer's thread tells the rest of the box."""

    def __init__(self) -> None:
        self.devices: list[DeviceReport] = []
        self.papers: list[TicketPaper] = []


@contextmanager
def printing(
    link: Link, printer: Printer, path: Path, *, spare: Printer | None = None
) -> Iterator[tuple[PrintJobs, Around]]:
    around = Around()
    printers = [
        PrinterOwner(name, each, note=around.devices.append, status_seconds=0.1)
        for name, each in ((PRINTER, printer), (SPARE_PRINTER, spare))
        if each is not None
    ]
    notebook = PrintNotebook(path, note=around.devices.append)
    jobs = PrintJobs(link, printers, notebook, on_paper=around.papers.append, look_seconds=0.1)
    parts = RunningParts([jobs, *printers])
    parts.start()
    try:
        yield jobs, around
    finally:
        assert parts.stop(within_seconds=DEADLINE_SECONDS) == ()
