"""Serves the kiosk's page on loopback, in threads: each open stream of news holds one."""

import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

from cheroot.wsgi import Server

from hardware.errors import SettingsRefused
from hardware.settings import KioskSettings

THREADS = 8
MOST_THREADS = 24
TICK_SECONDS = 5.0
GOODBYE_SECONDS = 3

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class PageServer:
    """A part of the box; the port is taken at once, so that a busy one is known before anything else starts."""

    name = "page-server"

    def __init__(self, settings: KioskSettings, *, on_stop: Callable[[], None]) -> None:
        """Raises ``SettingsRefused`` when the port cannot be had; ``on_stop`` must end the open streams."""
        self._on_stop = on_stop
        self._app: Wsgi | None = None
        self._woken = threading.Event()
        self._server = Server(
            (settings.host, settings.port),
            self._answer,
            numthreads=THREADS,
            max=MOST_THREADS,
            server_name="kiosk",
            shutdown_timeout=GOODBYE_SECONDS,
        )
        _demand_free(settings)
        self._server.prepare()
        self.host = settings.host
        self.port: int = self._server.bind_addr[1]

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which the page may be asked for."""
        return frozenset(f"{name}:{self.port}" for name in (self.host, "127.0.0.1", "localhost"))

    @property
    def url(self) -> str:
        """Where the browser finds the page."""
        return f"http://{self.host}:{self.port}/"

    def serve(self, app: Wsgi) -> None:
        """What to answer with, once running."""
        self._app = app

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Serve until ``stop``."""
        if not self._server.ready:
            self._server.prepare()
        serving = threading.Thread(target=self._server.serve, name="page-server-accept", daemon=True)
        serving.start()
        try:
            while not stop.is_set() and serving.is_alive():
                tick()
                self._woken.wait(TICK_SECONDS)
        finally:
            self._on_stop()
            self._server.stop()
            serving.join(GOODBYE_SECONDS)

    def wake(self) -> None:
        """Look whether to stop."""
        self._woken.set()

    def _answer(self, environment: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self._app is None:
            start_response("503 Service Unavailable", [("Content-Type", "text/plain"), ("Retry-After", "1")])
            return [b"starting"]
        return self._app(environment, start_response)


def _demand_free(settings: KioskSettings) -> None:
    """Raises ``SettingsRefused``; asked beforehand, because cheroot forgets its socket when the port is busy."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsRefused(
                f"kiosk page at {settings.host}:{settings.port}",
                f"the port cannot be taken ({error}); is another kiosk running here? Set [kiosk] port to a free one",
            ) from error
