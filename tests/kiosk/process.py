"""A kiosk in a process of its own, with a virtual printer beside it, as in a hall."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hardware.printers.virtual.misbehaviour import Mode
from hardware.printers.virtual.network import VirtualPrinter
from tests.kiosk.running import DEADLINE_SECONDS, ROOT

SAID = "Kiosk page: "


@dataclass(frozen=True, slots=True)
class KioskProcess:
    """Where its page is, and the printer that it prints on."""

    url: str
    printer: VirtualPrinter


@contextmanager
def kiosk_process(server_url: str, code: str, folder: Path, mode: Mode = Mode.NORMAL) -> Iterator[KioskProcess]:
    """Enrolled with a one-time code; ended by SIGTERM, which must succeed."""
    folder.mkdir(parents=True, exist_ok=True)
    printer = VirtualPrinter(folder / "slips", 0)
    printer.misbehave(mode)
    printer.start()
    settings = folder / "kiosk.toml"
    settings.write_text(
        f'server_url = "{server_url}"\nstate_folder = "{folder / "state"}"\n'
        f'[printer]\ndriver = "escpos-tcp"\nhost = "127.0.0.1"\nport = {printer.port}\n[kiosk]\nport = 0\n',
        "utf-8",
    )
    box = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--config", str(settings), "--enrol", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert box.stdout is not None
    try:
        said = next((line for line in box.stdout if line.startswith(SAID)), "")
        assert said, "the kiosk said no address"
        yield KioskProcess(said.removeprefix(SAID).strip(), printer)
    finally:
        box.send_signal(signal.SIGTERM)
        try:
            assert box.wait(DEADLINE_SECONDS) == 0
        finally:
            box.kill()
            box.stdout.close()
            printer.stop()
