"""A lost wire is tried again ever less often, told once, and told to be back when something was heard on it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from hardware.backoff import STEADY_SECONDS, Backoff
from hardware.buttons.wire_health import WireHealth
from hardware.buttons.wire_keeper import WireKeeper
from hardware.errors import WireBroke, WireUnreachable
from server.contract.box_commands import DeviceReport
from server.contract.terms import DeviceState, PrintFault

ADDRESS = "socket://10.0.0.9:4001"
Work = Callable[[Callable[[], None]], None]


@dataclass
class Line:
    """A wire that opens or not, as the test says, and a clock that the test moves on."""

    address: str = ADDRESS
    is_there: bool = True
    now: float = 0.0
    reports: list[DeviceReport] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def open(self) -> None:
        if not self.is_there:
            raise WireUnreachable(self.address, "nobody is there")

    def close(self) -> None:
        pass


class CountedBackoff(Backoff):
    """Says how long it would wait, and lets no time pass."""

    def __init__(self, line: Line) -> None:
        super().__init__(spread=lambda: 1.0)
        self._line = line

    def pause_after(self, lived_seconds: float) -> float:
        self._line.pauses.append(super().pause_after(lived_seconds))
        return 0.0


def keep(line: Line, *works: Callable[[WireKeeper, Callable[[], None]], None]) -> None:
    """The wire is opened once for each work; every owner says at once that all is well, as far as it knows."""
    health = WireHealth("buttons", line.reports.append)
    keeper = WireKeeper(line, health, backoff=CountedBackoff(line), clock=lambda: line.now)
    stop, left = threading.Event(), list(works)

    def count() -> None:
        if not line.is_there and len(line.pauses) >= len(works) - 1:
            stop.set()

    def work(tick: Callable[[], None]) -> None:
        keeper.say(lambda: health.ready("all is well"))
        now = left.pop(0)
        if not left:
            stop.set()
        now(keeper, tick)

    keeper.run(stop, count, work)


def hangs_up(_keeper: WireKeeper, _tick: Callable[[], None]) -> None:
    """A network adapter that is busy lets in and closes."""
    raise WireBroke(ADDRESS, "it hung up")


def speaks(keeper: WireKeeper, _tick: Callable[[], None]) -> None:
    keeper.heard()


def states(line: Line) -> list[DeviceState]:
    return [report.state for report in line.reports]


def test_an_adapter_that_lets_in_and_hangs_up_is_one_fault_and_asked_ever_less_often(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    line = Line()

    keep(line, *[hangs_up] * 12)

    assert states(line) == [DeviceState.READY, DeviceState.FAULT]
    assert line.pauses == sorted(line.pauses)
    assert line.pauses[-1] > 5 * line.pauses[0]
    assert len(caplog.records) == 1


def test_a_wire_that_is_not_there_is_tried_ever_less_often(caplog: pytest.LogCaptureFixture) -> None:
    line = Line(is_there=False)

    keep(line, *[speaks] * 12)

    assert set(states(line)) == {DeviceState.FAULT}
    assert line.pauses == sorted(line.pauses)
    assert len(caplog.records) == 1


def test_a_lost_wire_is_back_when_something_was_heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    line = Line()

    keep(line, hangs_up, hangs_up, speaks)

    assert states(line) == [DeviceState.READY, DeviceState.FAULT, DeviceState.READY]
    assert [record.message for record in caplog.records if "is back" in record.message] == [
        f"the wire {ADDRESS} is back"
    ]


def test_a_lost_wire_where_nobody_speaks_is_back_when_it_has_stayed_open() -> None:
    line = Line()

    def stays_open(_keeper: WireKeeper, tick: Callable[[], None]) -> None:
        tick()
        assert states(line)[-1] is DeviceState.FAULT
        line.now += STEADY_SECONDS
        tick()

    keep(line, hangs_up, stays_open)

    assert states(line) == [DeviceState.READY, DeviceState.FAULT, DeviceState.READY]


def test_what_is_wrong_beyond_the_wire_is_told_when_the_wire_is_back() -> None:
    line = Line()

    def finds_a_silent_panel(keeper: WireKeeper, _tick: Callable[[], None]) -> None:
        keeper.say(lambda: WireHealth("buttons", line.reports.append).silent(["7"]))
        assert states(line)[-1] is DeviceState.FAULT
        keeper.heard()

    keep(line, hangs_up, finds_a_silent_panel)

    assert line.reports[-1].detail == "silent panels: 7"


def test_stuck_keys_have_a_fault_of_their_own_and_are_named() -> None:
    reports: list[DeviceReport] = []

    WireHealth("buttons", reports.append).stuck(["1-1: 1", "1-2: 2"])

    assert reports == [
        DeviceReport(
            name="buttons",
            state=DeviceState.WARNING,
            fault=PrintFault.KEY_STUCK,
            detail="stuck keys: 1-1: 1, 1-2: 2",
        )
    ]
