"""How boxes and their devices are: noted as they tell it, and once when a box falls silent and comes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from server.contract.answers import Done
from server.contract.box_commands import PRINTER, DeviceReport, ReportHealth
from server.contract.messages import DeviceNow
from server.contract.terms import BoxId, DeviceState, PrintFault, ProblemCode
from server.domain.errors import Refusal
from server.domain.events import BoxHealthChanged, BoxLost, BoxReturned
from server.usecases.actor import BoxActor
from server.usecases.kept import BoxHealth
from server.usecases.office import NotePresence
from server.usecases.rolls import PRINTERS, health_of
from server.usecases.turn import Turn

_SPARE_KEPT_FOR = timedelta(minutes=10)
"""Longer than a printer is looked for after a start; a spare of which nothing is said after that was taken away."""


def report_health(turn: Turn, command: ReportHealth) -> Done:
    """Notes that a box lives; only a device whose state changed is an event."""
    if not isinstance(turn.actor, BoxActor):
        raise Refusal(ProblemCode.NOT_ALLOWED)
    box_id = turn.actor.box_id
    former = health_of(turn, box_id)
    known = {} if former is None else {device.name: device for device in former.devices}
    named = (report for report in command.devices if report.name)
    devices = tuple(_noted(report, known.get(report.name), turn.now.wall) for report in named)
    all_devices = (*devices, *_not_told_of(turn, box_id, devices, known))
    turn.records.boxes.report(
        BoxHealth(box_id=box_id, seen_at=turn.now.wall, version=command.version, devices=all_devices)
    )
    if former is not None:
        _tell_return(turn, former)
    for device in devices:
        before = known.get(device.name)
        if before is None or (before.state, before.fault) != (device.state, device.fault):
            turn.tell(BoxHealthChanged(box_id=box_id, device=device.name, state=device.state, fault=device.fault))
    return Done()


def note_presence(turn: Turn, command: NotePresence) -> Done:
    """Each outage is told once, and its end once; a box that never said a word is not missed."""
    for health in turn.records.boxes.health():
        if health.box_id in command.lost and health.lost_at is None:
            turn.records.boxes.report(replace(health, lost_at=turn.now.wall))
            turn.tell(BoxLost(box_id=health.box_id))
        elif health.box_id in command.back and health.lost_at is not None:
            turn.records.boxes.report(replace(health, lost_at=None))
            _tell_return(turn, health)
    return Done()


def _not_told_of(
    turn: Turn, box_id: BoxId, told: Sequence[DeviceNow], known: Mapping[str, DeviceNow]
) -> Iterator[DeviceNow]:
    """The printers that a box has and has not found yet: one that starts anew tells first of what answers at once."""
    box = turn.records.boxes.get(box_id)
    missing = set(known) - {each.name for each in told}
    for name in () if box is None or not box.has_printer else PRINTERS:
        if name in missing:
            kept = _noted(DeviceReport(name=name, state=DeviceState.UNKNOWN), known[name], turn.now.wall)
            if name == PRINTER or kept.since is None or turn.now.wall - kept.since < _SPARE_KEPT_FOR:
                yield kept


def _noted(report: DeviceReport, before: DeviceNow | None, now: datetime) -> DeviceNow:
    is_same = before is not None and (before.state, before.fault) == (report.state, report.fault)
    since = before.since if is_same and before is not None and before.since is not None else now
    # Told once more while it lasts, it is not forgotten that somebody has said «new roll» meanwhile.
    runs_out = report.fault is PrintFault.PAPER_OUT and not is_same
    return DeviceNow(
        name=report.name,
        state=report.state,
        fault=report.fault,
        detail=report.detail,
        since=since,
        has_run_out=runs_out or (before is not None and before.has_run_out),
    )


def _tell_return(turn: Turn, former: BoxHealth) -> None:
    if former.lost_at is not None:
        # The clock may have been set back meanwhile.
        away = max(0, round((turn.now.wall - former.lost_at).total_seconds()))
        turn.tell(BoxReturned(box_id=former.box_id, away_seconds=away))
