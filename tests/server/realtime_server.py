"""A real realtime server in a process of its own, steered over HTTP by the tests beside it.

Run as a script: ``realtime_server.py '{"ping_interval": 2, …}'``; its first line of output is the port.
"""

# ruff: noqa: E402  gevent must patch before anything else is imported, as in the server's entry
from gevent import monkey

monkey.patch_all()

import gc
import json
import signal
import sys
import threading
from typing import Any

import flask
import gevent
import gevent.event
from flask_socketio import SocketIO

from server.realtime.fanout import Fanout
from server.realtime.listener import QUIET_SECONDS, TAKE_OVER, Listener
from server.realtime.outbox import Limits
from server.realtime.websocket import SOCKETIO_OPTIONS, install


def build(options: dict[str, Any]) -> Listener:
    app = flask.Flask("realtime-under-test")
    port = options.pop("port", 0)
    quiet_seconds = options.pop("quiet_seconds", QUIET_SECONDS)
    limits = Limits(**options.pop("limits", {}))
    socketio = SocketIO(app, **{**SOCKETIO_OPTIONS, "max_http_buffer_size": 1_000_000, **options})
    install(socketio, limits)
    gone: dict[str, str] = {}
    _speak(socketio, gone)
    _steer(app, socketio, gone=gone)
    listener = Listener(app, "127.0.0.1", port, quiet_seconds=quiet_seconds)
    gevent.signal_handler(signal.SIGTERM, listener.stop)
    return listener


def _speak(socketio: SocketIO, gone: dict[str, str]) -> None:
    """``gone`` is filled with the reason why each client left, by its sid."""

    @socketio.on("connect")
    def connect(auth: Any = None) -> bool | None:
        return False if auth == {"key": "wrong"} else None

    @socketio.on("disconnect")
    def disconnect(reason: str) -> None:
        gone[_asker()] = reason

    @socketio.on("who")
    def who(data: Any) -> Any:
        return {"sid": _asker(), "data": data}


def _asker() -> str:
    sid: str = flask.request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
    return sid


def _steer(app: flask.Flask, socketio: SocketIO, *, gone: dict[str, str]) -> None:
    fanout = Fanout(socketio)
    server: Any = vars(socketio)["server"]  # missing from the stubs
    answering = gevent.event.Event()
    may_answer = gevent.event.Event()

    def sids() -> list[str]:
        return [sid for sid, _ in server.manager.get_participants("/", None)]

    @app.post("/broadcast")
    def broadcast() -> Any:
        """Numbered messages to everybody; tells the longest backlog seen on the way."""
        order = flask.request.get_json()
        worst = 0
        for number in range(order["first"], order["first"] + order["count"]):
            fanout.broadcast("news", {"number": number, "filling": "ї" * order["filling"]}, sids())
            worst = max([worst, *(fanout.backlog(sid).messages for sid in sids())])
        return {"worst_backlog": worst}

    @app.post("/emit")
    def emit() -> Any:
        """The same by both ways, in turn, and one to a client that does not exist."""
        for payload in flask.request.get_json():
            socketio.emit("news", payload)
            fanout.broadcast("news", payload, [*sids(), "nobody"])
        return {}

    @app.post("/disconnect")
    def disconnect() -> Any:
        server.eio.disconnect()
        return {}

    @app.get("/figures")
    def figures() -> Any:
        greenlets = sum(1 for thing in gc.get_objects() if isinstance(thing, gevent.Greenlet) and not thing.dead)
        return {
            "clients": len(sids()),
            "sockets": len(server.eio.sockets),
            "greenlets": greenlets,
            "threads": threading.active_count(),
            "gone": gone,
        }

    @app.get("/heard")
    def heard() -> Any:
        """When each client was last heard, by its sid."""
        return {sid: fanout.heard_at(sid) for sid in [*sids(), "nobody"]}

    @app.get("/no-delay")
    def no_delay() -> Any:
        handler = flask.request.environ[TAKE_OVER].__self__
        return {"no_delay": handler.socket.getsockopt(6, 1)}

    @app.get("/slow")
    def slow() -> Any:
        answering.set()
        may_answer.wait()
        return {"answered": True}

    @app.get("/is-slow-under-way")
    def is_slow_under_way() -> Any:
        return {"under_way": answering.is_set()}

    def let_answer() -> None:
        may_answer.set()

    gevent.signal_handler(signal.SIGUSR1, let_answer)


if __name__ == "__main__":
    serving = build(json.loads(sys.argv[1]))
    print(serving.port, flush=True)
    serving.serve_forever()
