"""A server that speaks the contract of the board and nothing else, in a process of its own, steered over HTTP by tests.

Run as a script with a port (0 for a free one); its first line of output is the port. It knows no rule: what a test
gives to ``/steer/board`` is what boards are shown.
"""

# ruff: noqa: E402  gevent must patch before anything else is imported, as in the server's entry
from gevent import monkey

monkey.patch_all()

import io
import math
import os
import struct
import sys
import wave
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import flask
import gevent
from flask_socketio import SocketIO, join_room

from server.contract.terms import Language
from server.i18n.catalogue import texts
from server.realtime.listener import Listener
from server.realtime.websocket import SOCKETIO_OPTIONS, install

ROOT = Path(__file__).parents[2]
HALL = "hall-1"
TOPIC = f"halls/{HALL}/board"
CSP = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"


def build(port: int) -> Listener:
    app = flask.Flask("hall-under-test", static_folder=None)
    socketio = SocketIO(app, **SOCKETIO_OPTIONS)
    install(socketio)
    told: dict[str, Any] = {"published": None, "is_enrolled": True, "sequence": int(datetime.now(UTC).timestamp())}
    _files(app)
    _identity(app, told)
    _news(socketio, told)
    _steer(app, socketio, told)
    return Listener(app, "127.0.0.1", port)


def _files(app: flask.Flask) -> None:
    @app.after_request
    def guard(response: flask.Response) -> flask.Response:
        response.headers["Content-Security-Policy"] = CSP
        return response

    @app.get("/display")
    def page() -> Any:
        return flask.send_from_directory(ROOT / "display/web", "index.html")

    @app.get("/display/web/<path:name>")
    def part(name: str) -> Any:
        return flask.send_from_directory(ROOT / "display/web", name)

    @app.get("/contract/v1/<path:name>")
    def contract(name: str) -> Any:
        return flask.send_from_directory(ROOT / "server/contract", name)

    @app.get("/contract/v1/texts/<language>.json")
    def catalogue(language: str) -> Any:
        return texts(Language(language))

    @app.get("/audio/<name>.wav")
    def audio(name: str) -> Any:
        return flask.Response(_tone(name), mimetype="audio/wav", headers={"Cache-Control": "max-age=86400"})


def _tone(name: str) -> bytes:
    """As many tenths of a second as the name ends in: ``uk-12`` sounds for 1.2 s."""
    rate = 22_050
    samples = rate * int(name.rpartition("-")[2]) // 10
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        wave_length = [int(8000 * math.sin(2 * math.pi * index / 50)) for index in range(50)]
        sound.writeframes(struct.pack("<50h", *wave_length) * (samples // 50))
    return file.getvalue()


def _identity(app: flask.Flask, told: dict[str, Any]) -> None:
    @app.get("/v1/boxes/me")
    def me() -> Any:
        if not told["is_enrolled"]:
            return {"code": "unknown-device-key", "status": 401}, 401
        return {"box_id": "box-1", "name": "Екран", "kind": "display", "hall_id": HALL, "hall_name": {}, "windows": []}

    @app.get("/v1/health")
    def health() -> Any:
        return {"status": "ready", "version": os.environ.get("HALL_VERSION", "1"), "halls": "1"}


def _news(socketio: SocketIO, told: dict[str, Any]) -> None:
    @socketio.on("join")
    def join(wish: dict[str, str]) -> Any:
        if wish["topic"] != TOPIC:
            return {"problem": {"code": "foreign-topic", "status": 403, "title": "", "titles": {}, "fields": {}}}
        join_room(TOPIC)
        while told["published"] is None:  # a real hall always has a state to tell
            gevent.sleep(0.01)
        return told["published"]


def _steer(app: flask.Flask, socketio: SocketIO, told: dict[str, Any]) -> None:
    @app.post("/steer/board")
    def board() -> Any:
        told["sequence"] += 1
        revision = {"sequence": told["sequence"], "refresh": 0}
        snapshot = {"kind": "board-snapshot", **flask.request.get_json()}
        told["published"] = {"hall_id": HALL, "topic": TOPIC, "revision": revision, "snapshot": snapshot}
        socketio.emit("snapshot", told["published"], to=TOPIC)
        return revision

    @app.post("/steer/announcement")
    def announcement() -> Any:
        socketio.emit("announcement", flask.request.get_json(), to=TOPIC)
        return {}

    @app.post("/steer/proclamation")
    def proclamation() -> Any:
        socketio.emit("proclamation", flask.request.get_json(), to=TOPIC)
        return {}

    @app.post("/steer/forget")
    def forget() -> Any:
        told.update(published=None, is_enrolled=True)
        return {}

    @app.post("/steer/enrolled/<answer>")
    def enrolled(answer: str) -> Any:
        told["is_enrolled"] = answer == "yes"
        return {}


if __name__ == "__main__":
    serving = build(int(sys.argv[1]))
    print(serving.port, flush=True)
    serving.serve_forever()
