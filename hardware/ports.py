"""What a box needs of a printer, and the values it speaks in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.waker import Waker
from server.contract.slip import Slip
from server.contract.terms import DeviceState, Evidence, PrintFault, PrintOutcome


class Paper(StrEnum):
    """What the paper sensors say."""

    ENOUGH = "enough"
    NEAR_END = "near-end"
    OUT = "out"
    UNKNOWN = "unknown"


class Cover(StrEnum):
    """What the cover switch says."""

    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What became of one slip.

    PRINTED was proved as ``evidence`` says. FAILED is said only when the paper certainly did not come out whole.
    Everything else is UNKNOWN: never a reason to print again unmarked.
    """

    outcome: PrintOutcome
    fault: PrintFault
    evidence: Evidence
    """Of a printed slip; NONE for any other."""
    millimetres: int
    """Paper used up at most, for the count of rolls; 0 when nothing of the slip was sent."""


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """How a printer is, as far as it says."""

    state: DeviceState
    fault: PrintFault
    paper: Paper
    cover: Cover


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a printer turned out to answer."""

    evidence: Evidence
    """The best proof of print it can give."""
    has_automatic_status: bool
    """It reports a change by itself, so that an end of paper is known at once."""


class Printer(Protocol):
    """A ticket printer. It has one owner: its methods are called from one thread, one after another."""

    tick: Callable[[], None]
    """Called again and again while it speaks with the device: a slow slip is no thread that hangs."""

    @property
    def longest_seconds(self) -> float:
        """What a slip takes at most, from the first question to its outcome; takes a while to be known."""
        ...

    def print(self, slip: Slip) -> PrintReport:
        """Print one slip and say what became of it; raises ``SlipRefused`` before any paper when it never can."""
        ...

    def status(self) -> PrinterStatus:
        """Ask how the printer is; never raises for a printer that is away or silent."""
        ...

    def follow(self, seconds: float, waker: Waker) -> PrinterStatus | None:
        """Wait for a change of its condition: how it is then; None when the time is over or ``waker`` rang. Never
        raises."""
        ...

    def probe(self) -> Capabilities:
        """Find out, without using paper, what proof of print the device can give; raises ``WireError`` and
        ``PrinterNotReady``."""
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...
