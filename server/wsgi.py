"""Serves: the whole server on our own listener, until it is told to stop. The process is patched by whoever calls."""

import contextlib
import gc
import logging
import os
import signal
import socket
import sys

import gevent
from gevent import monkey

from server.bootstrap import build_server
from server.realtime.listener import Listener
from server.settings import Settings

_COLLECTED_EVERY = 5000
"""New objects; Python's own 700 is reached several times by one snapshot of a full hall."""
_SWITCH_SECONDS = 0.0005

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Returns after SIGTERM or SIGINT; raises ``PortBusy`` or ``CannotListen`` before anything is written."""
    if not monkey.is_module_patched("socket"):
        raise RuntimeError("gevent's monkey.patch_all() must come before everything else")
    server = build_server(settings)
    listener = Listener(server.app, settings.host, settings.port)
    server.begin()
    _settle()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, listener.stop)
    _say_where(settings, listener.port, server.welcome())
    _tell_systemd("READY=1")
    listener.serve_forever()
    _tell_systemd("STOPPING=1")
    server.core.store.close()


def _settle() -> None:
    """What is there now stays for good, so the collector need not go through it while citizens wait; and whoever holds
    the interpreter gives it away sooner, or the writer's thread would wait 5 ms for each of its statements."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_EVERY)
    sys.setswitchinterval(_SWITCH_SECONDS)


def _say_where(settings: Settings, port: int, welcome_code: str | None) -> None:
    base = settings.public_url or f"http://{settings.host}:{port}"
    if welcome_code is not None:
        print(f"First start. Set up the hall here, once / Налаштуйте зал: {base}/welcome/{welcome_code}")
    print(f"Cherha serves on {base}", flush=True)
    sys.stdout.flush()


def _tell_systemd(state: str) -> None:
    """``sd_notify`` of one line; nothing where systemd did not start us."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifying:
        notifying.connect("\0" + address[1:] if address.startswith("@") else address)
        notifying.send(state.encode())
