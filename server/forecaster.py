"""The forecast's own process: reads the ids of halls, one a line, and answers each with its outlook.

Its sums take tens of milliseconds, for which nobody at a kiosk should wait. It ends when its orders end.
"""

import os
import signal
import sys
from contextlib import suppress
from typing import BinaryIO

from server.contract.terms import HallId
from server.forecast.foreseeing import Foreseer
from server.forecast.speech import said
from server.machine import SystemClock
from server.settings import Settings
from server.store.opening import open_store

_NICE = 5
"""Calls come first where the processor is short."""


def run(settings: Settings) -> None:
    """Returns when the server is gone, however it went."""
    # Whoever ends the server ends it alone: it would miss this process and start it anew.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    with suppress(OSError):  # forbidden by the unit's system call filter
        os.nice(_NICE)
    answers = _answers()
    foreseer = Foreseer(open_store(settings.database_url, readers=1), SystemClock())
    with suppress(BrokenPipeError):
        for line in sys.stdin.buffer:
            answers.write(said(foreseer.outlook(HallId(line.decode().strip()))) + b"\n")
            answers.flush()


def _answers() -> BinaryIO:
    """Standard output, for answers alone: a library that prints would break the line."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers
