"""Slips: ordered with the ticket, claimed once by a box, reported in any case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from server.contract.answers import Done, NoPrintJob, PrintJobClaimed, PrintOrdered
from server.contract.box_commands import LEASE_SECONDS, ClaimPrintJob, ReportPrint, ReprintTicket
from server.contract.slip import Slip, WaitRange
from server.contract.terms import BoxId, PaperState, PrintJobId, ProblemCode, TicketState
from server.domain.errors import Refusal
from server.domain.events import SlipClaimed, SlipDropped, SlipOrdered, SlipReported
from server.domain.hall import Box, Service, Window
from server.domain.print_job import PrintJob
from server.domain.roll import LONGEST_SLIP_MM
from server.domain.ticket import Ticket
from server.usecases import rolls
from server.usecases.actor import BoxActor, PersonActor
from server.usecases.ports import Records
from server.usecases.prospects import before_on_its_day, prospects
from server.usecases.slips import slip_of
from server.usecases.turn import Turn

_LONGEST_NAME = 64
"""Of a device: what the database keeps."""


def order_slip(
    turn: Turn, ticket: Ticket, service: Service, people: int, wait: WaitRange | None, *, windows: Sequence[Window]
) -> PrintJob | None:
    """A print job for the box that took the ticket or for the one that it prints at, or for reception's where a person
    gave it; None where no printer belongs to it. ``windows``: all of the hall's, as they stand."""
    box = _usual(turn, ticket)
    if box is None:
        return None
    return _add_job(turn, ticket, box.id, slip_of(turn, ticket, service, people, wait, windows=windows))


def printed_elsewhere(turn: Turn, job: PrintJob | None) -> str:
    """The name of the box where a slip comes out, unless that is the box that asks for it."""
    if job is None or (isinstance(turn.actor, BoxActor) and turn.actor.box_id == job.box_id):
        return ""
    box = turn.records.boxes.get(job.box_id)
    return "" if box is None else box.name


def reprint_ticket(turn: Turn, command: ReprintTicket) -> PrintOrdered:
    """The same number once more, marked as a copy; or its first slip, if no printer was there when it was given."""
    ticket = turn.records.tickets.get(command.ticket_id)
    if ticket is None or (isinstance(turn.actor, BoxActor) and ticket.box_id != turn.actor.box_id):
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    if not ticket.is_living:
        raise Refusal(ProblemCode.TICKET_OVER, label=ticket.label)
    former = turn.records.print_jobs.latest([ticket.id]).get(ticket.id)
    box = _wished(turn, ticket, former, command.box_id)
    if box is None:
        raise Refusal(ProblemCode.NO_PRINTER, label=ticket.label)
    slip = _first_slip(turn, ticket) if former is None else replace(former.slip, is_copy=_may_be_out(former))
    job = _add_job(turn, ticket, box.id, slip)
    return PrintOrdered(job_id=job.id, box_name=box.name)


def claim_print_job(turn: Turn, command: ClaimPrintJob) -> PrintJobClaimed | NoPrintJob:
    """The box's next slip whose ticket still counts; those of tickets that are over are dropped."""
    box_id = _box(turn)
    least, most = LEASE_SECONDS
    if command.seconds is not None and not least <= command.seconds <= most:
        raise Refusal(ProblemCode.BAD_VALUE, field="seconds", reason=f"{least}–{most}")
    for job in turn.records.print_jobs.open_jobs():
        if job.box_id != box_id or job.state is not PaperState.WAITING:
            continue
        if _is_dropped(turn, job):
            continue
        lease_seconds = max(turn.hall.settings.slip_lease_seconds, command.seconds or 0)
        claimed = job.claimed(turn.now.wall, lease_seconds)
        turn.records.print_jobs.save(claimed)
        turn.tell(SlipClaimed(job_id=job.id, ticket_id=job.ticket_id, box_id=box_id))
        return PrintJobClaimed(
            job_id=job.id, ticket_id=job.ticket_id, slip=job.slip, lease_until=claimed.lease_until or turn.now.wall
        )
    return NoPrintJob()


def drop_late_slips(turn: Turn) -> None:
    """Those that no box came for while their tickets counted: a box without its printer would pile them up for ever."""
    for job in turn.records.print_jobs.open_jobs():
        if job.state is PaperState.WAITING:
            _is_dropped(turn, job)


def drop_slips_of(turn: Turn, box_id: BoxId) -> None:
    """Those that wait for a box which prints no more: whoever wants one has a copy printed elsewhere, unmarked."""
    for job in turn.records.print_jobs.open_jobs():
        if job.box_id == box_id and job.state is PaperState.WAITING:
            _drop(turn, job)


def claimed_again(records: Records, claimed: PrintJobClaimed, now: datetime) -> PrintJobClaimed | NoPrintJob:
    """The answer to a claim that comes once more, its first answer having been lost on the way.

    The slip stands only while its lease does: once given up, reception may have printed a copy already.
    """
    job = records.print_jobs.get(claimed.job_id)
    is_held = job is not None and job.state is PaperState.PRINTING and now <= claimed.lease_until
    return claimed if is_held else NoPrintJob()


def report_print(turn: Turn, command: ReportPrint) -> Done:
    """What became of a slip; a second word on a known outcome changes nothing."""
    job = turn.records.print_jobs.get(command.job_id)
    if job is None or job.box_id != _box(turn):
        raise Refusal(ProblemCode.UNKNOWN_PRINT_JOB)
    # A box that counts wrongly would be told for ever that its report cannot be saved, and would send it for ever.
    millimetres, device = min(max(0, command.millimetres), LONGEST_SLIP_MM), command.device[:_LONGEST_NAME]
    reported = job.reported(
        command.outcome,
        command.fault,
        now=turn.now.wall,
        evidence=command.evidence,
        millimetres=millimetres,
        device=device,
    )
    if reported != job:
        turn.records.print_jobs.save(reported)
        rolls.use_up(turn, job, reported)
        turn.tell(
            SlipReported(
                job_id=job.id,
                ticket_id=job.ticket_id,
                box_id=job.box_id,
                outcome=command.outcome,
                fault=command.fault,
                millimetres=millimetres,
                evidence=command.evidence,
                device=device,
            )
        )
    return Done()


def _wished(turn: Turn, ticket: Ticket, former: PrintJob | None, box_id: BoxId | None) -> Box | None:
    """Where a person says, else at reception's printer, else where it was printed first, else where alone it can be."""
    if box_id is None:
        first = None if former is None else _printing(turn, former.box_id)
        usual = _reception(turn) or (None if ticket.box_id is None else _printing_for(turn, ticket.box_id))
        return usual or first or _only_one(turn)
    if isinstance(turn.actor, BoxActor):
        raise Refusal(ProblemCode.NOT_ALLOWED, command=ReprintTicket.__name__)
    if turn.records.boxes.get(box_id) is None:
        raise Refusal(ProblemCode.UNKNOWN_BOX)
    return _printing(turn, box_id)


def _may_be_out(former: PrintJob) -> bool:
    """Only a slip that was dropped before anybody came for it is surely not: of one that failed a piece may hang in the
    printer."""
    return former.slip.is_copy or former.state is not PaperState.DROPPED


def _first_slip(turn: Turn, ticket: Ticket) -> Slip:
    """Of a ticket that was given without paper, as its line stands now; a copy where its citizen holds a number that
    was given by hand."""
    windows = turn.records.windows.all()
    service = {each.id: each for each in turn.records.catalogue.services()}[ticket.service_id]
    people, wait = 0, None
    if ticket.day != turn.day:
        people = before_on_its_day(turn, ticket, service, turn.records.lines.living(ticket.day))
    elif ticket.state is TicketState.WAITING:
        people, wait = prospects(turn, ticket, service, windows, is_in_line=True)
    slip = slip_of(turn, ticket, service, people, wait, windows=windows)
    is_on_paper = ticket.box_id is None and ticket.letter == turn.hall.settings.paper_letter
    return replace(slip, is_copy=is_on_paper)


def _usual(turn: Turn, ticket: Ticket) -> Box | None:
    return _reception(turn) if ticket.box_id is None else _printing_for(turn, ticket.box_id)


def _printing_for(turn: Turn, box_id: BoxId) -> Box | None:
    """The box itself, or the one that it shares with others."""
    box = turn.records.boxes.get(box_id)
    if box is None or box.is_archived:
        return None
    return box if box.has_printer else None if box.prints_at is None else _printing(turn, box.prints_at)


def _reception(turn: Turn) -> Box | None:
    """The printer beside the people who give tickets, if the office has named one and a person asks."""
    box_id = turn.hall.settings.reception_box_id
    return _printing(turn, box_id) if box_id is not None and isinstance(turn.actor, PersonActor) else None


def _only_one(turn: Turn) -> Box | None:
    """For a person in a hall with one printer: there is nothing to choose."""
    printing = [box for box in turn.records.boxes.all() if box.is_printing]
    return printing[0] if len(printing) == 1 and isinstance(turn.actor, PersonActor) else None


def _printing(turn: Turn, box_id: BoxId) -> Box | None:
    box = turn.records.boxes.get(box_id)
    return box if box is not None and box.is_printing else None


def _is_dropped(turn: Turn, job: PrintJob) -> bool:
    """Whether a waiting slip's ticket is over; it is then dropped."""
    ticket = turn.records.tickets.get(job.ticket_id)
    if ticket is not None and ticket.is_living:
        return False
    _drop(turn, job)
    return True


def _drop(turn: Turn, job: PrintJob) -> None:
    turn.records.print_jobs.save(job.dropped())
    turn.tell(SlipDropped(job_id=job.id, ticket_id=job.ticket_id, box_id=job.box_id))


def _add_job(turn: Turn, ticket: Ticket, box_id: BoxId, slip: Slip) -> PrintJob:
    job = PrintJob(
        id=PrintJobId(turn.chance.new_id()),
        hall_id=turn.hall.id,
        ticket_id=ticket.id,
        box_id=box_id,
        slip=slip,
        sequence=turn.records.halls.next_place(),
    )
    turn.records.print_jobs.add(job)
    turn.tell(SlipOrdered(job_id=job.id, ticket_id=ticket.id, box_id=box_id, is_copy=slip.is_copy))
    return job


def _box(turn: Turn) -> BoxId:
    if not isinstance(turn.actor, BoxActor):
        raise Refusal(ProblemCode.NOT_ALLOWED)
    return turn.actor.box_id
