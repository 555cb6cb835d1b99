"""The HTTP listener: gevent's pywsgi on our own socket, without Nagle's delay, stopping in good order."""

import errno
import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
import gevent.socket
from gevent import pywsgi
from gevent.event import Event
from gevent.pool import Pool

TAKE_OVER = "cherha.take_over"
"""In the environ: ``(when_stopping) -> (socket, bytes already read)``, by which a websocket takes a connection over."""
QUIET_SECONDS = 75.0
"""How long a kept-alive connection may be silent, a request's head or body or the sending of its answer may take."""
GRACE_SECONDS = 5.0
BACKLOG = 1024
"""Connections the kernel holds for us: after a blackout every box of the hall comes back in the same second."""

log = logging.getLogger(__name__)


class CannotListen(Exception):
    """The machine does not let us listen there: a port below 1024, an address that is not its own."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"cannot listen on port {port} of {host}: {reason}; choose another “host” or “port”")
        self.host = host
        self.port = port
        self.reason = reason


class PortBusy(Exception):
    """Somebody listens there already."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"port {port} on {host} is taken; is another server running there? Stop it or choose another")
        self.host = host
        self.port = port


class Listener:
    """Listens from its making on, so that ``port`` is known (give 0 for any free one) before it serves.

    Raises PortBusy and CannotListen. ``stop`` may be called from any greenlet of the hub: no new connections, requests
    under way are finished, websockets are told, and after ``grace_seconds`` what is left is dropped.
    """

    def __init__(
        self,
        wsgi_app: Callable[..., Any],
        host: str,
        port: int,
        *,
        grace_seconds: float = GRACE_SECONDS,
        quiet_seconds: float = QUIET_SECONDS,
    ) -> None:
        self._socket = _listen(host, port)
        self._grace_seconds = grace_seconds
        # The name is given because pywsgi would else ask DNS, for many seconds in a hall whose line is down.
        self._server = _Server(self._socket, wsgi_app, environ={"SERVER_NAME": host})
        self._server.quiet_seconds = quiet_seconds
        self._stopped = Event()
        self.host = host
        self.port: int = self._socket.getsockname()[1]

    def serve_forever(self) -> None:
        """Return when ``stop`` is done."""
        self._server.start()
        self._stopped.wait()

    def stop(self) -> None:
        self._server.close()
        for handler in tuple(self._server.handlers):
            handler.finish_soon()
        self._server.connections.join(timeout=self._grace_seconds)
        self._server.connections.kill(timeout=1)
        self._stopped.set()


def _listen(host: str, port: int) -> gevent.socket.socket:
    listening = gevent.socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(host, port) from error
        raise CannotListen(host, port, error.strerror or str(error)) from error
    return listening


class _Handler(pywsgi.WSGIHandler):
    """One connection and its requests."""

    def __init__(self, sock: gevent.socket.socket, address: Any, server: "_Server") -> None:
        super().__init__(sock, address, server)
        self._quiet_seconds = server.quiet_seconds
        self._is_answering = False
        self._when_stopping: Callable[[], None] | None = None

    def read_requestline(self) -> str:
        self._is_answering = False
        self.socket.settimeout(self._quiet_seconds)
        line = super().read_requestline()
        self._is_answering = True
        return line

    def read_request(self, raw_requestline: str) -> Any:
        try:
            return super().read_request(raw_requestline)
        except TimeoutError as error:
            raise ValueError("the head of the request did not come in time") from error

    def get_environ(self) -> dict[str, Any]:
        environ = super().get_environ()
        environ[TAKE_OVER] = self.take_over
        return environ

    def take_over(self, when_stopping: Callable[[], None]) -> tuple[gevent.socket.socket, bytes]:
        """Hand the socket to another protocol; it is closed when the request's greenlet returns."""
        self.close_connection = True
        self._when_stopping = when_stopping
        self.socket.setblocking(False)
        already_read = self.rfile.peek()
        self.socket.setblocking(True)
        self.rfile.close()  # 8 kB a client, never read again
        return self.socket, already_read

    def finish_soon(self) -> None:
        """Let a request under way be the last, tell a websocket, close a connection that only waits."""
        self.close_connection = True
        if self._when_stopping is not None:
            gevent.spawn(self._when_stopping)
        elif not self._is_answering:
            with suppress(OSError):  # it has just gone
                self.socket.shutdown(socket.SHUT_RD)

    def log_request(self) -> None:
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s", self.format_request())


class _Server(pywsgi.WSGIServer):
    handler_class = _Handler

    def __init__(self, listening: gevent.socket.socket, wsgi_app: Callable[..., Any], environ: dict[str, str]) -> None:
        self.quiet_seconds = QUIET_SECONDS
        self.connections = Pool()
        self.handlers: set[_Handler] = set()
        super().__init__(listening, wsgi_app, spawn=self.connections, log=None, error_log=log, environ=environ)

    def handle(self, sock: gevent.socket.socket, address: Any) -> None:
        # Without it a small answer waits 40 ms for the client's delayed acknowledgement.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        handler = self.handler_class(sock, address, self)
        self.handlers.add(handler)
        try:
            handler.handle()
        finally:
            self.handlers.discard(handler)
