"""What every way to a printer can do."""

from dataclasses import dataclass
from typing import Protocol

MOST_AT_ONCE = 2048
"""Bytes handed over in one turn, so that answers are heard between them."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What one turn on the wire moved."""

    sent: int
    received: bytes


class Wire(Protocol):
    """An open way to one printer, whatever it is made of."""

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        """Wait until something can be sent or has come, or the time is over; raises ``WireBroke``."""
        ...

    def fileno(self) -> int | None:
        """What becomes readable when bytes have come; None where only a transfer tells."""
        ...

    def close(self) -> None:
        """End it so that everything sent still reaches the printer; raises ``WireUnreachable`` when nothing of it ever
        will."""
        ...

    def abort(self) -> None:
        """End it so that nothing which is still on its way will be printed."""
        ...
