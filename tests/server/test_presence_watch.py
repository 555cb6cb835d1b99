"""Boxes are looked at once in a heartbeat; nothing is written while nothing changes."""

from __future__ import annotations

from itertools import count

from server.contract.box_commands import DeviceReport, ReportHealth
from server.contract.terms import BoxId, DeviceState
from server.domain.events import BoxLost, BoxReturned
from server.realtime.presence import PresenceWatch
from server.usecases.office import EnrolBox
from tests.builders import SampleHall

PRINTER = DeviceReport(name="printer", state=DeviceState.READY)


class Watch:
    """Seconds that never fall, and whose socket speaks."""

    def __init__(self, hall: SampleHall) -> None:
        self.seconds = 0.0
        self.speaking: set[BoxId] = set()
        self.heard_at: dict[BoxId, float] = {}
        self.reads = 0
        self._hall = hall
        numbers = count()
        self.watch = PresenceWatch(
            store=hall.store,
            bus=hall.bus,
            clock=hall.clock,
            heard_at=self._heard_at,
            new_id=lambda: f"look-{next(numbers)}",
            seconds=lambda: self.seconds,
        )

    def _heard_at(self, box_id: BoxId) -> float | None:
        self.reads += 1
        return self.heard_at.get(box_id)

    def go_on(self, seconds: int) -> None:
        """The ticker's second, over and over."""
        for _ in range(seconds):
            self.seconds += 1
            self.heard_at.update(dict.fromkeys(self.speaking, self.seconds))
            self._hall.clock.go_on(seconds=1)
            self.watch.look_at(self._hall.id)

    def hang_up(self) -> None:
        """There is no socket any more."""
        self.speaking.clear()
        self.heard_at.clear()


def watched(hall: SampleHall) -> Watch:
    """The kiosk has said how it is, and answers every ping."""
    hall.give(hall.server, EnrolBox, box_id=hall.kiosk.box_id, code_hash="kiosk", key_hash="key")
    hall.give(hall.kiosk, ReportHealth, version="1", devices=(PRINTER,))
    watch = Watch(hall)
    watch.speaking.add(hall.kiosk.box_id)
    watch.go_on(60)
    return watch


def outages(hall: SampleHall) -> list[BoxLost | BoxReturned]:
    return [event for event in hall.events() if isinstance(event, BoxLost | BoxReturned)]


def test_a_box_whose_socket_has_gone_is_lost_after_three_heartbeats_and_back_when_it_is() -> None:
    hall = SampleHall()
    watch = watched(hall)
    kiosk = hall.kiosk.box_id

    watch.hang_up()
    watch.go_on(10)
    assert outages(hall) == []
    watch.go_on(3600)
    assert outages(hall) == [BoxLost(box_id=kiosk)]
    watch.speaking.add(kiosk)
    watch.go_on(10)

    lost, back = outages(hall)
    assert (lost, back.box_id) == (BoxLost(box_id=kiosk), kiosk)
    assert isinstance(back, BoxReturned)
    assert 3590 < back.away_seconds < 3620


def test_a_box_whose_socket_has_fallen_silent_is_lost_to_the_second_though_nobody_has_hung_up() -> None:
    hall = SampleHall()
    watch = watched(hall)

    watch.speaking.clear()
    watch.go_on(14)
    assert outages(hall) == []
    watch.go_on(1)

    assert outages(hall) == [BoxLost(box_id=hall.kiosk.box_id)]


def test_a_quiet_hall_is_written_nothing_and_read_once_in_a_heartbeat() -> None:
    hall = SampleHall()
    watch = watched(hall)
    before, watch.reads = hall.sequence(), 0

    watch.go_on(3600)

    assert hall.sequence() == before
    assert watch.reads <= 3600 / 5


def test_a_box_that_speaks_by_http_alone_is_there() -> None:
    hall = SampleHall()
    watch = watched(hall)

    watch.hang_up()
    for _ in range(60):
        hall.give(hall.kiosk, ReportHealth, version="1", devices=(PRINTER,))
        watch.go_on(5)

    assert outages(hall) == []
