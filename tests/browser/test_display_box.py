"""A display box beside a real server: from its waiting page to the board, and from a desk's call to the row."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from server.contract.terms import BoxKind
from tests.browser.hall import DEADLINE_SECONDS, ROOT, Hall
from tests.browser.pages import FULL_HD, Opener, Troubles

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@contextmanager
def display_box(hall: Hall, folder: Path, *more: str) -> Iterator[str]:
    """The box's process; the address that it says."""
    # Not the name by which the box's own page is found: in a hall they are two machines, and so two sites.
    server_url = hall.url.replace("127.0.0.1", "localhost")
    settings = folder / "display.toml"
    settings.write_text(
        f'server_url = "{server_url}"\nstate_folder = "{folder / "state"}"\n[display]\nport = 0\n', "utf-8"
    )
    box = subprocess.Popen(
        [sys.executable, "-m", "display", "--config", settings, *more], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert box.stdout is not None
    try:
        for line in box.stdout:
            if line.startswith("Board: "):
                yield line.removeprefix("Board: ").strip()
                break
        else:
            pytest.fail("the box said no address")
    finally:
        box.send_signal(signal.SIGTERM)
        assert box.wait(DEADLINE_SECONDS) == 0
        box.stdout.close()


def test_a_call_at_a_desk_is_on_the_board_of_a_display_box(
    hall: Hall, tmp_path: Path, page_at: Opener, troubles: Troubles
) -> None:
    with display_box(hall, tmp_path, "--enrol", hall.codes.pop(BoxKind.DISPLAY)) as address:
        page = page_at(address, size=FULL_HD)
        expect(page.locator("main[data-link=up]")).to_be_visible()
        assert "/display" in page.url

        hall.command("olena", "take-window", {"window_id": hall.window_ids()["3"]})
        called = hall.command("olena", "call-next", {"window_id": hall.window_ids()["3"]})

        row = page.locator(f'[data-call-id="{called["call_id"]}"]')
        expect(row).to_contain_text(called["label"].replace("\xa0", " "))
        expect(row).to_have_attribute("data-announcing", called["call_id"])


def test_while_the_server_is_away_the_screen_waits_and_then_shows_the_board(
    hall: Hall, tmp_path: Path, page_at: Opener, troubles: Troubles
) -> None:
    with display_box(hall, tmp_path, "--enrol", hall.codes.pop(BoxKind.DISPLAY)) as address:
        hall.stop()
        page = page_at(address, size=FULL_HD)
        expect(page.get_by_role("heading")).to_have_text("Чекаємо на сервер")
        expect(page.get_by_role("status")).to_contain_text("не відповідає")

        hall.start()

        expect(page.locator("main[data-link=up]")).to_be_visible()


def test_a_box_without_a_key_says_how_to_get_one(hall: Hall, tmp_path: Path) -> None:
    settings = tmp_path / "display.toml"
    settings.write_text(f'server_url = "{hall.url}"\nstate_folder = "{tmp_path / "state"}"\n', "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "display", "--config", settings],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
    )

    assert done.returncode == 2
    assert "--enrol CODE" in done.stderr
    assert done.stderr.count("\n") == 2  # in two languages
