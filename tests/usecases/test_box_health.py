"""A box says how it is: noted every time, news only when something changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from server.contract.box_commands import DeviceReport, ReportHealth, StartRoll
from server.contract.messages import BoxNow
from server.contract.terms import BoxId, BoxKind, DeviceState, PrintFault
from server.domain.events import BoxHealthChanged, BoxLost, BoxReturned
from server.usecases.office import NotePresence, SaveBox
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


def test_a_box_without_a_socket_is_alive_for_three_heartbeats_after_its_last_word(hall: SampleHall) -> None:
    report(hall, OUT)

    hall.clock.go_on(seconds=14)
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


def test_a_lost_box_is_not_alive_though_nobody_has_hung_up(hall: SampleHall) -> None:
    report(hall, READY)
    hall.clock.go_on(seconds=15)
    assert row(hall, is_here=True).is_alive

    note(hall, lost=(hall.kiosk.box_id,))

    assert not row(hall, is_here=True).is_alive
    note(hall, back=(hall.kiosk.box_id,))
    assert row(hall, is_here=True).is_alive


def test_a_device_says_since_when_it_is_so_and_what_to_do(hall: SampleHall) -> None:
    report(hall, READY)
    hall.clock.go_on(minutes=5)
    broken_at = hall.clock.wall
    report(hall, OUT)
    hall.clock.go_on(minutes=5)
    report(hall, replace(OUT, detail="roll 3"))

    device = row(hall).devices[0]
    assert (device.since, device.detail) == (broken_at, "roll 3")
    assert device.remedy["uk"] == "Вставте новий рулон і закрийте кришку."
    assert set(device.remedy) == {"uk", "en"}


def test_a_device_that_is_well_has_nothing_to_be_done(hall: SampleHall) -> None:
    report(hall, READY)

    assert row(hall).devices[0].remedy == {}


def test_an_outage_is_told_once_and_so_is_its_end(hall: SampleHall) -> None:
    report(hall, READY)
    lost_at = hall.clock.wall
    note(hall, lost=(hall.kiosk.box_id,))
    note(hall, lost=(hall.kiosk.box_id,))
    assert (row(hall).lost_since, [device.name for device in row(hall).devices]) == (lost_at, ["printer"])

    hall.clock.go_on(minutes=3)
    note(hall, back=(hall.kiosk.box_id,))
    note(hall, back=(hall.kiosk.box_id,))

    told = [event for event in hall.events() if isinstance(event, BoxLost | BoxReturned)]
    assert told == [BoxLost(box_id=hall.kiosk.box_id), BoxReturned(box_id=hall.kiosk.box_id, away_seconds=180)]
    assert row(hall).lost_since is None


def test_a_word_from_a_lost_box_ends_its_outage_and_keeps_what_its_devices_were(hall: SampleHall) -> None:
    report(hall, READY)
    since = row(hall).devices[0].since
    note(hall, lost=(hall.kiosk.box_id,))
    hall.clock.go_on(seconds=30)

    report(hall, READY)

    assert hall.events()[-1] == BoxReturned(box_id=hall.kiosk.box_id, away_seconds=30)
    assert (row(hall).lost_since, row(hall).devices[0].since) == (None, since)


def test_a_box_that_was_never_heard_of_is_not_missed(hall: SampleHall) -> None:
    note(hall, lost=(hall.kiosk.box_id,))

    assert not [event for event in hall.events() if isinstance(event, BoxLost)]


def test_a_box_that_starts_anew_has_its_printers_before_it_finds_them(hall: SampleHall) -> None:
    spare = DeviceReport(name="spare", state=DeviceState.READY)
    report(hall, OUT, spare)

    report(hall)

    kept = {device.name: device for device in row(hall).devices}
    assert [(each.state, each.fault) for each in kept.values()] == [(DeviceState.UNKNOWN, PrintFault.NONE)] * 2
    assert kept["printer"].has_run_out
    hall.give(hall.rita, StartRoll, box_id=hall.kiosk.box_id, device="spare")
    report(hall, READY, spare)
    assert [(each.name, each.state, each.has_run_out) for each in row(hall).devices] == [
        ("printer", DeviceState.READY, True),
        ("spare", DeviceState.READY, False),
    ]


def test_a_spare_that_was_taken_away_is_forgotten(hall: SampleHall) -> None:
    report(hall, READY, DeviceReport(name="spare", state=DeviceState.READY))
    report(hall, READY)
    hall.clock.go_on(minutes=10)

    report(hall, READY)

    assert [device.name for device in row(hall).devices] == ["printer"]


def test_a_box_that_prints_no_more_has_no_printer(hall: SampleHall) -> None:
    report(hall, READY)
    kiosk = {"box_id": hall.kiosk.box_id, "name": "kiosk", "kind": BoxKind.KIOSK}
    hall.give(hall.founder, SaveBox, **kiosk, has_printer=False)

    report(hall)

    assert row(hall).devices == ()


def note(hall: SampleHall, **boxes: tuple[BoxId, ...]) -> None:
    hall.give(hall.server, NotePresence, **boxes)


def report(hall: SampleHall, *devices: DeviceReport) -> None:
    hall.give(hall.kiosk, ReportHealth, version="1.0", devices=devices)


def row(hall: SampleHall, *, is_here: bool = False) -> BoxNow:
    snapshot = hall.see(lambda view: boxes(view, lambda _: is_here))
    return next(each for each in snapshot.boxes if each.box_id == hall.kiosk.box_id)
