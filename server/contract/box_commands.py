"""Slips and the devices that print them: what staff ask of them, and what a box says and asks for."""

from dataclasses import dataclass

from server.contract.terms import (
    BoxId,
    DeviceState,
    Evidence,
    PrintFault,
    PrintJobId,
    PrintOutcome,
    RequestId,
    TicketId,
)

PRINTER, SPARE_PRINTER = "printer", "spare"
"""The names of a box's printers in its reports of health, of slips and of rolls."""
LEASE_SECONDS = (5, 300)
"""The least and the most that a box may ask for a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintTicket:
    """Print the slip of a living ticket once more, marked as a copy: ``PrintOrdered``. The first slip of a ticket that
    was given without paper is not marked, nor one after a slip of which certainly nothing was printed.

    A person may say at which box (``unknown-box`` where there is none, ``no-printer`` where it has no printer); else it
    comes out at reception's own printer, or where the box that took the ticket prints, or at the hall's only one.
    """

    request_id: RequestId
    ticket_id: TicketId
    box_id: BoxId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPrintJob:
    """A box asks for its next slip: ``PrintJobClaimed`` with a lease, or ``NoPrintJob``.

    A lease that ends without a report makes the job unknown; it is never handed out again.
    """

    request_id: RequestId
    seconds: int | None = None
    """What a slip needs at most there, where that is known: the lease is never shorter. ``bad-value`` outside
    ``LEASE_SECONDS``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPrint:
    """What became of a claimed slip: ``Done``. A report after the lease's end still corrects ``unknown``."""

    request_id: RequestId
    job_id: PrintJobId
    outcome: PrintOutcome
    fault: PrintFault = PrintFault.NONE
    evidence: Evidence = Evidence.NONE
    millimetres: int = 0
    """Paper used, for the stock of rolls."""
    device: str = PRINTER
    """Whose paper it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateBoxKey:
    """A box has made itself a new key and tells its SHA-256 in lower hexadecimal digits: ``Done``. Both are good until
    the new one is used, so that a box whose power goes in between gets in by the one it has."""

    request_id: RequestId
    key_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReport:
    """One device of a box as the box sees it."""

    name: str
    state: DeviceState
    fault: PrintFault = PrintFault.NONE
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHealth:
    """How a box's devices are, on each change and once a minute, every 5 s while it has no socket: ``Done``."""

    request_id: RequestId
    version: str
    devices: tuple[DeviceReport, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRoll:
    """A new roll of paper was put into a printer: ``Done``. Its millimetres are counted from now on.

    ``length_mm`` (1,000–1,000,000) is the hall's own without it. Refused with ``unknown-box``, ``no-printer`` where the
    box has no such printer, and ``bad-value``.
    """

    request_id: RequestId
    box_id: BoxId
    device: str = PRINTER
    length_mm: int | None = None


OfABox = ReprintTicket | ClaimPrintJob | ReportPrint | StartRoll | RotateBoxKey | ReportHealth
"""Of slips, of printers, and of boxes themselves."""
