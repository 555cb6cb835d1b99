"""The servers that `delivery` compares, one mode a process: ``python -m tests.bench.delivery_servers MODE``.

Prints its port; then each line of input is one order, ``broadcast COUNT PAUSE_SECONDS`` or ``figures``, and each is
answered by one line of JSON. CPU is the whole process's, so the loop and the kernel's share of a send are in it.
"""

import sys

if __name__ == "__main__" and sys.argv[1] != "websockets":
    from gevent import monkey

    monkey.patch_all()

import gc
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

EVENT = "board"
MESSAGE_BYTES = 340


def payload() -> dict[str, str]:
    """Makes the event on the wire MESSAGE_BYTES long, without the frame's header."""
    empty = len(text_of({"filling": ""}))
    return {"filling": "x" * (MESSAGE_BYTES - empty)}


def text_of(content: dict[str, str]) -> str:
    return "42" + json.dumps([EVENT, content], separators=(",", ":"))


def figures() -> dict[str, int]:
    gc.collect()
    resident_pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {"resident_bytes": resident_pages * os.sysconf("SC_PAGE_SIZE"), "threads": threading.active_count()}


def serve_cherha(mode: str) -> None:
    import flask
    import gevent
    from flask_socketio import SocketIO
    from gevent.fileobject import FileObject

    from server.realtime.fanout import Fanout
    from server.realtime.listener import Listener
    from server.realtime.websocket import SOCKETIO_OPTIONS, install

    app = flask.Flask("delivery")
    # No heartbeat within the hour on either side, so that deliveries alone are compared.
    socketio = SocketIO(app, **{**SOCKETIO_OPTIONS, "ping_interval": 3600})
    install(socketio)
    socketio.on_event("connect", lambda _auth: None)
    manager = vars(socketio)["server"].manager
    fanout = Fanout(socketio)
    content = payload()
    sends: dict[str, Callable[[], None]] = {
        "fanout": lambda: fanout.broadcast(EVENT, content, list(manager.rooms["/"][None])),
        "emit": lambda: socketio.emit(EVENT, content),
    }
    listener = Listener(app, "127.0.0.1", 0)
    gevent.spawn(listener.serve_forever)
    print(listener.port, flush=True)
    for order in FileObject(0, "r", close=False):
        match order.split():
            case ["broadcast", count, pause]:
                started = time.process_time()
                for _ in range(int(count)):
                    sends[mode]()
                    gevent.sleep(float(pause))
                print(json.dumps({"cpu_seconds": time.process_time() - started}), flush=True)
            case _:
                print(json.dumps(figures()), flush=True)


def serve_websockets() -> None:
    import asyncio

    from websockets.asyncio.server import ServerConnection, broadcast, serve

    async def run() -> None:
        async def stay(connection: ServerConnection) -> None:
            await connection.wait_closed()

        text = text_of(payload())
        orders = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(orders), os.fdopen(0, "rb")
        )
        async with serve(stay, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
            print(server.sockets[0].getsockname()[1], flush=True)
            while order := await orders.readline():
                match order.decode().split():
                    case ["broadcast", count, pause]:
                        started = time.process_time()
                        for _ in range(int(count)):
                            broadcast(server.connections, text)
                            await asyncio.sleep(float(pause))
                        print(json.dumps({"cpu_seconds": time.process_time() - started}), flush=True)
                    case _:
                        print(json.dumps(figures()), flush=True)
            os._exit(0)

    asyncio.run(run())


if __name__ == "__main__":
    if sys.argv[1] == "websockets":
        serve_websockets()
    else:
        serve_cherha(sys.argv[1])
