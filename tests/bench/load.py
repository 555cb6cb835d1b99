"""Light HTTP clients in one process: ``python -m tests.bench.load``, driven line by line.

``open {"name", "port", "clients": [{"headers", "requests": [[path, members], …]}, …]}`` makes kept-alive connections;
``run {"name", "each"}`` lets every client send so many requests, its list round and round, each as soon as the answer
to the former is there, and answers with the seconds it took and each request's milliseconds by path.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

LONGEST_SECONDS = 60.0


class Client:
    """One connection; each request gets a ``request_id`` of its own."""

    def __init__(self, port: int, headers: Mapping[str, str], requests: Sequence[tuple[str, dict[str, Any]]]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._requests = [
            (
                path,
                f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n{head}",
                members,
            )
            for path, members in requests
        ]
        self._next = 0
        self._buffer = b""
        self.sent_at = 0.0
        self.left = 0

    @property
    def path(self) -> str:
        """Of the request under way."""
        return self._requests[self._next][0]

    def send(self) -> None:
        """The next request of the list."""
        _, head, members = self._requests[self._next]
        body = json.dumps({"request_id": str(uuid.uuid4()), **members}).encode()
        whole = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        self.sent_at = time.perf_counter()
        self.socket.sendall(whole)

    def is_answered(self) -> bool:
        """Reads what is there; True when that is the whole answer."""
        received = self.socket.recv(65536)
        assert received, "the server closed a connection"
        self._buffer += received
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        if len(body) < length:
            return False
        assert head.startswith(b"HTTP/1.1 200"), self._buffer.decode()
        self._buffer = b""
        return True

    def turn_page(self) -> None:
        """The request under way is answered."""
        self.left -= 1
        self._next = (self._next + 1) % len(self._requests)


def run(clients: Sequence[Client], each: int) -> dict[str, Any]:
    """Every client sends so many requests; seconds, and milliseconds by path."""
    milliseconds: dict[str, list[float]] = defaultdict(list)
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.left = each
            client.send()
        waiting = len(clients)
        while waiting:
            ready = selector.select(LONGEST_SECONDS)
            assert ready, f"no answer within {LONGEST_SECONDS} s"
            for key, _ in ready:
                client = key.data
                if not client.is_answered():
                    continue
                milliseconds[client.path].append(round((time.perf_counter() - client.sent_at) * 1000, 3))
                client.turn_page()
                if client.left:
                    client.send()
                else:
                    waiting -= 1
        return {"seconds": time.perf_counter() - started, "milliseconds": milliseconds}


def main() -> None:
    """Does what it is told until it is ended."""
    opened: dict[str, list[Client]] = {}
    for said in sys.stdin:
        verb, _, text = said.partition(" ")
        told = json.loads(text)
        answer: Any = "opened"
        if verb == "open":
            opened[told["name"]] = [
                Client(told["port"], client["headers"], client["requests"]) for client in told["clients"]
            ]
        else:
            answer = run(opened[told["name"]], told["each"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
