"""Light displays in one process: ``python -m tests.bench.displays PORT HALL KEY…``, one for each device key.

Says ``ready`` when each has joined its board. ``calls`` is answered with the times, by the machine's monotonic clock,
at which each display first had each call; ``ping`` sends a websocket ping from the first and answers its seconds.
"""

from __future__ import annotations

import base64
import json
import os
import re
import selectors
import socket
import sys
import time
from collections import defaultdict

_NEWEST_CALL = re.compile(rb'"calls":\[\{[^}]*?"call_id":"([^"]+)"')
_PONG = 0xA


class Display:
    """A websocket that greets, joins, answers pings and notes what it is told."""

    def __init__(self, port: int, hall_id: str, device_key: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.had: dict[str, float] = {}
        self.pong_at = 0.0
        self._buffer = bytearray()
        self._shake_hands(port)
        self._expect(b"0")
        self._send(b"40" + json.dumps({"device_key": device_key}).encode())
        self._expect(b"40")
        self._send(b"420" + json.dumps(["join", {"topic": f"halls/{hall_id}/board"}]).encode())
        assert b"board-snapshot" in self._expect(b"430")
        self.socket.setblocking(False)

    def read(self) -> None:
        """Takes in whatever has come."""
        received = self.socket.recv(1 << 16)
        assert received, "the server closed a display"
        self._buffer += received
        now = time.monotonic()
        while (message := self._take_frame()) is not None:
            opcode, content = message
            if opcode == _PONG:
                self.pong_at = now
            elif content == b"2":
                self._send(b"3")
            elif (found := _NEWEST_CALL.search(content)) is not None:
                self.had.setdefault(found[1].decode(), now)

    def ping(self) -> None:
        """By the websocket's own ping, which the server's loop answers."""
        self.pong_at = 0.0
        self._send(b"", opcode=0x9)

    def _shake_hands(self, port: int) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self._buffer:
            self._buffer += self.socket.recv(4096)
        del self._buffer[: self._buffer.index(b"\r\n\r\n") + 4]

    def _expect(self, beginning: bytes) -> bytes:
        while True:
            while (message := self._take_frame()) is None:
                self._buffer += self.socket.recv(1 << 16)
            if message[1].startswith(beginning):
                return message[1]

    def _take_frame(self) -> tuple[int, bytes] | None:
        if len(self._buffer) < 2:
            return None
        start, size = 2, self._buffer[1] & 0x7F
        wide = {126: 2, 127: 8}.get(size, 0)
        if len(self._buffer) < start + wide:
            return None
        if wide:
            start, size = start + wide, int.from_bytes(self._buffer[2 : 2 + wide], "big")
        if len(self._buffer) < start + size:
            return None
        opcode, content = self._buffer[0] & 0xF, bytes(self._buffer[start : start + size])
        del self._buffer[: start + size]
        return opcode, content

    def _send(self, content: bytes, *, opcode: int = 0x1) -> None:
        size = bytes([0x80 | len(content)]) if len(content) < 126 else b"\xfe" + len(content).to_bytes(2, "big")
        # Masked with zeros: a client must mask, and this one has nothing to hide.
        self.socket.sendall(bytes([0x80 | opcode]) + size + bytes(4) + content)


def main(port: int, hall_id: str, keys: list[str]) -> None:
    """Serves until it is ended."""
    displays = [Display(port, hall_id, key) for key in keys]
    print("ready", flush=True)
    with selectors.DefaultSelector() as selector:
        selector.register(sys.stdin, selectors.EVENT_READ, None)
        for display in displays:
            selector.register(display.socket, selectors.EVENT_READ, display)
        pinged_at = 0.0
        while True:
            for key, _ in selector.select():
                if key.data is not None:
                    key.data.read()
                elif sys.stdin.readline() == "ping\n":
                    pinged_at = time.monotonic()
                    displays[0].ping()
                else:
                    print(json.dumps(times(displays)), flush=True)
            if pinged_at and displays[0].pong_at:
                print(displays[0].pong_at - pinged_at, flush=True)
                pinged_at = 0.0


def times(displays: list[Display]) -> dict[str, list[float]]:
    """By call, when each display that knows of it first had it."""
    by_call: dict[str, list[float]] = defaultdict(list)
    for display in displays:
        for call_id, at in display.had.items():
            by_call[call_id].append(at)
    return by_call


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
