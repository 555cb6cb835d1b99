"""The command bus by many native threads, and by several processes on one file: no ticket twice, none lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from server.bootstrap import build_core
from server.settings import Settings
from tests.browser.hall import ROOT, copy_of
from tests.server.bus_child import call_until_nobody_waits, take_some
from tests.server.conftest import Seeded
from tests.server.crowd import LETTER, all_at_once, crowd

pytestmark = pytest.mark.slow


def labels(count: int) -> list[str]:
    return [f"{LETTER}\u00a0{number:03d}" for number in range(1, count + 1)]


def test_twelve_threads_take_and_eight_windows_call_each_ticket_once(seeded: Seeded, tmp_path: Path) -> None:
    core = build_core(Settings(folder=copy_of(seeded[0], tmp_path / "hall")))
    people = crowd(core)

    given = all_at_once([partial(take_some, core, people, 50)] * 12)
    called = all_at_once(
        [partial(call_until_nobody_waits, core, people.people[login], people.windows[login]) for login in people.people]
    )

    core.store.close()
    assert sorted(label for each in given for label in each) == labels(600)
    assert Counter(label for each in called for label in each) == Counter(labels(600))


def test_three_processes_on_one_file_take_and_call_each_ticket_once(seeded: Seeded, tmp_path: Path) -> None:
    folder = copy_of(seeded[0], tmp_path / "hall")
    core = build_core(Settings(folder=folder))
    logins = list(crowd(core).people)[:3]
    core.store.close()

    children = [started(folder, login) for login in logins]
    given = [json.loads(read_line(child)) for child in children]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("call\n")
        child.stdin.flush()
    called = [json.loads(read_line(child)) for child in children]

    for child in children:
        child.communicate(timeout=90)
    assert sorted(label for each in given for label in each) == labels(300)
    assert Counter(label for each in called for label in each) == Counter(labels(300))


def started(folder: Path, login: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.server.bus_child", str(folder), login, "100"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def read_line(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline()
