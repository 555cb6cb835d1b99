"""``lp``, ``lpstat`` and ``cancel`` as a folder for PATH: a queue that leads to the virtual printer, holds
its jobs, or is stopped."""

from __future__ import annotations

import sys
from pathlib import Path

from hardware.printers.virtual import VirtualPrinter

QUEUE = "kiosk"
LP = """#!{python}
import os, pathlib, signal, socket, sys
options = ["-o", "raw", "-o", "job-cancel-after=60", "-o", "job-hold-until=no-hold"]
assert sys.argv[1:] == ["-d", "{queue}", *options], sys.argv
slip = sys.stdin.buffer.read()
print("request id is {queue}-7 (1 file(s))")
if pathlib.Path("{held}").exists():
    pathlib.Path("{held}").write_text("{queue}-7  cherha  1024  Mon Nov 24 10:42:00 2025\\n")
    sys.exit()
with socket.create_connection(("{host}", {port})) as printer:
    printer.sendall(slip)
if pathlib.Path("{ended}").exists():
    os.kill(os.getpid(), signal.SIGTERM)
"""
LPSTAT = """#!{python}
import pathlib, sys
if sys.argv[1:] == ["-W", "not-completed", "-o", "{queue}"]:
    held = pathlib.Path("{held}")
    sys.exit(print(held.read_text() if held.exists() else "", end=""))
assert sys.argv[1:2] == ["-p"], sys.argv
if sys.argv[2] != "{queue}":
    sys.exit('lpstat: Invalid destination name in list "' + sys.argv[2] + '".')
is_stopped = pathlib.Path("{stopped}").exists()
print("printer {queue} disabled since Mon -" if is_stopped else "printer {queue} is idle.  enabled since Mon")
"""
CANCEL = """#!{python}
import pathlib, sys
assert sys.argv[1:] == ["{queue}-7"], sys.argv
pathlib.Path("{held}").write_text("")
"""


class Cups:
    """Three small programs, and files that stop the queue, make it hold jobs, or end ``lp`` when it has handed a slip
    over."""

    def __init__(self, folder: Path, printer: VirtualPrinter) -> None:
        self.folder = folder
        self._stopped = folder / "stopped"
        self._ended = folder / "ended"
        self._held = folder / "held"
        folder.mkdir()
        for name, text in (("lp", LP), ("lpstat", LPSTAT), ("cancel", CANCEL)):
            program = folder / name
            program.write_text(
                text.format(
                    python=sys.executable,
                    queue=QUEUE,
                    host=printer.host,
                    port=printer.port,
                    stopped=self._stopped,
                    ended=self._ended,
                    held=self._held,
                )
            )
            program.chmod(0o755)

    def end_programs(self) -> None:
        """From now on, as when the machine is shut down."""
        self._ended.touch()

    def hold_jobs(self) -> None:
        """From now on they stay in the queue, as with a printer that is off."""
        self._held.touch()

    @property
    def held(self) -> str:
        """The jobs that are still in the queue."""
        return self._held.read_text("utf-8")

    def plug(self) -> None:
        """Start the queue."""
        self._stopped.unlink(missing_ok=True)

    def unplug(self) -> None:
        """Stop the queue."""
        self._stopped.touch()
