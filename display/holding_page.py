"""The page on the screen while there is no server: served on loopback, to this machine's browser alone."""

import json
import logging
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import server.contract
from display.entrance import reason
from hardware.errors import LinkError, SettingsRefused
from hardware.settings import DisplaySettings

HERE = Path(__file__).parent
CONTRACT = Path(server.contract.__file__).parent
FOLDERS = {"/contract/v1/look/": CONTRACT / "look", "/contract/v1/vendor/": CONTRACT / "vendor"}
FILES = {
    "/": HERE / "web/holding/index.html",
    "/holding.js": HERE / "web/holding/holding.js",
    "/display/web/display.css": HERE / "web/display.css",
}
POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
LOOK_SECONDS = 20.0

log = logging.getLogger(__name__)


class HoldingPage:
    """A part of the box. The page asks every second for the way to the server's page, and goes there."""

    name = "holding page"

    def __init__(self, settings: DisplaySettings, way: Callable[[], str]) -> None:
        """``way`` gives a fresh address of the server's page or raises ``LinkError``.

        Raises ``SettingsRefused`` when the port cannot be had.
        """
        try:
            self._server = ThreadingHTTPServer((settings.host, settings.port), _handler(way))
        except OSError as error:
            place = f"port {settings.port} on {settings.host}"
            raise SettingsRefused(
                "[display]", f"{place} cannot be had ({error.strerror}); is another display running?"
            ) from error
        self._server.daemon_threads = True
        self._woken = threading.Event()

    @property
    def address(self) -> str:
        """Where the browser finds the page."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/"

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Serve until ``stop``."""
        serving = threading.Thread(target=self._server.serve_forever, name="holding-page", daemon=True)
        serving.start()
        while not stop.is_set():
            tick()
            self._woken.wait(LOOK_SECONDS)
            self._woken.clear()
        self._server.shutdown()
        self._server.server_close()
        serving.join()

    def wake(self) -> None:
        """Look whether to stop."""
        self._woken.set()


def _handler(way: Callable[[], str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/way":
                self._answer(json.dumps(_way_now(way)).encode(), "application/json")
            elif (file := file_at(path)) is not None:
                self._answer(file.read_bytes(), guess_type(file.name)[0] or "application/octet-stream")
            else:
                self.send_error(HTTPStatus.NOT_FOUND)

        def _answer(self, body: bytes, kind: str) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            log.debug(format, *args)

    return Handler


def file_at(path: str) -> Path | None:
    """The file of an address; None for anything beside the page's own parts."""
    if path in FILES:
        return FILES[path]
    for prefix, folder in FOLDERS.items():
        if path.startswith(prefix):
            file = (folder / path.removeprefix(prefix)).resolve()
            if file.is_relative_to(folder.resolve()) and file.is_file():
                return file
    return None


def _way_now(way: Callable[[], str]) -> dict[str, str | None]:
    try:
        return {"address": way(), "reason": ""}
    except LinkError as error:
        return {"address": None, "reason": reason(error)}
