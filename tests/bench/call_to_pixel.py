"""From ``CallNext`` sent over HTTP to the changed board in a real Chromium, with 20 displays connected and a voice.

The page tells its times by ``performance.now()``, which runs by the machine's monotonic clock, as ours does; how the
two stand to each other is asked of the page many times, and the quickest answer is believed.
"""

from __future__ import annotations

import http.client
import json
import random
import shutil
import statistics
import subprocess
import tempfile
import time
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench.children import child, line, order
from tests.bench.sample_hall import BenchHall, bench_hall
from tests.bench.tables import percentile, show
from tests.browser.pages import ARGUMENTS, FULL_HD

CALLS = 200
WARM_UP = 10
DISPLAYS = 20
"""The last of them in the Chromium, the others light."""
WAITING = 400
PAUSE_SECONDS = (0.08, 0.24)
"""Between commands, so that none meets the work of the one before, nor keeps step with a timer."""
PINGS = 200
WATCH = """() => {
  window.changedAt = {};
  window.drawnAt = {};
  const look = () => {
    const now = performance.now();
    for (const {dataset} of document.querySelectorAll("[data-call-id]")) {
      const id = dataset.callId;
      if (id in window.changedAt) continue;
      window.changedAt[id] = now;
      requestAnimationFrame(() => setTimeout(() => { window.drawnAt[id] = performance.now(); }));
    }
  };
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, attributes: true});
  look();
}"""


@dataclass(slots=True)
class Times:
    """Milliseconds of each call from its sending on."""

    answered: list[float] = field(default_factory=list)
    last_socket: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)


class Desk:
    """Somebody at a window, on one kept connection."""

    def __init__(self, bench: BenchHall, login: str, window_id: str) -> None:
        self._headers = {"Content-Type": "application/json", **bench.headers_of(login)}
        self._window_id = window_id
        self._connection = http.client.HTTPConnection("127.0.0.1", bench.port, timeout=30)
        self._connection.connect()

    def give(self, name: str) -> tuple[float, float, dict[str, Any]]:
        """A command: when it was sent, when it was answered, and the answer."""
        body = json.dumps({"request_id": str(uuid.uuid4()), "window_id": self._window_id})
        sent = time.monotonic()
        self._connection.request("POST", f"/v1/commands/{name}", body, self._headers)
        reply = self._connection.getresponse()
        content = reply.read()
        answered = time.monotonic()
        assert reply.status == 200, content
        return sent, answered, json.loads(content)


def measure(*, seed: int) -> dict[str, float]:
    """Prints the table and gives the figures."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        bench = running.enter_context(
            bench_hall(Path(folder) / "hall", waiting=WAITING, displays=DISPLAYS, voice="espeak")
        )
        light, own = bench.displays[:-1], bench.displays[-1]
        displays = running.enter_context(child("tests.bench.displays", str(bench.port), bench.hall.hall_id, *light))
        assert line(displays) == "ready"
        page = _board(running, bench, own)
        times, error = _call(bench, page, displays, random.Random(seed))
    return _told(times, error, seed)


def _board(running: ExitStack, bench: BenchHall, device_key: str) -> Page:
    chromium = shutil.which("chromium")
    assert chromium is not None, "no Chromium on this machine: apt install chromium"
    playwright = running.enter_context(sync_playwright())
    browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    running.callback(browser.close)
    context = browser.new_context(viewport={"width": FULL_HD[0], "height": FULL_HD[1]})
    context.add_cookies([{"name": "cherha_box", "value": device_key, "url": bench.hall.url}])
    page = context.new_page()
    page.goto(f"{bench.hall.url}/display")
    page.wait_for_selector("main[data-revision]")
    page.evaluate(WATCH)
    return page


def _call(bench: BenchHall, page: Page, displays: subprocess.Popen[str], chance: random.Random) -> tuple[Times, float]:
    desks = [Desk(bench, login, window) for login, window in bench.crowd.windows.items()]
    origin, error = _origin_of(page)
    sent_at: dict[str, float] = {}
    times = Times()
    for number, desk in zip(range(WARM_UP + CALLS), cycle(desks), strict=False):
        sent, answered, answer = desk.give("call-next")
        if number >= WARM_UP:
            sent_at[answer["call_id"]] = sent
            times.answered.append((answered - sent) * 1000)
        time.sleep(chance.uniform(*PAUSE_SECONDS))
        desk.give("start-serving")
        time.sleep(chance.uniform(*PAUSE_SECONDS))
    had = order(displays, "calls")
    changed, drawn = page.evaluate("[window.changedAt, window.drawnAt]")
    for call_id, sent in sent_at.items():
        assert len(had[call_id]) == DISPLAYS - 1, f"{call_id} came to {len(had[call_id])} displays"
        times.last_socket.append((max(had[call_id]) - sent) * 1000)
        times.changed.append(origin + changed[call_id] - sent * 1000)
        times.drawn.append(origin + drawn[call_id] - sent * 1000)
    origin_after, error_after = _origin_of(page)
    return times, max(error, error_after, abs(origin_after - origin))


def _origin_of(page: Page) -> tuple[float, float]:
    """Our clock at the page's zero, and how far off that may be; milliseconds."""
    quickest, origin = float("inf"), 0.0
    for _ in range(PINGS):
        before = time.monotonic()
        shown: float = page.evaluate("performance.now()")
        took = time.monotonic() - before
        if took < quickest:
            quickest, origin = took, (before + took / 2) * 1000 - shown
    return origin, quickest * 1000 / 2


def _told(times: Times, error: float, seed: int) -> dict[str, float]:
    show(
        f"From CallNext sent over HTTP, {CALLS} calls one after another at 8 windows, {DISPLAYS} displays, about "
        f"{WAITING - CALLS // 2} people waiting, espeak-ng speaking, seed {seed}; "
        f"milliseconds (the page's to ± {error:.1f})",
        ("to", "p50", "p90", "p99", "worst"),
        [
            ("the answer, which is on disk", *_row(times.answered)),
            (f"the last of {DISPLAYS - 1} light displays", *_row(times.last_socket)),
            ("the changed DOM of the board in Chromium", *_row(times.changed)),
            ("the frame after it drawn, full HD without a GPU", *_row(times.drawn)),
        ],
    )
    return {
        "call_to_pixel_p50_ms": round(statistics.median(times.changed), 2),
        "call_to_pixel_p99_ms": round(percentile(times.changed, 99), 2),
        "call_to_frame_p50_ms": round(statistics.median(times.drawn), 2),
        "call_to_frame_p99_ms": round(percentile(times.drawn, 99), 2),
        "call_to_last_display_p50_ms": round(statistics.median(times.last_socket), 2),
        "call_to_last_display_p99_ms": round(percentile(times.last_socket, 99), 2),
    }


def _row(values: Sequence[float]) -> tuple[float, ...]:
    return *(percentile(values, percent) for percent in (50, 90, 99)), max(values)


if __name__ == "__main__":
    print(json.dumps(measure(seed=random.randrange(10_000))))
