"""The control page of the virtual printer: its latest slips as pictures, and a button for each misbehaviour."""

import logging
import socket
import threading
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request, send_file
from werkzeug.serving import BaseWSGIServer, make_server

from hardware.printers.virtual.control_texts import GROUPS, TEXTS
from hardware.printers.virtual.misbehaviour import Mode
from hardware.printers.virtual.network import VirtualPrinter
from hardware.printers.virtual.roll import PrintedSlip

WEB = Path(__file__).parent / "web"
LATEST = 12
DOTS_PER_MILLIMETRE = 8
LARGEST_REQUEST_BYTES = 1024


def create_app(printer: VirtualPrinter) -> Flask:
    """The page at ``/``, ``GET /slips``, ``GET /slips/<number>.png`` and ``POST /misbehave {"mode": …}``."""
    app = Flask("virtual-printer", root_path=str(WEB), static_folder="static", template_folder=".")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST_BYTES

    @app.get("/")
    def page() -> str:
        language = "en" if request.args.get("language") == "en" else "uk"
        return render_template(
            "page.html",
            language=language,
            words=TEXTS[language],
            groups=GROUPS,
            mode=printer.mode,
            address=printer.address,
        )

    @app.get("/slips")
    def slips() -> Response:
        latest = printer.slips[-LATEST:]
        return jsonify({"mode": printer.mode, "slips": [_described(slip) for slip in reversed(latest)]})

    @app.get("/slips/<int:number>.png")
    def picture(number: int) -> Response:
        slips = printer.slips
        if not 1 <= number <= len(slips) or not slips[number - 1].path.is_file():
            abort(404)
        return send_file(slips[number - 1].path.resolve(), max_age=3600)

    @app.post("/misbehave")
    def misbehave() -> tuple[Response, int] | Response:
        wanted = request.get_json()
        mode = wanted.get("mode") if isinstance(wanted, dict) else None
        if mode not in list(Mode):
            return jsonify({"code": "mode-unknown", "mode": mode, "known": list(Mode)}), 400
        printer.misbehave(Mode(mode))
        return jsonify({"mode": printer.mode})

    app.after_request(_guarded)
    return app


class ControlServer:
    """Serves the page on a thread of its own; with port 0 the system chooses one (see ``port``).

    Raises ``OSError`` when the port is taken.
    """

    def __init__(self, printer: VirtualPrinter, port: int, *, host: str = "127.0.0.1") -> None:
        # Bound here, because the library prints advice of its own about a busy port and ends the program.
        with socket.create_server((host, port)) as listener:
            self.port: int = listener.getsockname()[1]
            app = create_app(printer)
            self._server: BaseWSGIServer = make_server(host, self.port, app, threaded=True, fd=listener.fileno())
        # One line a second for each open page says nothing to anybody.
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._thread = threading.Thread(target=self._server.serve_forever, name="virtual-printer-page", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _described(slip: PrintedSlip) -> dict[str, Any]:
    return {
        "number": slip.number,
        "picture": f"/slips/{slip.number}.png",
        "file": str(slip.path),
        "millimetres": round(slip.rows / DOTS_PER_MILLIMETRE),
        "bytes_received": slip.bytes_received,
        "is_cut": slip.is_cut,
        "came_out_at": slip.came_out_at.isoformat(),
    }
