"""A PostgreSQL server of the tests' own: Debian's programs, a cluster in a folder of its own, never run by root."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.ports import free_port

OWNER = "cherha"
_UNPRIVILEGED = "postgres"
"""Whom Debian's package has made for it: PostgreSQL refuses to be run by root."""
_DEBIAN = Path("/usr/lib/postgresql")
_PREFIX = "cherha-pg-"
_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 1024**3
_END_SECONDS = 10.0
_TROUBLE = "no PostgreSQL on this machine: apt install postgresql"
_HURRIED = ("fsync=off", "full_page_writes=off")
_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "autovacuum=off",
    "max_connections=60",
    "shared_buffers=32MB",
    "log_checkpoints=off",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A running server on a Unix socket and on loopback; ``folder`` holds its data, socket and log."""

    folder: Path
    programs: Path
    port: int
    is_durable: bool
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), repr=False)

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://{OWNER}@/{name}?host={self.folder}&port={self.port}"

    def url_by_name(self, name: str) -> str:
        """The same over the network, by the name of a machine."""
        return f"postgresql://{OWNER}@localhost:{self.port}/{name}"

    def create(self, *, template: str = "template0") -> str:
        """A new database, a copy of another; its name."""
        name = f"hall{next(self._numbers)}"
        # By files: the write-ahead log would be several times as long for nothing.
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Gone, whoever is still connected."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """As the cluster's owner, outside of every hall."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def start(self) -> None:
        """Returns when it answers."""
        where = (f"unix_socket_directories={self.folder}", f"port={self.port}")
        settings = (*_SETTINGS, *where, *(() if self.is_durable else _HURRIED))
        options = " ".join(f"-c {setting}" for setting in settings)
        self._control("start", "--wait", "--log", str(self.folder / "log"), "--options", options)

    def stop(self, mode: str = "fast") -> None:
        """``immediate`` is what a power cut does: no goodbye, and a recovery at the next start."""
        self._control("stop", "--wait", "--mode", mode)

    def _control(self, *arguments: str) -> None:
        _run(self.programs / "pg_ctl", "--pgdata", str(self.folder / "data"), "--silent", *arguments)


@contextmanager
def cluster(*, is_durable: bool = False) -> Iterator[Cluster]:
    """A server for as long as the block lasts; skips the test where there is no PostgreSQL.

    ``is_durable``: with a sync of the disk at each commit, as in a hall; else in a hurry.
    """
    programs = _programs()
    sweep_up_after_killed_runs()
    # Its socket's path may have 107 bytes, and root's temporary folders keep out whom it runs as.
    where = None if is_durable else _in_memory()
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=where) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, _UNPRIVILEGED, _UNPRIVILEGED)
        authority = ("--username", OWNER, "--auth", "trust")
        letters = ("--encoding", "UTF8", "--locale", "C.UTF-8")
        _run(programs / "initdb", "--pgdata", str(folder / "data"), "--no-sync", *authority, *letters)
        running = Cluster(folder=folder, programs=programs, port=free_port(), is_durable=is_durable)
        running.start()
        try:
            yield running
        finally:
            running.stop("immediate")


def sweep_up_after_killed_runs() -> None:
    """A run that was killed could not stop its servers; they would keep their memory until the next start."""
    for place in (_MEMORY, Path(tempfile.gettempdir())):
        for left in place.glob(f"{_PREFIX}*"):
            maker = left.name.removeprefix(_PREFIX).partition("-")[0]
            if maker.isdigit() and not Path(f"/proc/{maker}").exists():
                _end_server_of(left)
                shutil.rmtree(left, ignore_errors=True)


def _end_server_of(folder: Path) -> None:
    with suppress(OSError, ValueError):
        server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        # The number may have become somebody else's.
        if str(folder) in Path(f"/proc/{server}/cmdline").read_text():
            watch = os.pidfd_open(server)
            os.kill(server, signal.SIGQUIT)
            select.select([watch], [], [], _END_SECONDS)
            os.close(watch)


def _programs() -> Path:
    """The newest version that Debian has put here."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip(_TROUBLE)
    return found[-1].parent


def _in_memory() -> Path | None:
    """A copy of a database has 300 files: 10 ms in memory, a quarter of a second on a busy disk."""
    is_there = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)
    return _MEMORY if is_there and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES else None


def _run(program: Path, *arguments: str) -> None:
    is_root = os.geteuid() == 0
    run = subprocess.run(
        [program, *arguments],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        user=_UNPRIVILEGED if is_root else None,
        group=_UNPRIVILEGED if is_root else None,
        extra_groups=() if is_root else None,
    )
    assert run.returncode == 0, f"{program.name} {arguments}: {run.stdout}{run.stderr}"
