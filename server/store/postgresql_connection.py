"""A psycopg connection for native threads: it waits in C, past whatever gevent has patched in Python.

psycopg picks its way of waiting when it is imported, and in a patched process takes Python's ``select``, which is
gevent's then: each of our threads would get a loop of its own. The hooks used are not all public, so its version is
held within one minor.
"""

import select
import socket
import time
from collections.abc import Mapping
from typing import Any, TypeVar

import psycopg
from psycopg import generators
from psycopg.abc import PQGen, PQGenConn
from psycopg.conninfo import make_conninfo
from psycopg.pq.abc import PGconn
from psycopg.rows import RowFactory, tuple_row
from psycopg.waiting import Ready, Wait, wait_c

from server.store.driver import Row
from server.store.native import original

T = TypeVar("T")

_LOOK_UP_SECONDS = 0.1
"""How often a wait lets Ctrl-C through."""


class NativeConnection(psycopg.Connection[Row]):
    """Commits each statement by itself unless told BEGIN; for one thread alone."""

    def __init__(self, pgconn: PGconn, row_factory: RowFactory[Row] = tuple_row) -> None:
        super().__init__(pgconn, row_factory)
        self.lock = original("_thread", "allocate_lock")()
        # Our statements are a fixed number, each worth planning once.
        self.prepare_threshold = 0
        self.prepared_max = None
        self.autocommit = True

    def wait(self, gen: PQGen[T], interval: float = _LOOK_UP_SECONDS, timeout: float | None = None) -> T:
        answer: T = wait_c(gen, self.pgconn.socket, interval=interval, timeout=timeout)
        return answer


def connected(parameters: Mapping[str, Any], *, seconds: float) -> NativeConnection:
    """Raises ``psycopg.Error`` or ``OSError``, after so many seconds at the latest."""
    connecting = generators.connect(make_conninfo("", **_with_addresses(parameters)))
    return NativeConnection(_driven(connecting, ends=time.monotonic() + seconds))


def _with_addresses(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The host's addresses found here: libpq would keep the interpreter to itself while it waits for an answer."""
    host = parameters.get("host")
    if not host or "," in host or host.startswith(("/", "@")) or parameters.get("hostaddr"):
        return dict(parameters)
    found = original("socket", "getaddrinfo")(host, None, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(each[4][0] for each in found))
    return {**parameters, "host": ",".join([host] * len(addresses)), "hostaddr": ",".join(addresses)}


def _driven(connecting: PQGenConn[PGconn], *, ends: float) -> PGconn:
    """Steps a connection on whenever its socket is ready; with each host that is tried the socket is another one."""
    poll = original("select", "poll")
    try:
        descriptor, wanted = next(connecting)
        while (left := ends - time.monotonic()) > 0:
            poller = poll()
            poller.register(descriptor, _EVENTS[wanted])
            happened = poller.poll(left * 1000)
            if happened:
                descriptor, wanted = connecting.send(_ready(happened[0][1]))
        connecting.close()
        raise psycopg.OperationalError("no answer in time")
    except StopIteration as done:
        pgconn: PGconn = done.value
        return pgconn


_EVENTS = {
    Wait.R: select.POLLIN,
    Wait.W: select.POLLOUT,
    Wait.RW: select.POLLIN | select.POLLOUT,
}


def _ready(events: int) -> Ready:
    if events & ~select.POLLOUT:  # also when the other end has hung up: whoever reads will be told
        return Ready.RW if events & select.POLLOUT else Ready.R
    return Ready.W
