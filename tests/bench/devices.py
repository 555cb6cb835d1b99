"""``make bench-devices``: from a touch to the printer's first byte, how long a slip is, from a press to the lamp.

The kiosk, the server and the panels' box are processes of their own, as in a hall; printer and panels are virtual.
The last line is one JSON object. A seed may be given; it orders the turns and the pauses.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from hardware.buttons.protocol import Key, Lamp
from hardware.buttons.virtual.panel import VirtualPanel
from hardware.printers.thermal import ThermalSettings
from hardware.printers.virtual import VirtualPrinter
from server.contract.terms import BoxKind, Purpose
from tests.bench.children import ROOT, child, line
from tests.bench.tables import percentile, show
from tests.browser.hall import Hall, running_hall, seeded_folder, wait_until
from tests.hardware.printers.slips import ALL
from tests.hardware.printers.tap import Tap

TOUCHES, WARM_UP = 50, 5
PRESSES = 40
PAUSE_SECONDS = (0.15, 0.45)
"""Between touches, so that none meets the work of the one before, nor keeps step with a timer."""
SECONDS = 60.0
SERVICE, LOGIN, WINDOW, ADDRESS = "Зняття з реєстрації місця проживання", "taras", "1", 10
LOOK_SECONDS = 0.001


class Touched:
    """A small server on loopback that a touch goes to, and the tap before its printer."""

    def __init__(self, port: int, body: dict[str, str], printer: VirtualPrinter, tap: Tap) -> None:
        self.milliseconds: list[float] = []
        self._body = body
        self._printer = printer
        self._tap = tap
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)

    def touch(self, *, is_noted: bool) -> None:
        """One ticket; returns when its paper is out."""
        slips, papers = self._tap.slips, len(self._printer.slips)
        body = json.dumps({"request_id": str(uuid.uuid4()), **self._body})
        sent = time.monotonic()
        self._connection.request("POST", "/v1/commands/take-ticket", body, {"Content-Type": "application/json"})
        reply = self._connection.getresponse()
        content = reply.read()
        assert reply.status == 200, content
        began = self._tap.wait_for_slip(slips + 1, SECONDS)
        self._printer.wait_for_slip(papers + 1, SECONDS)
        if is_noted:
            self.milliseconds.append((began - sent) * 1000)


def measure(*, seed: int) -> dict[str, float]:
    """Prints the tables and gives the figures."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        codes = seeded_folder(folder / "hall")
        hall = running.enter_context(running_hall(folder / "hall", codes, CHERHA_FORECAST="true"))
        ours = running.enter_context(_kiosk(hall, folder))
        bare = running.enter_context(_bare(folder))
        for turn in range(WARM_UP + TOUCHES):
            for touched in chance.sample((ours, bare), 2):
                touched.touch(is_noted=turn >= WARM_UP)
                time.sleep(chance.uniform(*PAUSE_SECONDS))  # as between two citizens
        presses = _presses(hall, folder, chance)
    return _told(ours.milliseconds, bare.milliseconds, presses, seed)


@contextmanager
def _printer(folder: Path) -> Iterator[tuple[VirtualPrinter, Tap]]:
    with VirtualPrinter(folder, 0) as printer, Tap(printer) as tap:
        yield printer, tap


@contextmanager
def _kiosk(hall: Hall, folder: Path) -> Iterator[Touched]:
    with _printer(folder / "paper") as (printer, tap):
        table = f'[printer]\ndriver = "escpos-tcp"\nhost = "127.0.0.1"\nport = {tap.port}\n[kiosk]\nport = 0\n'
        with _box(hall, folder / "kiosk", "kiosk", BoxKind.KIOSK, table) as process:
            assert process.stdout is not None
            said = next(each for each in process.stdout if each.startswith("Kiosk page: "))
            port = int(said.rstrip().rstrip("/").rpartition(":")[2])
            body = {"service_id": hall.service_ids()[SERVICE], "purpose": str(Purpose.HAND_IN)}
            yield Touched(port, body, printer, tap)


@contextmanager
def _bare(folder: Path) -> Iterator[Touched]:
    with (
        _printer(folder / "bare-paper") as (printer, tap),
        child("tests.bench.bare_kiosk", str(folder / "bare.sqlite"), "127.0.0.1", str(tap.port)) as process,
    ):
        yield Touched(int(line(process)), {"service_id": SERVICE, "purpose": str(Purpose.HAND_IN)}, printer, tap)


@contextmanager
def _box(hall: Hall, folder: Path, module: str, kind: BoxKind, table: str) -> Iterator[subprocess.Popen[str]]:
    folder.mkdir()
    config = folder / "box.toml"
    config.write_text(f'server_url = "{hall.url}"\nstate_folder = "{folder / "state"}"\n{table}', "utf-8")
    command = [sys.executable, "-m", module, "--config", str(config), "--enrol", hall.codes.pop(kind)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


def _presses(hall: Hall, folder: Path, chance: random.Random) -> list[float]:
    """Milliseconds from a finger on the panel's key to its lamp, steady for a called ticket."""
    wire = folder / "wire"
    window = {"window_id": hall.window_ids()[WINDOW]}
    table = f'[[buttons]]\nwire = "{wire}"\nwindows = {{ {ADDRESS} = "{WINDOW}" }}\n'
    milliseconds = []
    with (
        VirtualPanel(wire, (ADDRESS,)) as panel,
        _box(hall, folder / "buttons", "hardware", BoxKind.BUTTONS, table),
    ):
        wait_until(lambda: panel.lamp(ADDRESS) is Lamp.FLASH, "the lamp says that somebody waits")
        for _ in range(PRESSES):
            pressed = time.monotonic()
            panel.press(ADDRESS, Key.CALL)
            milliseconds.append((_seen(lambda: panel.lamp(ADDRESS) is Lamp.STEADY) - pressed) * 1000)
            hall.command(LOGIN, "start-serving", window)
            hall.command(LOGIN, "finish-serving", window)
            _seen(lambda: panel.lamp(ADDRESS) is Lamp.FLASH)
            time.sleep(chance.uniform(*PAUSE_SECONDS))  # as between two visits
    return milliseconds


def _seen(is_so: Callable[[], bool]) -> float:
    """When it was so first; looked at each millisecond."""
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "the lamp never showed it"
        time.sleep(LOOK_SECONDS)
    return time.monotonic()


def _told(ours: Sequence[float], bare: Sequence[float], presses: Sequence[float], seed: int) -> dict[str, float]:
    columns = ("", "p50", "p95", "worst")

    def row(title: str, values: Sequence[float]) -> list[str | float]:
        return [title, percentile(values, 50), percentile(values, 95), max(values)]

    show(
        f"From a touch (POST to the kiosk's page server) to the first byte of its slip at the printer, {TOUCHES} "
        f"touches each in turn, seed {seed}, ms",
        columns,
        [row("Cherha: kiosk, server, printer", ours), row("bare: one row on disk, a slip drawn beforehand", bare)],
    )
    bytes_of = {name: len(ThermalSettings().encoded(slip).data) for name, slip in ALL.items()}
    show(
        f"Bytes of a slip on paper of 80 mm ({ThermalSettings().width_dots} dots)",
        ("slip", "bytes"),
        [(name, float(count)) for name, count in bytes_of.items()],
    )
    show(f"From a press on a panel to its lamp, over a pty, {PRESSES} presses, ms", columns, [row("a call", presses)])
    return {
        "touch_to_first_byte_ms": round(statistics.median(ours), 1),
        "touch_to_first_byte_p95_ms": round(percentile(ours, 95), 1),
        "touch_bare_ms": round(statistics.median(bare), 1),
        "slip_bytes_80mm": round(statistics.median(bytes_of.values())),
        "press_to_lamp_ms": round(statistics.median(presses), 1),
    }


def main() -> None:
    """All of it."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10_000)
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n")
    figures = measure(seed=seed)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
