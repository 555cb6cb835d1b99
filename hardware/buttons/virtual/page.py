"""The page of the virtual panels: their keys to press and their lamps to look at."""

import logging
import socket
import threading
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, render_template, request
from werkzeug.serving import BaseWSGIServer, make_server

from hardware.buttons.protocol import Key, Lamp
from hardware.buttons.virtual.panel import AddressUnknown, VirtualPanel
from hardware.buttons.virtual.texts import TEXTS
from server.contract.terms import PressKind

WEB = Path(__file__).parent / "web"
LARGEST_REQUEST_BYTES = 1024


def create_app(panels: VirtualPanel, wire: Path) -> Flask:
    """The page at ``/``, ``GET /lamps`` and ``POST /press {"address": 1, "key": "call", "press": "short"}``."""
    app = Flask("virtual-panels", root_path=str(WEB), static_folder="static", template_folder=".")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST_BYTES

    _show(app, panels, wire)
    _take_presses(app, panels)

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return app


class PageServer:
    """Serves the page on loopback, on a thread of its own; with port 0 the system chooses one (see ``port``).

    Raises ``OSError`` when the port is taken.
    """

    def __init__(self, panels: VirtualPanel, wire: Path, port: int) -> None:
        host = "127.0.0.1"
        # Bound here, because the library prints advice of its own about a busy port and ends the program.
        with socket.create_server((host, port)) as listener:
            self.port: int = listener.getsockname()[1]
            app = create_app(panels, wire)
            self._server: BaseWSGIServer = make_server(host, self.port, app, threaded=True, fd=listener.fileno())
        # Three lines a second for each open page say nothing to anybody.
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._thread = threading.Thread(target=self._server.serve_forever, name="virtual-panel-page", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _show(app: Flask, panels: VirtualPanel, wire: Path) -> None:
    @app.get("/")
    def page() -> str:
        language = "en" if request.args.get("language") == "en" else "uk"
        return render_template(
            "page.html",
            language=language,
            words=TEXTS[language],
            panels=[(address, panels.lamp(address)) for address in panels.addresses],
            keys=list(Key),
            states=list(Lamp),
            wire=wire,
        )

    @app.get("/lamps")
    def lamps() -> Response:
        return jsonify({str(address): panels.lamp(address) for address in panels.addresses})


def _take_presses(app: Flask, panels: VirtualPanel) -> None:
    @app.post("/press")
    def press() -> Response | tuple[Response, int]:
        wanted = request.get_json()
        wanted = wanted if isinstance(wanted, dict) else {}
        address, key = wanted.get("address"), wanted.get("key", Key.CALL)
        kind = wanted.get("press", PressKind.SHORT)
        if key not in list(Key):
            return jsonify({"code": "key-unknown", "key": key, "known": list(Key)}), 400
        if kind not in list(PressKind):
            return jsonify({"code": "press-unknown", "press": kind, "known": list(PressKind)}), 400
        try:
            panels.press(address if isinstance(address, int) else 0, Key(key), PressKind(kind))
        except AddressUnknown:
            return jsonify({"code": "address-unknown", "address": address, "known": panels.addresses}), 404
        return jsonify({"address": address, "key": key, "press": kind})

    @app.before_request
    def refuse_other_pages() -> None:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            abort(403)
