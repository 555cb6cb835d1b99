"""A door to a fresh sample hall, and one to a server that has no hall yet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.bootstrap import Core, Welcome, build_core
from server.contract.terms import BoxKind
from server.demo.seed import fresh_codes, seed
from server.machine import SystemChance, SystemClock
from server.settings import Settings
from server.web.factory import create_app
from server.web.guards import limiter
from server.web.parts import Parts
from tests.browser.hall import HALL_ZONE
from tests.server.web.door import Door

WELCOME_CODE = "welcome-code"


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[BoxKind, str]]:
    """A folder with the sample hall, to be copied: its passwords are slow to hash."""
    folder = tmp_path_factory.mktemp("sample-hall")
    core = build_core(Settings(folder=folder))
    seed(core, time_zone=HALL_ZONE.key)
    codes = fresh_codes(core).codes
    core.store.close()
    return folder, codes


@pytest.fixture
def open_door(tmp_path: Path) -> Iterator[Callable[..., Door]]:
    """Opens a door to the database of a folder."""
    cores: list[Core] = []

    def build(folder: Path, *, is_https: bool = False, proxies: int = 0) -> Door:
        core = build_core(Settings(folder=folder))
        cores.append(core)
        parts = Parts(
            store=core.store,
            bus=core.bus,
            identity=core.identity,
            clock=SystemClock(),
            chance=SystemChance(),
            version="1",
            base_url="http://hall.example",
            is_https=is_https,
            sound=lambda name: None,
            is_here=lambda box_id: False,
            welcome_code=Welcome(store=core.store, code=WELCOME_CODE),
        )
        return Door(app=create_app(parts, "a secret of this test", proxies=proxies), core=core, folder=folder)

    yield build
    for core in cores:
        core.store.close()
    limiter.reset()


@pytest.fixture
def door(open_door: Callable[..., Door], seeded: tuple[Path, dict[BoxKind, str]], tmp_path: Path) -> Door:
    """To a fresh sample hall."""
    template, codes = seeded
    opened = open_door(shutil.copytree(template, tmp_path / "hall"))
    opened.codes = dict(codes)
    return opened


@pytest.fixture
def empty_door(open_door: Callable[..., Door], tmp_path: Path) -> Door:
    """To a server at its very first start."""
    return open_door(tmp_path / "empty")
