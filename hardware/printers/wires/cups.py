"""A queue of CUPS, by the system's own ``lp``: bytes go there as they are, and no word comes back from the printer."""

import os
import re
import subprocess
import time

from hardware.errors import WireBroke, WireUnreachable
from hardware.printers.wires.wire import Transfer

PROGRAM_SECONDS = 10.0
OLDEST_SECONDS = 60
"""From when the queue begins with a slip: whoever waited for it has gone by then. CUPS leaves a job three hours."""

LONGEST_SECONDS = 25.0
"""The most that a job is waited for: nothing of the box moves meanwhile."""
LOOK_SECONDS = 0.5


class CupsWire:
    """Collects a slip and hands it over at the end as one job: half a slip never comes into the queue.

    A job that is still in the queue after ``seconds`` is cancelled. The queue may hold it, or begin it anew again and
    again, and the box gives it up: a slip that came later would be one that nobody waits for.
    """

    def __init__(self, queue: str, *, seconds: float) -> None:
        self._queue = queue
        self._seconds = min(seconds, LONGEST_SECONDS)
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
            options = ("raw", f"job-cancel-after={OLDEST_SECONDS}", "job-hold-until=no-hold")
            command = ["lp", "-d", self._queue, *(word for option in options for word in ("-o", option))]
            said = _run(self._queue, command, collected).decode("utf-8", "replace")
            if (job := re.search(r"request id is (\S+)", said)) is not None:
                self._see_to_its_end(job[1])

    def abort(self) -> None:
        """See ``Wire``."""
        self._collected.clear()

    def _see_to_its_end(self, job: str) -> None:
        """Raises ``WireBroke`` when it has not ended by itself; whether paper came out is not known then."""
        ends_at = time.monotonic() + self._seconds
        try:
            while self._is_waiting(job):
                if time.monotonic() >= ends_at:
                    _run(self._queue, ["cancel", job], b"")
                    raise WireBroke(self._queue, f"its CUPS queue had not printed {job} in time; it is cancelled")
                time.sleep(LOOK_SECONDS)
        except WireUnreachable as error:
            raise WireBroke(self._queue, error.why) from error

    def _is_waiting(self, job: str) -> bool:
        listed = _run(self._queue, ["lpstat", "-W", "not-completed", "-o", self._queue], b"")
        return job.encode() in (line.split(maxsplit=1)[0] for line in listed.splitlines() if line.strip())


def open_cups(queue: str, *, seconds: float) -> CupsWire:
    """Raises ``WireUnreachable``, also for a queue that is stopped: CUPS would keep the slip and print it when its
    citizen has long gone."""
    said = _run(queue, ["lpstat", "-p", queue], b"")
    if b"disabled" in said:
        raise WireUnreachable(queue, "its CUPS queue is stopped")
    return CupsWire(queue, seconds=seconds)


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
