"""One client's websocket: read by one greenlet, written through its outbox, pinged by the common heartbeat.

Stands where python-engineio keeps its own ``Socket``; that one costs a queue and two more greenlets a client. The
attributes and methods without an underscore are those the engineio server calls; tests pin them. Two are for ours:
``backlog`` and ``heard_at``.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import gevent.socket
from engineio import packet as engineio_packet
from wsproto.connection import Connection as WebsocketProtocol
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError

from server.realtime.framing import frame
from server.realtime.outbox import Backlog, Limits, Outbox

FAREWELL_SECONDS = 5.0
"""How long a client may take to answer our closing frame."""
READ_BYTES = 16 * 1024

_PING_FRAME = frame(str(engineio_packet.PING))
_CLOSE_FRAME = frame(str(engineio_packet.CLOSE))


class Connection:
    """An open websocket that speaks Engine.IO."""

    __slots__ = (
        "__weakref__",
        "_engineio",
        "_gone_by",
        "_is_mute",
        "_limits",
        "_outbox",
        "_ping_at",
        "_pong_by",
        "_protocol",
        "_sock",
        "closed",
        "closing",
        "connected",
        "heard_at",
        "push",
        "session",
        "sid",
        "upgraded",
    )

    def __init__(
        self, engineio: Any, sid: str, *, sock: gevent.socket.socket, protocol: WebsocketProtocol, limits: Limits
    ) -> None:
        self._engineio = engineio
        self._sock = sock
        self._protocol = protocol
        self._limits = limits
        self._outbox = Outbox(sock, limits)
        self.push = self._outbox.push
        self._is_mute = False
        self._ping_at = time.monotonic() + engineio.ping_interval
        self._pong_by: float | None = None
        self._gone_by = 0.0
        self.heard_at = time.monotonic()
        """When anything last came from the client; it answers a ping every two seconds."""
        self.sid = sid
        self.connected = True
        self.upgraded = True
        self.closing = False
        self.closed = False
        self.session: dict[str, Any] = {}

    @property
    def backlog(self) -> Backlog:
        return self._outbox.backlog

    def send(self, pkt: Any) -> None:
        self.push(frame(pkt.encode()))

    def serve(self) -> None:
        """Read until the connection ends; tells the application that it did."""
        try:
            with suppress(OSError):  # a reset is an end like any other
                for message in self._messages():
                    self._receive(message)
        finally:
            self.close(abort=True, reason=self._why_it_ended())
            self._outbox.end()

    def close(
        self, *, reason: str | None = None, abort: bool = False, code: CloseReason = CloseReason.NORMAL_CLOSURE
    ) -> None:
        """Say goodbye (``abort``: as websocket only); the reader ends when the client answers or its time is over."""
        if self.closing:
            return
        self.closing = True
        self._engineio._trigger_event(
            "disconnect", self.sid, reason or self._engineio.reason.SERVER_DISCONNECT, run_async=False
        )
        if not abort:
            self.push(_CLOSE_FRAME)
        self._say_goodbye(CloseConnection(code=code))
        self.closed = True

    def beat(self, now: float) -> None:
        if self.closed:
            if now >= self._gone_by:
                self._outbox.abort()
        elif self._pong_by is not None:
            if now >= self._pong_by:
                self._is_mute = True
                self._outbox.abort()
        elif now >= self._ping_at:
            self._pong_by = now + self._limits.silence_seconds
            self.push(_PING_FRAME)

    def _receive(self, encoded: str | bytes) -> None:
        if self.closed:
            return
        try:
            pkt = engineio_packet.Packet(encoded_packet=encoded)
        except (ValueError, RecursionError):
            self.close(reason=self._engineio.reason.TRANSPORT_ERROR, code=CloseReason.PROTOCOL_ERROR)
            return
        if pkt.packet_type == engineio_packet.PONG:
            self._pong_by = None
            self._ping_at = time.monotonic() + self._engineio.ping_interval
        elif pkt.packet_type == engineio_packet.MESSAGE:
            self._engineio._trigger_event("message", self.sid, pkt.data, run_async=self._engineio.async_handlers)
        elif pkt.packet_type == engineio_packet.CLOSE:
            self.close(abort=True, reason=self._engineio.reason.CLIENT_DISCONNECT)

    def _messages(self) -> Iterator[str | bytes]:
        """Whole messages, until the end; pings and the closing handshake are answered on the way."""
        pieces = bytearray()
        while True:
            for event in self._protocol.events():
                match event:
                    case TextMessage() | BytesMessage() if not self.closed:
                        pieces += event.data.encode() if isinstance(event, TextMessage) else event.data
                        if len(pieces) > self._engineio.max_http_buffer_size:
                            self.close(reason=self._engineio.reason.TRANSPORT_ERROR, code=CloseReason.MESSAGE_TOO_BIG)
                        elif event.message_finished:
                            yield pieces.decode() if isinstance(event, TextMessage) else bytes(pieces)
                            pieces.clear()
                    case Ping() if not self.closed:
                        self.push(self._protocol.send(event.response()))
                    case CloseConnection():
                        self._say_goodbye(event.response())
                        return
            data = self._sock.recv(READ_BYTES)
            if not data:
                return
            self.heard_at = time.monotonic()
            self._protocol.receive_data(data)

    def _say_goodbye(self, farewell: CloseConnection) -> None:
        self._gone_by = time.monotonic() + FAREWELL_SECONDS
        try:
            closing_frame = self._protocol.send(farewell)
        except LocalProtocolError:
            return  # it was said before
        self._outbox.push_last(closing_frame)

    def _why_it_ended(self) -> Any:
        reasons = self._engineio.reason
        if self._is_mute:
            return reasons.PING_TIMEOUT
        return reasons.TRANSPORT_ERROR if self._outbox.was_cut else reasons.TRANSPORT_CLOSE
