"""The forecast's process, started for real: asked, killed, silent, and left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from server.bootstrap import build_core
from server.contract.terms import HallId
from server.demo.seed import HALL_ID, seed
from server.forecast.child import Child, NoAnswer
from server.settings import Settings
from tests.browser.hall import wait_until
from tests.forecast.test_keeper import in_a_hub

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FORECAST = [sys.executable, "-m", "server", "forecast"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the sample hall."""
    folder = tmp_path_factory.mktemp("hall")
    core = build_core(Settings(folder=folder))
    seed(core)
    core.store.close()
    return folder


def asked(folder: Path, work: Callable[[Child], object]) -> object:
    """What comes of asking a child, which is ended afterwards."""

    def within() -> object:
        child = Child(FORECAST, {"CHERHA_FOLDER": str(folder)})
        try:
            return work(child)
        finally:
            child.end()

    return in_a_hub(within)


@contextmanager
def process(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process alone, ended afterwards."""
    child = subprocess.Popen(
        FORECAST,
        cwd=ROOT,
        env={**os.environ, "CHERHA_FOLDER": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout, child.stderr):
            assert pipe is not None
            with suppress(OSError):  # what it did not read
                pipe.close()


def test_it_answers_for_one_hall_after_another(folder: Path) -> None:
    def work(child: Child) -> tuple[int, bool]:
        known, unknown = child.outlook(HALL_ID), child.outlook(HallId("nowhere"))
        assert known is not None
        return len(known.newcomers), unknown is None

    assert asked(folder, work) == (2, True)


def test_killed_it_is_missed_at_once_and_started_anew_with_the_next_order(folder: Path) -> None:
    def work(child: Child) -> bool:
        child.outlook(HALL_ID)
        first = child.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        with pytest.raises(NoAnswer):
            child.outlook(HALL_ID)
        assert child.pid is None
        return child.outlook(HALL_ID) is not None and child.pid != first

    assert asked(folder, work) is True


def test_one_that_is_silent_is_ended(folder: Path) -> None:
    def work() -> int | None:
        child = Child(["sleep", "60"], {}, seconds=0.2)
        with pytest.raises(NoAnswer, match="Timeout"):
            child.outlook(HALL_ID)
        return child.pid

    assert in_a_hub(work) is None


@pytest.mark.parametrize("command", [["echo", "no outlook"], ["true"], ["/no/such/program"]])
def test_one_that_talks_nonsense_or_cannot_start_is_no_answer(command: list[str]) -> None:
    def work() -> None:
        child = Child(command, {})
        with pytest.raises(NoAnswer):
            child.outlook(HALL_ID)
        child.end()

    in_a_hub(work)


def test_it_ends_with_its_orders(folder: Path) -> None:
    with process(folder) as child:
        assert child.stdin is not None
        child.stdin.close()

        assert child.wait(20) == 0


def test_it_ends_though_it_was_about_to_answer(folder: Path) -> None:
    with process(folder) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdout.close()
        child.stdin.write(f"{HALL_ID}\n".encode() * 3)
        child.stdin.flush()

        assert child.wait(20) == 0


def test_what_ends_the_server_does_not_end_it(folder: Path) -> None:
    with process(folder) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{HALL_ID}\n".encode())
        child.stdin.flush()
        child.stdout.readline()

        child.send_signal(signal.SIGTERM)
        child.send_signal(signal.SIGINT)
        child.stdin.write(f"{HALL_ID}\n".encode())
        child.stdin.flush()

        assert child.stdout.readline().startswith(b"[")


def test_a_server_that_is_killed_takes_it_along(folder: Path, tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _ASKS_AND_SLEEPS, str(folder), HALL_ID], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))

    parent.kill()
    parent.communicate()

    wait_until(lambda: not child.is_running(), "it has gone")


_ASKS_AND_SLEEPS = """
import sys
from gevent import monkey
monkey.patch_all()
import time
from server.forecast.child import Child
child = Child([sys.executable, "-m", "server", "forecast"], {"CHERHA_FOLDER": sys.argv[1]})
child.outlook(sys.argv[2])
print(child.pid, flush=True)
time.sleep(60)
"""
