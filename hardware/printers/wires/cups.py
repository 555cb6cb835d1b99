"""A queue of CUPS, by the system's own ``lp``: bytes go there as they are, and no word comes back from the printer."""

import os
import subprocess

from hardware.errors import WireBroke, WireUnreachable
from hardware.printers.wires.wire import Transfer

PROGRAM_SECONDS = 10.0
OLDEST_SECONDS = 60
"""From when the queue begins with a slip: whoever waited for it has gone by then. CUPS leaves a job three hours."""


class CupsWire:
    """Collects a slip and hands it over at the end as one job: half a slip never comes into the queue."""

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self._collected = bytearray()

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        """See ``Wire``."""
        self._collected += outgoing
        return Transfer(len(outgoing), b"")

    def fileno(self) -> int | None:
        """See ``Wire``: nothing ever comes."""
        return None

    def close(self) -> None:
        """See ``Wire``."""
        collected, self._collected = bytes(self._collected), bytearray()
        if collected:
            age = f"job-cancel-after={OLDEST_SECONDS}"
            _run(self._queue, ["lp", "-s", "-d", self._queue, "-o", "raw", "-o", age], collected)

    def abort(self) -> None:
        """See ``Wire``."""
        self._collected.clear()


def open_cups(queue: str) -> CupsWire:
    """Raises ``WireUnreachable``, also for a queue that is stopped: CUPS would keep the slip and print it when its
    citizen has long gone."""
    said = _run(queue, ["lpstat", "-p", queue], b"")
    if b"disabled" in said:
        raise WireUnreachable(queue, "its CUPS queue is stopped")
    return CupsWire(queue)


def _run(queue: str, command: list[str], given: bytes) -> bytes:
    try:
        ended = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=PROGRAM_SECONDS,
            check=False,
            # lpstat says "disabled" in the system's language otherwise.
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise WireUnreachable(queue, f"{command[0]} is not installed (apt install cups-client)") from error
    except subprocess.TimeoutExpired as error:
        if given:
            # It may have handed the slip over before it hung.
            raise WireBroke(queue, f"{command[0]} did not end") from error
        raise WireUnreachable(queue, f"{command[0]} did not end") from error
    if ended.returncode < 0 and given:
        # Somebody ended it (the machine is shut down): by then it may have handed the slip over.
        raise WireBroke(queue, f"{command[0]} was ended by signal {-ended.returncode}")
    if ended.returncode:
        raise WireUnreachable(queue, ended.stderr.decode("utf-8", "replace").strip() or f"{command[0]} failed")
    return ended.stdout
