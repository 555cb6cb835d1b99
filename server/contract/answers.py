"""What the server answers to a command that it accepted; a refusal is a ``Problem``."""

from dataclasses import dataclass
from datetime import date, datetime

from server.contract import box_commands, commands, line_commands, panel_commands, window_commands
from server.contract.slip import Slip, WaitRange
from server.contract.terms import (
    CallId,
    PaperState,
    PhoneSecret,
    PrintJobId,
    PriorityClass,
    ServiceId,
    TicketId,
    TicketState,
    WindowId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketGiven:
    """The ticket as the kiosk shows it at once, paper or not."""

    ticket_id: TicketId
    label: str
    service_id: ServiceId
    people_before: int
    """Those before the first service; of several in any order, before the one that is soonest."""
    wait: WaitRange | None
    """None: unknown, said in words."""
    phone_secret: PhoneSecret
    phone_url: str
    paper: PaperState
    """``waiting`` when a slip was ordered in the same transaction, ``none`` where no printer belongs to the box."""
    printer_name: str = ""
    """The box where the slip comes out, when it is not the one that took the ticket; empty where there is no slip."""
    taken_at: datetime
    priority: PriorityClass
    """Not ``booked`` for an appointment: they came too late for it and stand in the live queue."""
    further: tuple[ServiceId, ...]
    is_any_order: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTicketsEntered:
    """The labels of the numbers that were entered, in the order of the batch."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuedTicket:
    """A ticket, and the one with which it goes on."""

    former_id: TicketId
    former_label: str
    ticket_id: TicketId
    label: str
    day: date
    paper: PaperState
    """``waiting`` when a slip was ordered, ``none`` where the former one had no printer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuationGranted:
    """Whoever goes on, in the order of their places in line."""

    tickets: tuple[ContinuedTicket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalledHere:
    """Who was called to the window; ``finished`` is the ticket that the call ended, if one was in service."""

    ticket_id: TicketId
    call_id: CallId
    label: str
    service_id: ServiceId
    finished: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyWaiting:
    """The line of this window is empty: an answer, not an error."""

    finished: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketInHand:
    """The ticket at the window and where it is now."""

    ticket_id: TicketId
    label: str
    state: TicketState


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTaken:
    """The window that the person now holds."""

    window_id: WindowId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrdered:
    """The job that will print the copy, and the box where it comes out."""

    job_id: PrintJobId
    box_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJobClaimed:
    """A slip to print before ``lease_until``; report in any case."""

    job_id: PrintJobId
    ticket_id: TicketId
    slip: Slip
    lease_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPrintJob:
    """Nothing to print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Accepted; what changed is in the next snapshots."""


Answer = (
    TicketGiven
    | PaperTicketsEntered
    | ContinuationGranted
    | TicketCalledHere
    | NobodyWaiting
    | TicketInHand
    | WindowTaken
    | PrintOrdered
    | PrintJobClaimed
    | NoPrintJob
    | Done
)

ANSWERS: dict[type[commands.Command], tuple[type[Answer], ...]] = {
    commands.TakeTicket: (TicketGiven,),
    commands.ChangeRoute: (Done,),
    line_commands.EnterPaperTickets: (PaperTicketsEntered,),
    line_commands.GrantContinuation: (ContinuationGranted,),
    commands.TakeWindow: (WindowTaken,),
    commands.LeaveWindow: (Done,),
    commands.CallNext: (TicketCalledHere, NobodyWaiting),
    commands.CallTicket: (TicketCalledHere,),
    commands.RecallTicket: (TicketCalledHere,),
    commands.StartServing: (TicketInHand,),
    commands.FinishServing: (Done,),
    commands.MarkMissed: (Done,),
    panel_commands.PressCallButton: (TicketCalledHere, NobodyWaiting, TicketInHand, Done),
    panel_commands.ReportPanels: (Done,),
    commands.ReturnTicket: (Done,),
    commands.CancelTicket: (Done,),
    commands.ParkTicket: (Done,),
    commands.UnparkTicket: (Done, TicketCalledHere),
    commands.TransferTicket: (Done,),
    window_commands.AddService: (Done,),
    window_commands.ConfirmPriority: (Done,),
    window_commands.StartBreak: (Done,),
    window_commands.StartBackOffice: (Done,),
    window_commands.ReturnToWindow: (Done,),
    window_commands.StopAutomaticCall: (Done,),
    commands.SuspendHall: (Done,),
    commands.ResumeHall: (Done,),
    commands.StopIntake: (Done,),
    commands.ReopenIntake: (Done,),
    box_commands.ReprintTicket: (PrintOrdered,),
    box_commands.ClaimPrintJob: (PrintJobClaimed, NoPrintJob),
    box_commands.ReportPrint: (Done,),
    box_commands.StartRoll: (Done,),
    box_commands.ReportHealth: (Done,),
    box_commands.RotateBoxKey: (Done,),
}
"""Which answers each command may get; on the wire every answer carries its ``kind``."""
