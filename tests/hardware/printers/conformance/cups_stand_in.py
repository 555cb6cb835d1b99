"""``lp`` and ``lpstat`` as a folder for PATH: a queue that leads to the virtual printer, or is stopped."""

from __future__ import annotations

import sys
from pathlib import Path

from hardware.printers.virtual import VirtualPrinter

QUEUE = "kiosk"
LP = """#!{python}
import os, pathlib, signal, socket, sys
assert sys.argv[1:] == ["-s", "-d", "{queue}", "-o", "raw", "-o", "job-cancel-after=60"], sys.argv
slip = sys.stdin.buffer.read()
with socket.create_connection(("{host}", {port})) as printer:
    printer.sendall(slip)
if pathlib.Path("{ended}").exists():
    os.kill(os.getpid(), signal.SIGTERM)
"""
LPSTAT = """#!{python}
import pathlib, sys
assert sys.argv[1:2] == ["-p"], sys.argv
if sys.argv[2] != "{queue}":
    sys.exit('lpstat: Invalid destination name in list "' + sys.argv[2] + '".')
is_stopped = pathlib.Path("{stopped}").exists()
print("printer {queue} disabled since Mon -" if is_stopped else "printer {queue} is idle.  enabled since Mon")
"""


class Cups:
    """Two small programs, and files that stop the queue or end ``lp`` when it has handed a slip over."""

    def __init__(self, folder: Path, printer: VirtualPrinter) -> None:
        self.folder = folder
        self._stopped = folder / "stopped"
        self._ended = folder / "ended"
        folder.mkdir()
        for name, text in (("lp", LP), ("lpstat", LPSTAT)):
            program = folder / name
            program.write_text(
                text.format(
                    python=sys.executable,
                    queue=QUEUE,
                    host=printer.host,
                    port=printer.port,
                    stopped=self._stopped,
                    ended=self._ended,
                )
            )
            program.chmod(0o755)

    def end_programs(self) -> None:
        """From now on, as when the machine is shut down."""
        self._ended.touch()

    def plug(self) -> None:
        """Start the queue."""
        self._stopped.unlink(missing_ok=True)

    def unplug(self) -> None:
        """Stop the queue."""
        self._stopped.touch()
