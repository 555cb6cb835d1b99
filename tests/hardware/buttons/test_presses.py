"""A press is worth nothing after five seconds, whatever held it up, and no press overtakes the report of its panel."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.buttons.lamps import Lamps
from hardware.buttons.ports import KeyPress, PanelId
from hardware.buttons.presses import STALE_SECONDS, Presses
from hardware.buttons.protocol import Lamp
from hardware.buttons.roll_call import RollCall
from hardware.errors import ServerAway
from hardware.link import Link
from server.contract.answers import Answer, Done
from server.contract.commands import Command
from server.contract.panel_commands import PanelReport, PressCallButton, ReportPanels
from server.contract.terms import PanelMake
from tests.hardware.buttons.hearing import running
from tests.kiosk.running import DEADLINE_SECONDS, wait_until

HERE = PanelId("wire", "1")
CALL = KeyPress("call")


class Server(Link):
    """The way to a server that answers at once, or as the test says."""

    def __init__(self, on_report: Callable[[], None] = lambda: None) -> None:
        super().__init__("http://127.0.0.1:1", "key")
        self._on_report = on_report
        self.sent: list[Command] = []
        self.deadlines: list[float | None] = []

    def send(self, command: Command, *, deadline: float | None = None) -> Answer:
        if isinstance(command, ReportPanels):
            self._on_report()
        self.sent.append(command)
        self.deadlines.append(deadline)
        return Done()

    @property
    def kinds(self) -> list[type]:
        return [type(command) for command in self.sent]


@dataclass
class Clock:
    now: float = 100.0
    deadlines: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def hold_up(self, deadline: float) -> None:
        """As a report of panels does that nobody answers."""
        self.deadlines.append(deadline)
        self.now += STALE_SECONDS + 1.0


def soon() -> float:
    """Long after everything here has happened."""
    return time.monotonic() + DEADLINE_SECONDS


def panel(address: str = "1") -> PanelReport:
    return PanelReport(wire="wire", address=address, make=PanelMake.CHERHA, controls=("call",))


def test_a_press_is_given_the_time_that_it_has() -> None:
    server, clock = Server(), Clock()
    presses = Presses(server, Lamps(), clock=clock)

    with running(presses):
        presses.press(HERE, CALL)
        wait_until(lambda: server.sent != [], "the press")

    assert server.kinds == [PressCallButton]
    assert server.deadlines == [100.0 + STALE_SECONDS]


def test_a_press_that_was_held_up_by_what_goes_before_it_is_not_sent() -> None:
    server, clock, lamps = Server(), Clock(), Lamps()
    lamps.link(is_up=True)
    presses = Presses(server, lamps, before_each=clock.hold_up, clock=clock)

    with running(presses):
        presses.press(HERE, CALL)
        wait_until(lambda: lamps.shown(HERE, clock.now).lamp is Lamp.DOUBLE, "the lamp says that it came to nothing")

    assert server.sent == []
    assert clock.deadlines == [100.0 + STALE_SECONDS]


def test_a_press_waits_for_the_report_of_its_panel_that_is_under_way() -> None:
    is_waiting: list[bool] = []

    def press_meanwhile() -> None:
        before_the_press.start()
        before_the_press.join(0.3)
        is_waiting.append(before_the_press.is_alive())

    server = Server(press_meanwhile)
    roll_call = RollCall(server)
    before_the_press = threading.Thread(target=roll_call.tell_what_is_new, args=(soon(),))
    roll_call.note(panel())

    roll_call.tell()
    before_the_press.join(DEADLINE_SECONDS)

    assert is_waiting == [True]
    assert server.kinds == [ReportPanels]


def test_a_press_waits_for_a_report_no_longer_than_it_lives() -> None:
    roll_call = RollCall(server := Server(lambda: roll_call.tell_what_is_new(time.monotonic() + 0.1)))
    roll_call.note(panel())

    roll_call.tell()

    assert server.kinds == [ReportPanels]


def test_a_report_that_is_not_heard_is_due_before_the_next_press() -> None:
    failures = [ServerAway("http://127.0.0.1:1", "it is away")]

    def fail_once() -> None:
        if failures:
            raise failures.pop()

    server = Server(fail_once)
    roll_call = RollCall(server)
    roll_call.note(panel())
    assert not roll_call.tell()

    roll_call.tell_what_is_new(soon())

    assert server.kinds == [ReportPanels]


def test_a_panel_that_is_noted_while_a_report_is_under_way_is_told_before_the_next_press() -> None:
    server = Server(lambda: roll_call.note(panel("2")))
    roll_call = RollCall(server)
    roll_call.note(panel())
    roll_call.tell()

    roll_call.tell_what_is_new(soon())

    assert [len(report.panels) for report in server.sent if isinstance(report, ReportPanels)] == [1, 2]
