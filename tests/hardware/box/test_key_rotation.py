"""A box changes its key at a real server; cut off at any point, it gets in by what it has on disk."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from hardware.command_line import main
from hardware.enrolment import KEY_FILE, enrol, keep, key_made_at, load
from hardware.errors import ServerAway, ServerRefused
from hardware.key_rotation import offer, renewed, rotate, use
from hardware.news import News
from hardware.settings import BoxSettings
from server.contract import wire
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxId, BoxKind, HallId, ProblemCode
from server.contract.topics import BoxTopic, path_of
from tests.browser.hall import Hall, copy_of, running_hall, seeded_folder, wait_until
from tests.server.test_news import Listener

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC)
BOX = BoxEnrolled(box_id=BoxId("box-1"), device_key="its key", kind=BoxKind.DISPLAY, hall_id=HallId("hall-1"))
NOBODY = "http://127.0.0.1:1"
"""A change of the key would be tried there, and be told."""


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


def test_a_key_that_has_grown_old_is_changed_at_the_start(
    hall: Hall, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHERHA_BOX_SERVER_URL", hall.url)
    monkeypatch.setenv("CHERHA_BOX_STATE_FOLDER", str(folder))
    old = load(folder)
    keep(folder, old, made_at=NOW - timedelta(days=91))
    started: list[BoxEnrolled] = []

    def start(_settings: BoxSettings, enrolled: BoxEnrolled) -> int:
        started.append(enrolled)
        return 0

    assert main("display", "", (BoxKind.DISPLAY,), start, []) == 0

    (box,) = started
    assert box == load(folder) != old
    assert is_good(hall, box.device_key)
    assert not is_good(hall, old.device_key)
    assert key_made_at(folder) > NOW - timedelta(days=1)


def test_with_the_server_away_a_box_starts_by_the_key_it_has(hall: Hall, folder: Path) -> None:
    old = load(folder)
    keep(folder, old, made_at=NOW - timedelta(days=91))
    hall.stop()

    assert renewed(BoxSettings(hall.url, folder), NOW) == old == load(folder)


@pytest.mark.parametrize(("days", "key_days"), [(89, 90), (4000, 0)])
def test_a_key_that_is_young_or_may_grow_old_stays(
    days: int, key_days: float, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keep(tmp_path, BOX, made_at=NOW - timedelta(days=days))

    assert renewed(BoxSettings(NOBODY, tmp_path, key_days=key_days), NOW) == BOX

    assert not caplog.messages


def test_a_key_of_an_earlier_version_is_as_old_as_its_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / KEY_FILE
    path.write_text(wire.dumps(BOX), "utf-8")
    os.utime(path, times=((NOW - timedelta(days=100.5)).timestamp(),) * 2)

    assert renewed(BoxSettings(NOBODY, tmp_path), NOW) == BOX

    assert "100 days old" in caplog.text


def test_a_key_made_by_a_wrong_clock_counts_as_old(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    keep(tmp_path, BOX, made_at=NOW + timedelta(days=1000))

    assert renewed(BoxSettings(NOBODY, tmp_path), NOW) == BOX

    assert "is to be changed at the next start" in caplog.text


@pytest.mark.parametrize("how", ["archive", "code"])
def test_a_box_at_work_that_is_locked_out_learns_it_at_once(
    how: str, hall: Hall, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    box, links, refused = load(folder), list[bool](), threading.Event()
    news = News(
        hall.url,
        box.device_key,
        [path_of(BoxTopic(box.hall_id, box.box_id))],
        on_snapshot=lambda _: None,
        on_link=links.append,
        on_refused=refused.set,
    )
    stop = threading.Event()
    thread = threading.Thread(target=news.run, args=(stop, lambda: None))
    thread.start()
    wait_until(lambda: links == [True], "the box is there")

    with hall.session("it") as it:
        it.post(f"{hall.url}/office/boxes/{box.box_id}/{how}", {"request_id": str(uuid4())}, timeout=60)
    wait_until(refused.is_set, "the box knows that it is locked out")
    stop.set()
    news.wake()
    thread.join(15)

    assert not thread.is_alive()
    assert "archived in the office, or its key was replaced" in caplog.text
