"""What may happen to a printer, and what each driver is to report of it: the rows of the table in docs/devices.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hardware.ports import Printer, PrinterStatus, PrintReport
from hardware.printers.virtual import Mode
from hardware.waker import Waker
from server.contract.terms import DeviceState, Evidence, PrintFault, PrintOutcome
from tests.hardware.printers.conformance.rigs import ONE_WAY, Rig
from tests.hardware.printers.slips import ENGLISH, UKRAINIAN
from tests.kiosk.running import wait_until

PATIENT = {"answer_seconds": 30, "print_seconds": 120}
"""Where the printer speaks: however slow the machine, it is heard."""
IMPATIENT = {"answer_seconds": 0.3, "print_seconds": 5}
"""Where nothing comes anyway."""
UNTIL_IT_IS_GIVEN_UP = {"answer_seconds": 8, "print_seconds": 1}
SOON_SECONDS = 60.0

NOT_KNOWN = "unknown (d)"
ASIDE = "—"
"""There is no printer at its end that this could happen to."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One row: what is played, and what is to be reported."""

    words: str
    play: Callable[[Rig, Printer], str]
    heard: str
    """Of the drivers that hear the printer, but for those named in ``differing``."""
    timing: Mapping[str, float] = field(default_factory=lambda: PATIENT)
    differing: Mapping[str, str] = field(default_factory=dict)
    queue: str = NOT_KNOWN
    """Of a queue of CUPS, which knows nothing of its printer."""
    file: str = ASIDE

    def expected(self, driver: str) -> str:
        """The cell of a driver."""
        if driver in ONE_WAY:
            return self.queue if driver == "cups" else self.file
        return self.differing.get(driver, self.heard)


def in_mode(mode: Mode) -> Callable[[Rig, Printer], str]:
    """One slip while the printer behaves so."""

    def play(rig: Rig, printer: Printer) -> str:
        rig.virtual.misbehave(mode)
        return _said(printer.print(UKRAINIAN))

    return play


def near_the_end(rig: Rig, printer: Printer) -> str:
    """A slip still comes, and the status warns."""
    rig.virtual.misbehave(Mode.NEAR_END)
    return f"{_said(printer.print(UKRAINIAN))}; {_told(printer.status())}"


def broken_slip_then_another(rig: Rig, printer: Printer) -> str:
    """Nothing of the first may come out with the second."""
    rig.virtual.misbehave(Mode.PAPER_OUT_HALFWAY)
    first = printer.print(UKRAINIAN)
    rig.virtual.misbehave(Mode.NORMAL)
    return f"{_said(first)}; {_said(printer.print(ENGLISH))}"


def unplugged_and_plugged_in(rig: Rig, printer: Printer) -> str:
    """A slip before, between and after."""
    reports = [printer.print(UKRAINIAN)]
    rig.unplug()
    reports.append(printer.print(UKRAINIAN))
    rig.plug()
    reports.append(printer.print(UKRAINIAN))
    return "; ".join(map(_said, reports))


def cover_opened_while_idle(rig: Rig, printer: Printer) -> str:
    """Nobody prints, and it is known all the same."""
    before = printer.status()
    rig.virtual.misbehave(Mode.COVER_OPEN)
    seen = printer.follow(SOON_SECONDS if before.state is DeviceState.READY else 0.1, Waker())
    return ASIDE if seen is None else _told(seen)


def slip_left_in_the_mouth(rig: Rig, printer: Printer) -> str:
    """Not a fault; reception is told."""
    printer.print(UKRAINIAN)
    rig.virtual.misbehave(Mode.NOT_TAKEN)
    wait_until(lambda: printer.status().state is not DeviceState.READY, "what is told of the slip")
    return _told(printer.status())


BEHAVIOURS: Mapping[str, Behaviour] = {
    "prints": Behaviour("a slip is printed", in_mode(Mode.NORMAL), "printed (a)", file=NOT_KNOWN),
    "slow": Behaviour("the printer is slow", in_mode(Mode.SLOW), "printed (a)"),
    "near-end": Behaviour(
        "the paper is near its end", near_the_end, "printed (a); warning: paper-low", queue="unknown (d); —"
    ),
    "paper-out": Behaviour("there is no paper", in_mode(Mode.PAPER_OUT), "not printed: paper-out"),
    "paper-out-halfway": Behaviour(
        "the paper ends in mid-slip", in_mode(Mode.PAPER_OUT_HALFWAY), "not printed: paper-out"
    ),
    "cover-open": Behaviour("the cover is open", in_mode(Mode.COVER_OPEN), "not printed: cover-open"),
    "cover-open-halfway": Behaviour(
        "the cover is opened in mid-slip", in_mode(Mode.COVER_OPEN_HALFWAY), "not printed: cover-open"
    ),
    "cover-while-idle": Behaviour(
        "the cover is opened while nothing is printed", cover_opened_while_idle, "fault: cover-open", queue=ASIDE
    ),
    "cutter": Behaviour("the blade jams at the cut", in_mode(Mode.CUTTER_JAMS), "unknown: cutter"),
    "not-taken": Behaviour(
        "a slip hangs in the mouth of a presenter",
        slip_left_in_the_mouth,
        "warning: not-taken",
        timing=PATIENT | {"presenter_seconds": 1},
        queue=ASIDE,
    ),
    "silent": Behaviour("the printer is silent", in_mode(Mode.SILENT), "not printed: no-answer", timing=IMPATIENT),
    "garbled": Behaviour("it answers rubbish", in_mode(Mode.GARBLED), "not printed: no-answer", timing=IMPATIENT),
    "power-lost": Behaviour(
        "it loses its power in mid-slip",
        in_mode(Mode.CLOSES_HALFWAY),
        "unknown: broke-off",
        timing=UNTIL_IT_IS_GIVEN_UP,
        differing=dict.fromkeys(("serial", "socket", "rfc2217"), "unknown: no-answer"),
    ),
    "broken-slip": Behaviour(
        "a slip after one that broke off",
        broken_slip_then_another,
        "not printed: paper-out; printed (a)",
        queue="unknown (d); unknown (d)",
    ),
    "unplugged": Behaviour(
        "unplugged between two slips, and plugged in again",
        unplugged_and_plugged_in,
        "printed (a); not printed: unreachable; printed (a)",
        queue="unknown (d); not printed: unreachable; unknown (d)",
        file="unknown (d); not printed: unreachable; unknown (d)",
    ),
}


def _said(report: PrintReport) -> str:
    match report.outcome:
        case PrintOutcome.PRINTED:
            return f"printed ({report.evidence.value})"
        case PrintOutcome.FAILED:
            return f"not printed: {report.fault.value}"
        case PrintOutcome.UNKNOWN if report.fault is PrintFault.NONE:
            return f"unknown ({Evidence.NONE.value})"
        case PrintOutcome.UNKNOWN:
            return f"unknown: {report.fault.value}"


def _told(status: PrinterStatus) -> str:
    if status.state is DeviceState.UNKNOWN:
        return ASIDE
    return status.state.value if status.fault is PrintFault.NONE else f"{status.state.value}: {status.fault.value}"
