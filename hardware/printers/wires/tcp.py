"""TCP to a printer's port, 9100 by custom. Keep-alive finds the dead ones."""

import select
import socket
import struct
import time

from hardware.errors import WireBroke, WireUnreachable
from hardware.printers.wires.wire import MOST_AT_ONCE, Transfer

SEND_BUFFER_BYTES = 4096
"""Small, so that what counts as sent has nearly reached the printer, and so that little is left to print after a
broken slip."""
KEEPALIVE_IDLE_SECONDS, KEEPALIVE_INTERVAL_SECONDS, KEEPALIVE_PROBES = 10, 3, 3
FAREWELL_SECONDS = 1.0


class TcpWire:
    """A raw TCP connection."""

    def __init__(self, connection: socket.socket, address: str) -> None:
        self._socket = connection
        self._address = address
        self._poll = select.poll()

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        """See ``Wire``."""
        self._poll.register(self._socket, select.POLLIN | (select.POLLOUT if outgoing else 0))
        try:
            ready = dict(self._poll.poll(max(0.0, timeout_seconds) * 1000)).get(self._socket.fileno(), 0)
            received = self._socket.recv(4096) if ready & ~select.POLLOUT else None
            if received == b"":
                raise WireBroke(self._address, "it closed the connection")
            sent = self._socket.send(outgoing[:MOST_AT_ONCE]) if ready & select.POLLOUT else 0
        except BlockingIOError:
            return Transfer(0, b"")
        except OSError as error:
            raise WireBroke(self._address, error.strerror or str(error)) from error
        return Transfer(sent, received or b"")

    def fileno(self) -> int | None:
        """See ``Wire``."""
        return self._socket.fileno()

    def close(self) -> None:
        """See ``Wire``. Answers nobody has read would turn the close into a reset, which throws away what the printer
        has not read."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
            until = time.monotonic() + FAREWELL_SECONDS
            while (left := until - time.monotonic()) > 0:
                self.transfer(memoryview(b""), timeout_seconds=left)
        except (OSError, WireBroke):
            pass  # gone already, which is what was wanted
        finally:
            self._socket.close()

    def abort(self) -> None:
        """See ``Wire``: a reset, which drops the send buffer."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


def open_tcp(host: str, port: int, *, timeout_seconds: float) -> TcpWire:
    """Connect; raises ``WireUnreachable``."""
    address = f"{host}:{port}"
    try:
        connection = socket.create_connection((host, port), timeout=timeout_seconds)
    except (OSError, ValueError) as error:
        # A ValueError is Python's own for what no network can have: a name such as 10..0.7, a port above 65535.
        raise WireUnreachable(address, getattr(error, "strerror", None) or str(error)) from error
    connection.setblocking(False)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, KEEPALIVE_PROBES)
    return TcpWire(connection, address)
