"""A browser is kept on the screen: a real Chromium, without a window, on pages that misbehave."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hardware.browser import find_browser, window_flags
from hardware.errors import BrowserMissing, ScreenMissing
from hardware.screen import Screen
from server.contract.box_commands import DeviceReport
from server.contract.terms import DeviceState

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu")
PATIENCE_SECONDS = 10.0
"""A browser takes some seconds to open a page where the processor is busy."""
GOOD = "<!doctype html><title>right</title><main id=screen></main>"
STRAYED = "<!doctype html><title>strayed</title>"
HANGS = "<!doctype html><main id=screen></main><script>setTimeout(() => { for (;;) {} }, 300)</script>"


class Pages:
    """Serves one page after another, the last for ever, and counts how often it was asked."""

    def __init__(self) -> None:
        self.texts = [GOOD]
        self.asked = 0
        self.agents: list[str] = []
        pages = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path != "/":
                    self.send_error(404)
                    return
                text = pages.texts[min(pages.asked, len(pages.texts) - 1)].encode()
                pages.asked += 1
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"


@pytest.fixture
def pages() -> Iterator[Pages]:
    pages = Pages()
    serving = threading.Thread(target=pages.server.serve_forever)
    serving.start()
    yield pages
    pages.server.shutdown()
    serving.join()
    pages.server.server_close()


@contextmanager
def kept(screen: Screen) -> Iterator[None]:
    stop = threading.Event()
    running = threading.Thread(target=screen.run, args=(stop, lambda: None))
    running.start()
    try:
        yield
    finally:
        stop.set()
        screen.wake()
        running.join(60)
        assert not running.is_alive()


def until(is_so: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"did not happen within {seconds:g} s: {what}"
        time.sleep(0.02)


def browsers_of(address: str) -> list[int]:
    """The main processes of browsers that were told to open the address."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0") if folder.name.isdigit() else []
            if address.encode() in words and not any(word.startswith(b"--type=") for word in words):
                found.append(int(folder.name))
    return found


def profiles() -> set[Path]:
    return set(Path(os.environ["XDG_RUNTIME_DIR"]).glob("cherha-screen-*"))


@pytest.fixture(autouse=True)
def in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def test_a_browser_that_died_is_started_again_and_ends_with_its_keeper(chromium: str, pages: Pages) -> None:
    told: list[DeviceReport] = []
    screen = Screen(
        lambda: pages.address, note=told.append, browser=Path(chromium), pauses_seconds=(0.1,), test_flags=FLAGS
    )

    with kept(screen):
        until(lambda: pages.asked == 1, "the page is opened")
        for pid in browsers_of(pages.address):
            os.kill(pid, signal.SIGKILL)
        screen.wake()
        until(lambda: pages.asked == 2, "the page is opened again")

    assert [report.state for report in told] == [DeviceState.READY, DeviceState.FAULT, DeviceState.READY]
    assert "ended by itself" in told[1].detail
    assert not browsers_of(pages.address)
    assert not profiles()


@pytest.mark.parametrize("misbehaviour", [STRAYED, HANGS], ids=["strayed", "hangs"])
def test_a_page_that_is_not_itself_is_started_again(chromium: str, pages: Pages, misbehaviour: str) -> None:
    pages.texts = [misbehaviour, GOOD]
    told: list[DeviceReport] = []

    with kept(watched_screen(chromium, pages, told)):
        until(lambda: pages.asked == 2, "the page is opened again")

    assert "did not answer" in told[1].detail


def test_the_right_page_stays(chromium: str, pages: Pages) -> None:
    told: list[DeviceReport] = []

    with kept(watched_screen(chromium, pages, told)):
        until(lambda: pages.asked == 1, "the page is opened")
        began = time.monotonic()
        until(lambda: time.monotonic() - began > PATIENCE_SECONDS + 1 or pages.asked > 1, "the right page stays")

    assert [report.state for report in told] == [DeviceState.READY]


def watched_screen(chromium: str, pages: Pages, told: list[DeviceReport]) -> Screen:
    """Whose browser is asked about its page."""
    return Screen(
        lambda: pages.address,
        note=told.append,
        browser=Path(chromium),
        landmark="#screen",
        pauses_seconds=(0.1,),
        patience_seconds=PATIENCE_SECONDS,
        test_flags=FLAGS,
    )


def test_a_page_whose_pulse_stops_is_started_again(chromium: str, pages: Pages) -> None:
    silence = [0.0]
    screen = Screen(
        lambda: pages.address,
        note=lambda _: None,
        browser=Path(chromium),
        pulse=lambda: silence[0],
        pauses_seconds=(0.1,),
        patience_seconds=0.5,
        test_flags=FLAGS,
    )

    with kept(screen):
        until(lambda: pages.asked == 1, "the page is opened")
        silence[0] = 60.0
        until(lambda: pages.asked == 2, "the page is opened again")
        silence[0] = 0.0


def test_no_browser_is_said_in_one_line_that_tells_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(BrowserMissing) as refused:
        find_browser()

    assert "apt install chromium" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_without_a_screen_nothing_is_started(monkeypatch: pytest.MonkeyPatch, chromium: str) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)

    with pytest.raises(ScreenMissing):
        Screen(lambda: "http://127.0.0.1/", note=lambda _: None, browser=Path(chromium))


def test_the_sandbox_stays_on_and_the_screen_of_the_session_is_used() -> None:
    assert "--ozone-platform=wayland" in window_flags({"WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ":0"})
    assert "--ozone-platform=x11" in window_flags({"DISPLAY": ":0"})
    assert "--no-sandbox" not in window_flags({"DISPLAY": ":0"})
    assert "--kiosk" in window_flags({"DISPLAY": ":0"})
