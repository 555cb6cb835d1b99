"""Light clients in one process: ``python -m tests.bench.delivery_clients PORT COUNT MESSAGES PROTOCOL``.

Says ``ready`` when all are connected, and ``done`` when each has had all its messages, every one compared byte by byte.
"""

import base64
import os
import selectors
import socket
import sys

from tests.bench.delivery_servers import payload, text_of

EXPECTED = text_of(payload()).encode()


class Client:
    """One open websocket; ``socketio`` clients go through the Socket.IO greeting first."""

    def __init__(self, port: int, *, speaks_socketio: bool) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port))
        self.received = 0
        self._buffer = bytearray()
        path = "/socket.io/?EIO=4&transport=websocket" if speaks_socketio else "/"
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self._buffer:
            self._buffer += self.sock.recv(4096)
        del self._buffer[: self._buffer.index(b"\r\n\r\n") + 4]
        if speaks_socketio:
            self._next_payload()
            self._send(b"40")
            self._next_payload()
        self.sock.setblocking(False)

    def read(self) -> None:
        self._buffer += self.sock.recv(1 << 18)
        while (content := self._take_frame()) is not None:
            if content == EXPECTED:
                self.received += 1
            else:
                raise AssertionError(f"not what was sent: {content!r}")

    def _next_payload(self) -> bytes:
        while (content := self._take_frame()) is None:
            self._buffer += self.sock.recv(4096)
        return content

    def _take_frame(self) -> bytes | None:
        if len(self._buffer) < 4:
            needed = 2 + (self._buffer[1] & 0x7F) if len(self._buffer) > 1 else 4
            if len(self._buffer) < needed:
                return None
        start, size = 2, self._buffer[1] & 0x7F
        if size == 126:
            start, size = 4, int.from_bytes(self._buffer[2:4], "big")
        if len(self._buffer) < start + size:
            return None
        content = bytes(self._buffer[start : start + size])
        del self._buffer[: start + size]
        return content

    def _send(self, text: bytes) -> None:
        self.sock.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)


def main(port: int, count: int, messages: int, protocol: str) -> None:
    clients = [Client(port, speaks_socketio=protocol == "socketio") for _ in range(count)]
    selector = selectors.DefaultSelector()
    for client in clients:
        selector.register(client.sock, selectors.EVENT_READ, client)
    print("ready", flush=True)
    unfinished = set(clients)
    while unfinished:
        for key, _ in selector.select():
            key.data.read()
            if key.data.received >= messages:
                unfinished.discard(key.data)
    print("done", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
