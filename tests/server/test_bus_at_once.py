"""The command bus by many native threads, and by several processes on one database: no ticket twice, none lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from server.bootstrap import build_core
from server.demo.seed import HALL_ID
from server.settings import Settings
from tests.browser.hall import ROOT, copy_of
from tests.server.bus_child import call_until_nobody_waits, take_some
from tests.server.conftest import Seeded, copied
from tests.server.crowd import LETTER, all_at_once, crowd

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """A fresh sample hall on each database."""
    if request.param == "sqlite":
        template: Seeded = request.getfixturevalue("seeded")
        yield Settings(folder=copy_of(template[0], tmp_path / "hall"))
    else:
        with copied(request.getfixturevalue("seeded_postgresql")) as url:
            yield Settings(folder=tmp_path / "hall", database=url)


def labels(count: int) -> list[str]:
    return [f"{LETTER}\u00a0{number:03d}" for number in range(1, count + 1)]


def test_twelve_threads_take_and_eight_windows_call_each_ticket_once(house: Settings) -> None:
    core = build_core(house)
    people = crowd(core)

    given = all_at_once([partial(take_some, core, people, 50)] * 12)
    called = all_at_once(
        [partial(call_until_nobody_waits, core, people.people[login], people.windows[login]) for login in people.people]
    )

    check = core.store.verify_journal(HALL_ID)
    core.store.close()
    assert check.first_broken is None
    assert sorted(label for each in given for label in each) == labels(600)
    assert Counter(label for each in called for label in each) == Counter(labels(600))


def test_three_processes_on_one_database_take_and_call_each_ticket_once(house: Settings) -> None:
    core = build_core(house)
    logins = list(crowd(core).people)[:3]

    children = [started(house, login) for login in logins]
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


def started(house: Settings, login: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.server.bus_child", str(house.folder), house.database, login, "100"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def read_line(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline()
