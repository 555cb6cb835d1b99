"""One event to many clients: encoded once, framed once, then one non-blocking send each."""

from collections.abc import Iterable, Mapping
from typing import Any

from engineio import packet as engineio_packet
from socketio import packet as socketio_packet
from wsproto.frame_protocol import CloseReason

from server.realtime.connection import Connection
from server.realtime.framing import frame
from server.realtime.outbox import Backlog

NAMESPACE = "/"


class Fanout:
    """The same bytes as ``socketio.emit``, in the same order with it, for about a quarter of the work.

    For the hub's thread only; nothing here switches greenlets, so the sids may be a live set. A client that has gone
    is passed over. One that lags is served from its own outbox and cut at its limit: it comes back for a snapshot.
    """

    def __init__(self, socketio: Any) -> None:
        self._server = socketio.server

    def broadcast(self, event: str, payload: Any, sids: Iterable[str]) -> None:
        frames = self._encode(event, payload)
        engineio_sids, connections = self._directory()
        for sid in sids:
            connection = connections.get(engineio_sids.get(sid, ""))
            if connection is not None:
                connection.push(frames)

    def send(self, event: str, payload: Any, sid: str) -> None:
        self.broadcast(event, payload, (sid,))

    def cut(self, sid: str) -> None:
        """End a client's connection; it comes back by itself, as whoever it is now."""
        connection = self._find(sid)
        if connection is not None:
            connection.close(abort=True, code=CloseReason.POLICY_VIOLATION)

    def backlog(self, sid: str) -> Backlog:
        """What waits for this client in this process; nothing for one who has gone."""
        connection = self._find(sid)
        return Backlog() if connection is None else connection.backlog

    def heard_at(self, sid: str) -> float | None:
        """When anything last came from this client, by the monotonic clock; None for one who has gone."""
        connection = self._find(sid)
        return None if connection is None else connection.heard_at

    def _find(self, sid: str) -> Connection | None:
        engineio_sids, connections = self._directory()
        return connections.get(engineio_sids.get(sid, ""))

    def _directory(self) -> tuple[Mapping[str, str], Mapping[str, Connection]]:
        """Socket.IO's sids to Engine.IO's, and those to connections; looked up by hand, for it is done per delivery."""
        everybody = self._server.manager.rooms.get(NAMESPACE, {}).get(None, {})
        return everybody, self._server.eio.sockets

    def _encode(self, event: str, payload: Any) -> bytes:
        """One event as frames: the text, then its binary attachments if it has any."""
        arguments = payload if isinstance(payload, tuple) else () if payload is None else (payload,)
        event_packet = self._server.packet_class(
            socketio_packet.EVENT, namespace=NAMESPACE, data=[event, *arguments]
        ).encode()
        pieces = event_packet if isinstance(event_packet, list) else [event_packet]
        return b"".join(frame(engineio_packet.Packet(engineio_packet.MESSAGE, piece).encode()) for piece in pieces)
