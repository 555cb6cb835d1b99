"""The life of one slip: claimed once, reported once, never handed out again unmarked."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from server.contract.slip import Slip
from server.contract.terms import BoxId, Evidence, HallId, PaperState, PrintFault, PrintJobId, PrintOutcome, TicketId

_STATE_OF_OUTCOME = MappingProxyType(
    {
        PrintOutcome.PRINTED: PaperState.PRINTED,
        PrintOutcome.FAILED: PaperState.FAILED,
        PrintOutcome.UNKNOWN: PaperState.UNKNOWN,
    }
)

MAIN_PRINTER = "printer"
"""As boxes name it; most have no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One slip for one box."""

    id: PrintJobId
    hall_id: HallId
    ticket_id: TicketId
    box_id: BoxId
    slip: Slip
    sequence: int
    """Order of printing within the hall."""
    state: PaperState = PaperState.WAITING
    fault: PrintFault = PrintFault.NONE
    lease_until: datetime | None = None
    evidence: Evidence = Evidence.NONE
    """How it was proved that it came out."""
    millimetres: int = 0
    """Paper used for it, as its box says; 0 where nobody could say, as of a box that died over it."""
    device: str = MAIN_PRINTER
    """Which of the box's printers used it."""
    told_at: datetime | None = None
    """When its box first said what became of it: the paper is of the roll that was in then. None while it has not."""

    def claimed(self, now: datetime, lease_seconds: int) -> "PrintJob":
        """Handed to its box until the lease ends."""
        return replace(self, state=PaperState.PRINTING, lease_until=now + timedelta(seconds=lease_seconds))

    def reported(
        self,
        outcome: PrintOutcome,
        fault: PrintFault,
        *,
        now: datetime,
        evidence: Evidence = Evidence.NONE,
        millimetres: int = 0,
        device: str = MAIN_PRINTER,
    ) -> "PrintJob":
        """What the box says of it; ``unknown`` may be corrected later, a known outcome stands."""
        if self.state not in (PaperState.PRINTING, PaperState.UNKNOWN):
            return self
        return replace(
            self,
            state=_STATE_OF_OUTCOME[outcome],
            fault=fault,
            lease_until=None,
            evidence=evidence,
            millimetres=millimetres,
            device=device,
            told_at=self.told_at or now,
        )

    def lost(self) -> "PrintJob":
        """The lease ended without a word: paper may or may not be out."""
        return replace(self, state=PaperState.UNKNOWN, fault=PrintFault.LEASE_ENDED, lease_until=None)

    def dropped(self) -> "PrintJob":
        """Its ticket was over before it was printed: a late slip would send somebody to a window for nothing."""
        return replace(self, state=PaperState.DROPPED)
