"""Tells the server how the box's devices are: on each change, and by the clock.

That the box lives is told by its socket, which the server pings every two seconds, in memory alone. A report is written
to its disk, so it comes once a minute; only while there is no socket does it come every five seconds, as the heartbeat.
"""

import logging
import threading
import uuid
from collections.abc import Callable

from hardware.errors import LinkError
from hardware.link import Link
from server.contract.box_commands import DeviceReport, ReportHealth
from server.contract.terms import RequestId

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
LEAST_SECONDS = 1.5
"""Between two reports: the server writes each to its disk, and a device with a loose plug changes every moment."""
HEARTBEAT_SECONDS = 5.0


class Health:
    """Devices note their state here from their own threads; one thread tells the server."""

    name = "health"

    def __init__(
        self,
        link: Link,
        version: str,
        *,
        every_seconds: float = EVERY_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        least_seconds: float = LEAST_SECONDS,
    ) -> None:
        self._link = link
        self._version = version
        self._every_seconds = every_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._least_seconds = least_seconds
        self._has_socket = False
        self._devices: dict[str, DeviceReport] = {}
        self._noting = threading.Lock()
        self._changed = threading.Event()

    def note(self, report: DeviceReport) -> None:
        """How one device is now."""
        with self._noting:
            if self._devices.get(report.name) == report:
                return
            self._devices[report.name] = report
        self._changed.set()

    def devices(self) -> tuple[DeviceReport, ...]:
        """Every device noted so far."""
        with self._noting:
            return tuple(self._devices.values())

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Report until ``stop``; changes that follow each other closely are told together, the last one always."""
        while not stop.is_set():
            tick()
            self._changed.clear()
            self._report()
            seconds = self._every_seconds if self._has_socket else self._heartbeat_seconds
            least_seconds = min(self._least_seconds, seconds)
            stop.wait(least_seconds)
            self._changed.wait(0 if stop.is_set() else seconds - least_seconds)

    def link(self, *, is_up: bool) -> None:
        """The socket is there, or no longer; the server is told at once what it may have missed."""
        self._has_socket = is_up
        self._changed.set()

    def wake(self) -> None:
        """Report at once."""
        self._changed.set()

    def _report(self) -> None:
        try:
            self._link.send(
                ReportHealth(request_id=RequestId(str(uuid.uuid4())), version=self._version, devices=self.devices())
            )
        except LinkError as error:
            # The next report is whole; the news part says it when the server is lost.
            log.debug("health was not told: %s", error)
