"""A box changes its key at a real server; cut off at any point, it gets in by what it has on disk."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.enrolment import enrol, keep, load
from hardware.errors import ServerAway, ServerRefused
from hardware.key_rotation import offer, rotate, use
from server.contract.terms import BoxKind, ProblemCode
from tests.browser.hall import Hall, copy_of, running_hall, seeded_folder, wait_until
from tests.server.test_news import Listener

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[BoxKind, str]]:
    folder = tmp_path_factory.mktemp("sample-hall")
    return folder, seeded_folder(folder)


@pytest.fixture
def hall(seeded: tuple[Path, dict[BoxKind, str]], tmp_path: Path) -> Iterator[Hall]:
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path / "hall"), codes) as running:
        yield running


@pytest.fixture
def folder(hall: Hall, tmp_path: Path) -> Path:
    """The state folder of an enrolled display."""
    enrol(hall.url, hall.codes.pop(BoxKind.DISPLAY), tmp_path / "state")
    return tmp_path / "state"


def is_good(hall: Hall, key: str) -> bool:
    """Asking takes a new key up."""
    try:
        use(hall.url, key)
    except ServerRefused as refused:
        return refused.problem.code is not ProblemCode.UNKNOWN_DEVICE_KEY
    return True


def test_the_new_key_is_kept_and_the_old_one_is_out_with_its_socket(hall: Hall, folder: Path) -> None:
    old = load(folder)
    with Listener(hall.url, auth={"device_key": old.device_key}) as display:
        display.join(f"halls/{hall.hall_id}/board")

        changed = rotate(hall.url, folder)
        wait_until(lambda: display.ends == 1, "the old key's socket is cut")

    assert load(folder) == changed
    assert (changed.box_id, changed.device_key != old.device_key) == (old.box_id, True)
    assert is_good(hall, changed.device_key)
    assert not is_good(hall, old.device_key)


def test_a_box_that_dies_before_the_new_key_is_on_disk_gets_in_by_the_old_one(hall: Hall, folder: Path) -> None:
    offer(hall.url, load(folder).device_key, "a key that nobody will ever know")

    assert is_good(hall, load(folder).device_key)
    assert is_good(hall, rotate(hall.url, folder).device_key)


def test_a_box_that_dies_before_it_has_used_the_new_key_gets_in_by_it(hall: Hall, folder: Path) -> None:
    old = load(folder)
    offer(hall.url, old.device_key, "the new key")
    keep(folder, replace(old, device_key="the new key"))

    assert is_good(hall, load(folder).device_key)
    assert not is_good(hall, old.device_key)


def test_a_server_that_dies_after_the_offer_knows_both_keys_when_it_is_back(hall: Hall, folder: Path) -> None:
    old = load(folder).device_key
    offer(hall.url, old, "the new key")

    hall.stop(signal.SIGKILL)
    hall.start()

    assert is_good(hall, old)
    assert is_good(hall, "the new key")
    assert not is_good(hall, old)


def test_without_the_server_the_key_stays_as_it_is(hall: Hall, folder: Path) -> None:
    before = load(folder)
    hall.stop()

    with pytest.raises(ServerAway):
        rotate(hall.url, folder)

    assert load(folder) == before
