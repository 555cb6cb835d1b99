"""The page of a virtual wire: keys to press, lamps and displays to look at, and a button for each misbehaviour."""

import logging
import socket
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, render_template, request
from werkzeug.serving import BaseWSGIServer, make_server

from hardware.buttons.ports import KeyPress
from hardware.buttons.virtual.far_end import AddressUnknown, Light
from hardware.buttons.virtual.misbehaviour import OFFERED, Mode
from hardware.buttons.virtual.texts import label_of, offered_groups, words_for
from hardware.buttons.virtual.wire import VirtualWire
from server.contract.terms import PressKind

WEB = Path(__file__).parent / "web"
LARGEST_REQUEST_BYTES = 1024


def create_app(wire: VirtualWire) -> Flask:
    """The page at ``/``, ``GET /seen``, ``POST /press {"address": "1", "key": "call", "press": "short"}`` and
    ``POST /misbehave {"mode": …}``.
    """
    app = Flask("virtual-panels", root_path=str(WEB), static_folder="static", template_folder=".")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST_BYTES

    _show(app, wire)
    _take_presses(app, wire)
    _take_modes(app, wire)

    @app.before_request
    def refuse_other_pages() -> None:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            abort(403)

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

    def __init__(self, wire: VirtualWire, port: int) -> None:
        host = "127.0.0.1"
        # Bound here, because the library prints advice of its own about a busy port and ends the program.
        with socket.create_server((host, port)) as listener:
            self.port: int = listener.getsockname()[1]
            app = create_app(wire)
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


def _show(app: Flask, wire: VirtualWire) -> None:
    far_end = wire.far_end

    @app.get("/")
    def page() -> str:
        language = "en" if request.args.get("language") == "en" else "uk"
        words = words_for(far_end.make, language)
        return render_template(
            "page.html",
            language=language,
            words=words,
            make=far_end.make,
            wire=wire.address,
            mode=wire.mode,
            groups=offered_groups(far_end),
            panels={address: wire.seen(address) for address in far_end.addresses},
            buttons=[(pressed, label_of(pressed, words)) for pressed in far_end.buttons],
            lights=list(Light),
        )

    @app.get("/seen")
    def seen() -> Response:
        panels = {address: asdict(wire.seen(address)) for address in far_end.addresses}
        return jsonify({"mode": wire.mode, "panels": panels})


def _take_presses(app: Flask, wire: VirtualWire) -> None:
    buttons = wire.far_end.buttons

    @app.post("/press")
    def press() -> Response | tuple[Response, int]:
        wanted = _asked()
        address, key, kind = str(wanted.get("address")), wanted.get("key", "call"), wanted.get("press", PressKind.SHORT)
        known = [button for button in buttons if button.key == key]
        if not known:
            keys = list(dict.fromkeys(button.key for button in buttons))
            return jsonify({"code": "key-unknown", "key": key, "known": keys}), 400
        if kind not in [button.press for button in known]:
            kinds = [button.press for button in known]
            return jsonify({"code": "press-unknown", "press": kind, "known": kinds}), 400
        try:
            wire.touch(address, KeyPress(str(key), PressKind(kind)))
        except AddressUnknown:
            return jsonify({"code": "address-unknown", "address": address, "known": wire.far_end.addresses}), 404
        return jsonify({"address": address, "key": key, "press": kind})


def _take_modes(app: Flask, wire: VirtualWire) -> None:
    offered = OFFERED[wire.far_end.make]

    @app.post("/misbehave")
    def misbehave() -> Response | tuple[Response, int]:
        mode = _asked().get("mode")
        if mode not in offered:
            return jsonify({"code": "mode-unknown", "mode": mode, "known": offered}), 400
        try:
            wire.misbehave(Mode(mode))
        except OSError as error:
            return jsonify({"code": "place-taken", "wire": wire.address, "detail": str(error)}), 409
        return jsonify({"mode": wire.mode})


def _asked() -> dict[str, Any]:
    wanted = request.get_json()
    return wanted if isinstance(wanted, dict) else {}
