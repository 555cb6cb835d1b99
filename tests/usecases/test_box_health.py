"""A box says how it is: noted every time, news only when something changed."""

from __future__ import annotations

from datetime import timedelta

from server.contract.commands import DeviceReport, ReportHealth
from server.contract.messages import BoxNow
from server.contract.terms import DeviceState, PrintFault
from server.domain.events import BoxHealthChanged
from server.usecases.snapshots import boxes
from tests.builders import SampleHall

READY = DeviceReport(name="printer", state=DeviceState.READY)
OUT = DeviceReport(name="printer", state=DeviceState.FAULT, fault=PrintFault.PAPER_OUT, detail="roll 2")


def test_a_change_of_a_device_is_an_event_and_the_same_again_is_none(hall: SampleHall) -> None:
    report(hall, READY)
    report(hall, READY)
    report(hall, OUT)
    report(hall, OUT)

    changes = [event for event in hall.events() if isinstance(event, BoxHealthChanged)]
    assert [(change.state, change.fault) for change in changes] == [
        (DeviceState.READY, PrintFault.NONE),
        (DeviceState.FAULT, PrintFault.PAPER_OUT),
    ]


def test_a_box_is_alive_for_a_minute_after_its_last_word(hall: SampleHall) -> None:
    report(hall, OUT)

    hall.clock.go_on(seconds=59)
    assert row(hall).is_alive
    hall.clock.go_on(seconds=1)

    assert not row(hall).is_alive
    assert row(hall).devices[0].detail == "roll 2"


def test_a_clock_set_back_keeps_no_silent_box_alive(hall: SampleHall) -> None:
    report(hall, OUT)
    hall.clock.set_wall(hall.clock.wall - timedelta(hours=1))

    hall.clock.go_on(minutes=2)

    assert not row(hall).is_alive


def test_a_silent_box_that_is_connected_is_alive(hall: SampleHall) -> None:
    assert not row(hall).is_alive
    assert row(hall, is_here=True).is_alive
    assert row(hall).seen_at is None


def report(hall: SampleHall, device: DeviceReport) -> None:
    hall.give(hall.kiosk, ReportHealth, version="1.0", devices=(device,))


def row(hall: SampleHall, *, is_here: bool = False) -> BoxNow:
    snapshot = hall.see(lambda view: boxes(view, lambda _: is_here))
    return next(each for each in snapshot.boxes if each.box_id == hall.kiosk.box_id)
