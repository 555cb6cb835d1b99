"""Keeps the lease: fetched whenever its version moves, kept on disk so that the page comes up without the server."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from hardware.errors import LinkError
from hardware.files import write_durably
from hardware.link import Link
from server.contract import wire
from server.contract.catalogue import KioskLease

log = logging.getLogger(__name__)

LEASE_FILE = "lease.json"
AGAIN_SECONDS = 15.0
RENEW_SECONDS = 300.0


class LeaseKeeper:
    """A part of the box: the page reads the lease while the thread renews it."""

    name = "lease"

    def __init__(self, link: Link, state_folder: Path, *, on_lease: Callable[[KioskLease], None]) -> None:
        self._link = link
        self._path = state_folder / LEASE_FILE
        self._on_lease = on_lease
        self._wanted_version: int | None = None
        self._due = threading.Event()
        self._is_kept = True
        self._lease = _read(self._path)

    @property
    def lease(self) -> KioskLease | None:
        """The last one had; None when this box has never had one."""
        return self._lease

    def want(self, version: int) -> None:
        """The server's catalogue is at this version."""
        self._wanted_version = version
        if self._lease is None or self._lease.version != version:
            self._due.set()

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Fetch at start, when the version has moved, and now and then for what changes without a version."""
        while not stop.is_set():
            tick()
            self._due.clear()
            self._fetch()
            left_seconds = AGAIN_SECONDS if self._is_behind() else RENEW_SECONDS
            while not stop.is_set() and left_seconds > 0 and not self._due.wait(min(left_seconds, AGAIN_SECONDS)):
                left_seconds -= AGAIN_SECONDS
                tick()

    def wake(self) -> None:
        """Fetch now: the link has come back."""
        self._due.set()

    def _is_behind(self) -> bool:
        return self._lease is None or self._wanted_version not in (None, self._lease.version)

    def _fetch(self) -> None:
        try:
            lease: KioskLease = self._link.ask("/v1/kiosk/lease", KioskLease)
        except LinkError as error:
            log.debug("no new lease: %s", error)
            return
        self._keep(lease)
        is_new = self._lease is None or self._lease.version != lease.version
        self._lease = lease
        if is_new:
            log.info("lease of version %s", lease.version)
            self._on_lease(lease)

    def _keep(self, lease: KioskLease) -> None:
        try:
            write_durably(self._path, wire.dumps(lease))
        except OSError as error:
            # A full or worn card: citizens are still shown what the server says now.
            if self._is_kept:
                log.error("the lease cannot be kept in %s: %s; is the disk full?", self._path, error)
            self._is_kept = False
        else:
            self._is_kept = True


def _read(path: Path) -> KioskLease | None:
    try:
        lease: KioskLease = wire.loads(KioskLease, path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, wire.WireError) as error:
        # A worn card, or another version of this program: the server will give a new one.
        log.warning("%s cannot be used: %s", path, error)
        return None
    return lease
