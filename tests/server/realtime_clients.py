"""Clients of the realtime server for tests: one of raw bytes that can pause, and a way to steer the server."""

import base64
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Pong, TextMessage
from wsproto.frame_protocol import CloseReason

DEADLINE_SECONDS = 60.0
SCRIPT = Path(__file__).with_name("realtime_server.py")
ROOT = Path(__file__).parents[2]


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"did not happen within {DEADLINE_SECONDS} s: {what}"
        time.sleep(0.005)


class RunningServer:
    """The process and its steering wheel."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=DEADLINE_SECONDS) as answer:
            return json.load(answer)

    def post(self, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=DEADLINE_SECONDS) as answer:
            return json.load(answer)

    def broadcast(self, first: int, count: int, filling: int = 40) -> int:
        """Send messages ``first … first + count - 1``; returns the longest backlog that a client had."""
        worst = self.post("/broadcast", {"first": first, "count": count, "filling": filling})["worst_backlog"]
        assert isinstance(worst, int)
        return worst


@contextmanager
def running_server(**options: Any) -> Iterator[RunningServer]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), json.dumps(options)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        first_line = process.stdout.readline()
        assert first_line, process.stderr.read()
        yield RunningServer(process, int(first_line))
    finally:
        process.terminate()
        try:
            process.wait(DEADLINE_SECONDS)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            process.stderr.close()


class RawClient:
    """A websocket of our own, so that a test decides when it reads; wsproto parses every frame."""

    def __init__(
        self, port: int, *, receive_buffer: int | None = None, headers: str = "", impatience: bytes = b""
    ) -> None:
        self.sock = socket.socket()
        if receive_buffer is not None:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(DEADLINE_SECONDS)
        self.sock.connect(("127.0.0.1", port))
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n"
        )
        self.sock.sendall(head.encode() + impatience)
        self.answer, rest = self._read_head()
        self.protocol = Connection(ConnectionType.CLIENT, trailing_data=rest)
        self._messages = self._read_messages()
        self._pongs: list[Pong] = []
        self.end: CloseConnection | None = None

    def join(self) -> "RawClient":
        """Through the Engine.IO and Socket.IO greetings."""
        assert next(self._messages)[:1] == "0"
        self.send("40")
        assert self.next_text()[:2] == "40"
        return self

    def send(self, text: str) -> None:
        self.sock.sendall(self.protocol.send(TextMessage(data=text)))

    def next_text(self) -> str:
        """The next message that is not a ping; pings are answered."""
        for text in self._messages:
            if text != "2":
                return text
            self.send("3")
        raise EOFError

    def pongs_and_next_text(self) -> tuple[list[Pong], str]:
        self._pongs.clear()
        text = self.next_text()
        return list(self._pongs), text

    def read_to_the_end(self) -> CloseReason | None:
        """The code that the server closed with, answered as the protocol wants; None after a bare end."""
        for _ in self._messages:
            pass
        if self.end is None:
            return None
        self.sock.sendall(self.protocol.send(self.end.response()))
        assert self.sock.recv(1) == b"", "the server closes when the goodbye is answered"
        self.close()
        return CloseReason(self.end.code)

    def numbers(self) -> Iterator[int]:
        """The numbers of the news, as they come, until the connection ends."""
        while True:
            try:
                text = self.next_text()
            except EOFError:
                return
            assert text[:2] == "42", text
            yield json.loads(text[2:])[1]["number"]

    def close(self) -> None:
        self.sock.close()

    def _read_head(self) -> tuple[str, bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            piece = self.sock.recv(4096)
            if not piece:
                break
            received += piece
        head, _, rest = received.partition(b"\r\n\r\n")
        return head.decode("latin-1"), rest

    def _read_messages(self) -> Iterator[str]:
        pieces: list[str] = []
        while True:
            for event in self.protocol.events():
                assert not isinstance(event, BytesMessage)
                if isinstance(event, TextMessage):
                    pieces.append(event.data)
                    if event.message_finished:
                        yield "".join(pieces)
                        pieces = []
                elif isinstance(event, Pong):
                    self._pongs.append(event)
                elif isinstance(event, CloseConnection):
                    # a parser that gave up says CloseConnection too, but its state stays open
                    assert self.protocol.state is ConnectionState.REMOTE_CLOSING, f"corrupt stream: {event.reason}"
                    self.end = event
                    return
            try:
                received = self.sock.recv(65536)
            except ConnectionResetError:
                return
            if not received:
                return
            self.protocol.receive_data(received)
