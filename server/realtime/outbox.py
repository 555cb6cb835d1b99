"""What one client has yet to get: sent at once while it keeps up, held within bounds while it lags."""

import socket
import struct
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

import gevent
import gevent.socket

SEND_BUFFER_BYTES = 128 * 1024
"""Asked of the kernel (Linux doubles it), which would else let a sleeping phone pile up megabytes of old news."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a client may fall behind, and leave a ping unanswered, before it is cut and comes back for a snapshot."""

    messages: int = 256
    size_bytes: int = 4 * 1024 * 1024
    silence_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for one client in this process; what the kernel holds is not counted."""

    messages: int = 0
    size_bytes: int = 0


class Outbox:
    """The only writer of one socket, so that frames never mix.

    ``push`` never blocks and never switches greenlets. A greenlet exists only while there is a backlog.
    Use it from the hub's thread alone.
    """

    __slots__ = ("_drainer", "_is_open", "_limits", "_send_now", "_sock", "_waiting", "_waiting_bytes", "was_cut")

    def __init__(self, sock: gevent.socket.socket, limits: Limits) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        self._sock = sock
        # gevent's own send waits for the client; the socket beneath is non-blocking and says at once what it took.
        self._send_now = sock._sock.send  # type: ignore[attr-defined]  # real, missing from its stubs
        self._limits = limits
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._drainer: gevent.Greenlet[[], None] | None = None
        self._is_open = True
        self.was_cut = False

    @property
    def backlog(self) -> Backlog:
        return Backlog(messages=len(self._waiting), size_bytes=self._waiting_bytes)

    def push(self, frames: bytes) -> None:
        """Send whole frames, or hold what does not go out now; nothing more goes to a client that is cut or leaving."""
        if not self._is_open:
            return
        if self._drainer is None:
            try:
                sent = self._send_now(frames)
            except BlockingIOError:
                sent = 0
            except OSError:
                self.abort()
                return
            if sent == len(frames):
                return
            frames = frames[sent:]
        self._hold(frames)

    def abort(self) -> None:
        """Cut the connection: whoever reads it sees its end, and the kernel forgets what was not delivered."""
        if self.was_cut:
            return
        self._is_open = False
        self.was_cut = True
        self._forget()
        with suppress(OSError):  # the other side was faster
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._sock.shutdown(socket.SHUT_RDWR)

    def push_last(self, frames: bytes) -> None:
        """What is waiting and these still go out, then nothing."""
        self.push(frames)
        self._is_open = False

    def end(self) -> None:
        """Stop writing before the socket is closed; may switch greenlets."""
        self._is_open = False
        self._forget()
        if self._drainer is not None:
            self._drainer.kill()

    def _hold(self, frames: bytes) -> None:
        size = self._waiting_bytes + len(frames)
        if len(self._waiting) >= self._limits.messages or size > self._limits.size_bytes:
            self.abort()
            return
        self._waiting.append(frames)
        self._waiting_bytes = size
        if self._drainer is None:
            self._drainer = gevent.spawn(self._drain)

    def _drain(self) -> None:
        try:
            while self._waiting:
                self._sock.sendall(self._waiting[0])
                if self._waiting:  # cutting empties it while we wait
                    self._waiting_bytes -= len(self._waiting.popleft())
        except OSError:
            self.abort()
        finally:
            self._drainer = None

    def _forget(self) -> None:
        self._waiting.clear()
        self._waiting_bytes = 0
