"""The websocket driver of python-engineio in ``async_mode="gevent"``: wsproto on our own listener's socket.

The stock drivers were measured and left: simple-websocket ignores short writes, so that a paused client's stream is
corrupted; gevent-websocket queues, wakes and sends per client. Here a send is one system call, and only a client that
lags has a queue.

The hook is ``engineio.Server._handle_connect``, not public: the packages are pinned and the tests hold the rest.
"""

import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from engineio import packet as engineio_packet
from wsproto.connection import Connection as WebsocketProtocol
from wsproto.connection import ConnectionType
from wsproto.events import AcceptConnection
from wsproto.frame_protocol import CloseReason
from wsproto.handshake import H11Handshake
from wsproto.utilities import RemoteProtocolError

from server.realtime.connection import Connection
from server.realtime.heartbeat import Heartbeat
from server.realtime.listener import TAKE_OVER
from server.realtime.outbox import Limits

SOCKETIO_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        "async_mode": "gevent",
        "transports": ["websocket"],
        "cors_allowed_origins": None,
        "monitor_clients": False,
        "ping_interval": 2,
        "ping_timeout": 2.5,
        "max_http_buffer_size": 8 * 1024,
    }
)
"""For ``SocketIO(app, **SOCKETIO_OPTIONS)``. ``None`` as origins means the same origin, an empty list would mean any.

A client says what it wants to hear and little more; parsing the megabyte of the library's own limit would hold up all.
The two times are the client's: a board has to say within 5 seconds that it lost its server. The server itself is as
patient as ``Limits.silence_seconds``, for the phones.
"""


def install(server: Any, limits: Limits | None = None) -> None:
    """Let a ``SocketIO``, ``socketio.Server`` or ``engineio.Server`` accept its websockets through this driver."""
    engineio = server
    for inner in ("server", "eio"):
        engineio = getattr(engineio, inner, engineio)
    if engineio.transports != ["websocket"]:
        raise ValueError(f"only websocket is served, not {engineio.transports}; pass SOCKETIO_OPTIONS")
    engineio.start_service_task = False  # the heartbeat does its work
    engineio._handle_connect = Driver(engineio, limits or Limits()).connect


class Driver:
    """Turns an upgrade request into a connection and serves it in the request's greenlet."""

    def __init__(self, engineio: Any, limits: Limits) -> None:
        self._engineio = engineio
        self._limits = limits
        self._heartbeat = Heartbeat(tick_seconds=min(engineio.ping_interval, limits.silence_seconds) / 4)

    def connect(self, environ: dict[str, Any], *_for_polling: Any) -> Any:
        """What engineio calls for a new client; returns when the client has gone, or a refusal at once."""
        if TAKE_OVER not in environ:
            raise RuntimeError("websockets need the server.realtime.listener.Listener")
        try:
            protocol, acceptance = _shake_hands(environ)
        except RemoteProtocolError as error:
            return self._engineio._bad_request(f"not a websocket handshake: {error}")
        connection = self._open(environ, protocol)
        connection.push(acceptance)
        connection.send(self._greeting(connection.sid))
        self._serve(connection, environ)
        return []

    def _open(self, environ: dict[str, Any], protocol: WebsocketProtocol) -> Connection:
        def tell_that_we_stop() -> None:
            # Engine.IO's own closing packet would tell python-socketio clients, the boxes, not to come back.
            connection.close(abort=True, code=CloseReason.GOING_AWAY)

        sock, already_read = environ.pop(TAKE_OVER)(tell_that_we_stop)
        protocol.receive_data(already_read)
        environ["wsgi.input"] = io.BytesIO()  # kept with the client for its life; the request's own has a buffer
        connection = Connection(
            self._engineio, self._engineio.generate_id(), sock=sock, protocol=protocol, limits=self._limits
        )
        self._engineio.sockets[connection.sid] = connection
        self._heartbeat.watch(connection)
        return connection

    def _greeting(self, sid: str) -> Any:
        return engineio_packet.Packet(
            engineio_packet.OPEN,
            {
                "sid": sid,
                "upgrades": [],
                "pingTimeout": int(self._engineio.ping_timeout * 1000),
                "pingInterval": int(self._engineio.ping_interval * 1000),
                "maxPayload": self._engineio.max_http_buffer_size,
            },
        )

    def _serve(self, connection: Connection, environ: dict[str, Any]) -> None:
        try:
            answer = self._engineio._trigger_event("connect", connection.sid, environ, run_async=False)
            if answer not in (None, True):
                connection.close(code=CloseReason.POLICY_VIOLATION)
            connection.serve()
        finally:
            self._heartbeat.forget(connection)
            self._engineio.sockets.pop(connection.sid, None)


def _shake_hands(environ: Mapping[str, Any]) -> tuple[WebsocketProtocol, bytes]:
    """The open protocol and the answer to send; no extension is ever accepted, so nothing is deflated."""
    headers = [
        (name[5:].replace("_", "-").lower().encode("ascii"), value.encode("latin-1"))
        for name, value in environ.items()
        if name.startswith("HTTP_")
    ]
    handshake = H11Handshake(ConnectionType.SERVER)
    handshake.initiate_upgrade_connection(headers, "/")
    for _request in handshake.events():
        acceptance = handshake.send(AcceptConnection())
        if handshake.connection is not None:
            return handshake.connection, acceptance
    raise RemoteProtocolError("the request is incomplete")
