"""The latest forecast is what citizens are told; without one the simple range stands in."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.answers import TicketGiven
from server.contract.box_commands import ClaimPrintJob
from server.contract.slip import WaitRange
from server.contract.terms import PhoneSecret, PriorityClass, Role, ServiceId
from server.domain.outlook import Outlook, shown
from server.domain.place import LineClass
from server.forecast.foreseeing import Foreseer
from server.forecast.latest import FRESH_MS
from server.usecases import snapshots
from tests.builders import SampleHall


@pytest.fixture
def hall(staffed: SampleHall) -> SampleHall:
    """Both windows staffed and busy, eight waiting for passports."""
    for _ in range(10):
        staffed.take(staffed.bare_kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.call(staffed.taras, staffed.two)
    return staffed


def waits(hall: SampleHall) -> dict[ServiceId, WaitRange | None]:
    """On the kiosk."""
    return {each.service_id: each.wait for each in hall.see(snapshots.kiosk).services}


def on_phone(hall: SampleHall, secret: PhoneSecret) -> WaitRange | None:
    """Of one ticket."""

    def told(view: Any) -> WaitRange | None:
        ticket = view.records.tickets.by_secret(secret)
        return snapshots.phone(view, ticket).wait

    return hall.see(told)


def expected(outlook: Outlook, service: ServiceId, line_class: LineClass = LineClass.ORDINARY) -> WaitRange | None:
    """What the forecast says of a newcomer."""
    told = outlook.newcomer(service, line_class)
    assert told is not None
    return shown(told)


def test_a_forecast_differs_from_the_simple_range(hall: SampleHall) -> None:
    simple = waits(hall)

    outlook = hall.foresee()

    assert waits(hall)[hall.passport] == expected(outlook, hall.passport)
    assert waits(hall) != simple


def test_ticket_slip_and_kiosk_say_the_same(hall: SampleHall) -> None:
    outlook = hall.foresee()

    given = hall.take(hall.kiosk, hall.passport)
    job = hall.give(hall.kiosk, ClaimPrintJob)

    assert given.wait == job.slip.wait == expected(outlook, hall.passport)


def test_lawful_newcomers_wait_less(hall: SampleHall) -> None:
    outlook = hall.foresee()

    lawful = hall.take(hall.bare_kiosk, hall.passport, priority=PriorityClass.LAWFUL)
    ordinary = hall.take(hall.bare_kiosk, hall.passport)

    assert lawful.wait == expected(outlook, hall.passport, LineClass.LAWFUL)
    assert lawful.wait is not None
    assert ordinary.wait is not None
    assert lawful.wait.high_minutes < ordinary.wait.high_minutes


def test_each_phone_has_its_own_wait(hall: SampleHall) -> None:
    first, last = given(hall), given(hall)
    outlook = hall.foresee()

    said = {on_phone(hall, each.phone_secret) for each in (first, last)}

    assert said == {shown(outlook.tickets[each.ticket_id]) for each in (first, last)}


def given(hall: SampleHall) -> TicketGiven:
    """A ticket, with somebody behind whom the next one waits."""
    ticket = hall.take(hall.bare_kiosk, hall.passport)
    for _ in range(4):
        hall.take(hall.bare_kiosk, hall.passport)
    return ticket


def test_a_ticket_taken_after_the_forecast_is_told_what_its_slip_says(hall: SampleHall) -> None:
    hall.foresee()

    ticket = hall.take(hall.bare_kiosk, hall.passport)

    assert on_phone(hall, ticket.phone_secret) == ticket.wait


def test_what_nobody_serves_is_unknown(hall: SampleHall) -> None:
    stamps = hall.service(hall.papers, "Апостиль", "П")
    outlook = hall.foresee()

    assert expected(outlook, stamps) is None
    assert waits(hall)[stamps] is None


def test_a_service_newer_than_the_forecast_has_the_simple_range(hall: SampleHall) -> None:
    hall.foresee()

    new = hall.service(hall.papers, "Апостиль", "П")
    hall.sit(hall.person("iryna", Role.ADMINISTRATOR), hall.window("3", new))

    assert waits(hall)[new] == WaitRange(0, 5)


def test_an_old_forecast_is_not_used(hall: SampleHall) -> None:
    simple = waits(hall)
    hall.foresee()

    hall.clock.go_on(milliseconds=FRESH_MS + 1)

    assert waits(hall) == simple


def test_a_hall_that_cannot_be_foreseen_is_told_of_once(hall: SampleHall, caplog: pytest.LogCaptureFixture) -> None:
    foreseer = Foreseer(hall.store, hall.clock)
    hall.store.close()

    said = [foreseer.outlook(hall.id), foreseer.outlook(hall.id)]

    assert said == [None, None]
    assert [record.message for record in caplog.records] == [
        f"hall {hall.id} cannot be foreseen; it is tried again as it changes"
    ]
