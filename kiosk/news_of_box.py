"""Turns what the box hears into the page's bulletin."""

import threading
from collections.abc import Callable

from kiosk.bulletin import Bulletin
from server.contract import wire
from server.contract.box_commands import PRINTER, SPARE_PRINTER, DeviceReport
from server.contract.catalogue import KioskLease
from server.contract.messages import BoxSnapshot, KioskSnapshot, Published, TicketPaper
from server.contract.terms import DeviceState, PaperState, TicketId

KEPT_PAPERS = 20

_ON_THE_WAY = frozenset({PaperState.WAITING, PaperState.PRINTING})


class NewsOfBox:
    """A ``hardware.box.Listener``; ``lease`` and ``papers`` on the bulletin are ready for the page as they stand."""

    def __init__(self, bulletin: Bulletin, *, on_lease_version: Callable[[int], None]) -> None:
        self._bulletin = bulletin
        self._on_lease_version = on_lease_version
        self._papers: dict[TicketId, TicketPaper] = {}
        self._printers: dict[str, DeviceReport] = {}
        self._writing = threading.Lock()
        bulletin.tell("link", {"is_up": False})

    def snapshot(self, published: Published) -> None:
        """The kiosk's view of the hall, or this box's own slips."""
        match published.snapshot:
            case KioskSnapshot() as snapshot:
                self._on_lease_version(snapshot.lease_version)
                self._bulletin.tell("kiosk", wire.to_json(snapshot))
            case BoxSnapshot() as snapshot:
                self._take_papers(snapshot.papers)
            case _:
                pass

    def link(self, is_up: bool) -> None:  # noqa: FBT001  as the port says
        """Whether the server is in reach."""
        self._bulletin.tell("link", {"is_up": is_up})

    def paper(self, paper: TicketPaper) -> None:
        """Our own printer's word comes before the server's, and stands when the link is lost."""
        with self._writing:
            self._keep(paper)
            self._tell_papers()

    def device(self, report: DeviceReport) -> None:
        """Of the devices only printers matter to a citizen: while one of them prints, there is a printer."""
        if report.name not in (PRINTER, SPARE_PRINTER):
            return
        with self._writing:
            self._printers[report.name] = report
            told = min(
                self._printers.values(),
                key=lambda each: (each.state is DeviceState.FAULT, each.name != PRINTER),
            )
            self._bulletin.tell("printer", {"state": told.state, "fault": told.fault})

    def lease(self, lease: KioskLease) -> None:
        """A new lease is there to be fetched."""
        self._bulletin.tell("lease", {"version": lease.version})

    def _take_papers(self, papers: tuple[TicketPaper, ...]) -> None:
        with self._writing:
            for paper in reversed(papers):
                held = self._papers.get(paper.ticket_id)
                if held is None or held.paper in _ON_THE_WAY or paper.paper not in _ON_THE_WAY:
                    self._keep(paper)
            self._tell_papers()

    def _keep(self, paper: TicketPaper) -> None:
        self._papers.pop(paper.ticket_id, None)
        self._papers[paper.ticket_id] = paper
        while len(self._papers) > KEPT_PAPERS:
            del self._papers[next(iter(self._papers))]

    def _tell_papers(self) -> None:
        self._bulletin.tell("papers", [wire.to_json(paper) for paper in self._papers.values()])
