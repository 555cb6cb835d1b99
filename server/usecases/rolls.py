"""Paper: how much of a printer's roll is used, when it ends, and a new one put in."""

from dataclasses import replace
from datetime import datetime

from server.contract.answers import Done
from server.contract.box_commands import PRINTER, SPARE_PRINTER, StartRoll
from server.contract.faults import words_of
from server.contract.messages import DeviceNow, PaperLeft
from server.contract.terms import BoxId, DeviceState, PrintFault, ProblemCode
from server.domain.errors import Refusal
from server.domain.events import RollRanLow, RollStarted
from server.domain.hall import Box, Hall
from server.domain.print_job import PrintJob
from server.domain.roll import LONGEST_MM, SHORTEST_MM, Roll
from server.domain.suspension import Suspension
from server.usecases.kept import BoxHealth
from server.usecases.turn import Turn

PRINTERS = (PRINTER, SPARE_PRINTER)
"""The devices that have rolls."""
_WATCHED_SECONDS = 2
"""Of each minute: looking months ahead for every roll costs more than all else that a second needs."""


def start_roll(turn: Turn, command: StartRoll) -> Done:
    """A new roll is in: counted from nothing, and whatever was said of the former one is over."""
    health = health_of(turn, command.box_id)
    box = turn.records.boxes.get(command.box_id)
    if box is None or box.is_archived:
        raise Refusal(ProblemCode.UNKNOWN_BOX)
    if command.device not in printers_of(box, health):
        raise Refusal(ProblemCode.NO_PRINTER, label=box.name)
    length_mm = turn.hall.settings.roll_length_mm if command.length_mm is None else command.length_mm
    if not SHORTEST_MM <= length_mm <= LONGEST_MM:
        raise Refusal(ProblemCode.BAD_VALUE, field="length_mm", reason=f"{SHORTEST_MM}–{LONGEST_MM}")
    former = turn.records.rolls.get(box.id, command.device)
    turn.records.rolls.save(
        Roll(
            hall_id=turn.hall.id,
            box_id=box.id,
            device=command.device,
            length_mm=length_mm,
            started=turn.now.wall,
        )
    )
    _forget_that_it_ran_out(turn, health, command.device)
    turn.tell(
        RollStarted(
            box_id=box.id,
            device=command.device,
            length_mm=length_mm,
            former_used_mm=None if former is None else former.used_mm,
        )
    )
    return Done()


def use_up(turn: Turn, before: PrintJob, reported: PrintJob) -> None:
    """The paper of a slip of which its box has said something new, if the printer's rolls are counted.

    What takes back a former word gives the paper back to the printer that was named then. A roll that was put in after
    the first word on the slip has nothing of it.
    """
    if before.device == reported.device:
        _use(turn, before, reported.device, millimetres=reported.millimetres, former_mm=before.millimetres)
        return
    _use(turn, before, before.device, millimetres=0, former_mm=before.millimetres)
    _use(turn, before, reported.device, millimetres=reported.millimetres, former_mm=0)


def _use(turn: Turn, before: PrintJob, device: str, *, millimetres: int, former_mm: int) -> None:
    roll = turn.records.rolls.get(before.box_id, device)
    if roll is None or millimetres == former_mm or (before.told_at is not None and before.told_at < roll.started):
        return
    used = roll.printed(millimetres, former_mm=former_mm)
    turn.records.rolls.save(used)
    _watch(turn, used)


def watch_rolls(turn: Turn) -> None:
    """Those that run low without a slip: one that was to last until tomorrow, on the morning after."""
    if turn.now.wall.second >= _WATCHED_SECONDS:
        return
    rolls = [roll for roll in turn.records.rolls.all() if not roll.is_low]
    printing = {box.id for box in turn.records.boxes.all() if box.is_printing} if rolls else set()
    for roll in rolls:
        if roll.box_id in printing:
            _watch(turn, roll)


def _watch(turn: Turn, roll: Roll) -> None:
    """Once low it stays so until the next roll, and is told of once."""
    if roll.is_low:
        return
    ends_at = roll.ends_at(turn.hall, turn.now.wall, turn.records.halls.day_state().suspension)
    if roll.is_running_low(turn.hall, turn.now.wall, ends_at):
        turn.records.rolls.save(replace(roll, is_low=True))
        turn.tell(RollRanLow(box_id=roll.box_id, device=roll.device, left_mm=roll.left_mm))


def printers_of(box: Box, health: BoxHealth | None) -> tuple[str, ...]:
    """The names of a box's printers: its own, and the spare one that it has told of."""
    if not box.has_printer:
        return ()
    told = () if health is None else tuple(device.name for device in health.devices)
    return tuple(name for name in PRINTERS if name == PRINTER or name in told)


def paper_left(hall: Hall, roll: Roll, now: datetime, suspension: Suspension | None) -> PaperLeft:
    """What the pages say of a roll."""
    return PaperLeft(
        length_mm=roll.length_mm,
        left_mm=roll.left_mm,
        slips_left=roll.slips_left,
        ends_at=roll.ends_at(hall, now, suspension),
        is_low=roll.is_low,
        since=roll.started,
    )


def with_paper(device: DeviceNow, paper: PaperLeft | None) -> DeviceNow:
    """A printer with what is left on its roll, which warns of its end where the printer itself feels nothing."""
    counted = replace(device, paper=paper)
    if paper is None or not paper.is_low or device.state is not DeviceState.READY:
        return counted
    # Since when it is so, nobody has written down: that of the box is of something else.
    remedy = words_of(PrintFault.PAPER_LOW).remedy
    return replace(counted, state=DeviceState.WARNING, fault=PrintFault.PAPER_LOW, since=None, remedy=remedy)


def health_of(turn: Turn, box_id: BoxId) -> BoxHealth | None:
    return next((health for health in turn.records.boxes.health() if health.box_id == box_id), None)


def _forget_that_it_ran_out(turn: Turn, health: BoxHealth | None, device: str) -> None:
    if health is not None and any(each.name == device and each.has_run_out for each in health.devices):
        devices = (replace(each, has_run_out=each.has_run_out and each.name != device) for each in health.devices)
        turn.records.boxes.report(replace(health, devices=tuple(devices)))
