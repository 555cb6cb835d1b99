"""A continuation whose day the office closes afterwards moves on to another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.contract.commands import CancelTicket
from server.contract.messages import PhoneSnapshot
from server.contract.terms import ProblemCode, ServiceId, TicketId, TicketState
from server.domain.calendar import DatedHours
from server.domain.hall import Service, Sphere
from server.usecases.office import LetTimePass
from server.usecases.ports import Catalogue
from server.usecases.snapshots import phone
from server.usecases.staff_snapshots import queue
from server.usecases.views import HallView
from tests.builders import SampleHall
from tests.usecases.alerts import resume, suspend
from tests.usecases.test_continuing import TUESDAY, grant, refusal_of

CLOSED_TUESDAY = (DatedHours(day=TUESDAY),)
WEDNESDAY = date(2026, 3, 4)


def granted(hall: SampleHall) -> tuple[TicketId, TicketId]:
    """A ticket of Monday, and what it goes on as on a Tuesday that is closed afterwards."""
    former = hall.take(hall.kiosk, hall.passport).ticket_id
    (continued,) = grant(hall, former)
    hall.decide(exceptions=CLOSED_TUESDAY)
    return former, continued.ticket_id


def living(hall: SampleHall) -> list[TicketId]:
    days = [date(2026, 3, day) for day in range(1, 15)]
    return hall.read(lambda records: [each.id for day in days for each in records.lines.living(day)])


def on_phone(hall: SampleHall, ticket_id: TicketId) -> PhoneSnapshot:
    ticket = hall.ticket(ticket_id)
    return hall.see(lambda view: phone(view, ticket))


def given(hall: SampleHall, day: date) -> dict[ServiceId, int]:
    return hall.read(lambda records: records.service_days.given(day, (hall.passport,)))


@pytest.mark.parametrize("later", [timedelta(), timedelta(days=1), timedelta(days=2)], ids=["before", "on", "after"])
@pytest.mark.parametrize("asked", ["former", "continued"])
def test_it_moves_as_soon_as_its_day_is_known_to_be_closed(hall: SampleHall, asked: str, later: timedelta) -> None:
    former, continued = granted(hall)
    hall.clock.go_on(seconds=later.total_seconds())
    hall.give(hall.server, LetTimePass)

    (moved,) = grant(hall, former if asked == "former" else continued)

    assert (moved.former_id, moved.day) == (continued, WEDNESDAY)
    assert living(hall) == [moved.ticket_id]
    assert hall.ticket(continued).continued_as == moved.ticket_id
    assert hall.ticket(moved.ticket_id).place == hall.ticket(former).place


def test_each_of_its_phone_pages_says_the_new_day(hall: SampleHall) -> None:
    former, continued = granted(hall)
    (moved,) = grant(hall, continued)

    for ticket_id in (former, continued):
        told = on_phone(hall, ticket_id)
        assert told.goes_on is not None
        assert (told.state, told.goes_on.label, told.goes_on.day) == (TicketState.EXPIRED, moved.label, WEDNESDAY)
        assert told.goes_on.phone_secret == hall.ticket(moved.ticket_id).phone_secret
    told = on_phone(hall, moved.ticket_id)
    assert (told.state, told.valid_on, told.goes_on) == (TicketState.WAITING, WEDNESDAY, None)


def test_both_of_its_numbers_move_it_once(hall: SampleHall) -> None:
    former, continued = granted(hall)

    (moved,) = grant(hall, former, continued)

    assert living(hall) == [moved.ticket_id]
    assert refusal_of(hall, former).code is ProblemCode.ALREADY_CONTINUED
    assert refusal_of(hall, continued).code is ProblemCode.ALREADY_CONTINUED
    assert refusal_of(hall, moved.ticket_id).fields["day"] == "04.03.2026"


def test_it_moves_again_when_the_next_day_is_closed_too(hall: SampleHall) -> None:
    former, continued = granted(hall)
    grant(hall, continued)
    hall.decide(exceptions=(*CLOSED_TUESDAY, DatedHours(day=WEDNESDAY)))

    (moved,) = grant(hall, former)

    assert moved.day == date(2026, 3, 5)
    assert living(hall) == [moved.ticket_id]
    told = on_phone(hall, former)
    assert told.goes_on is not None
    assert told.goes_on.day == moved.day


def test_it_moves_too_when_its_service_alone_is_closed_that_day(hall: SampleHall) -> None:
    (continued,) = grant(hall, hall.take(hall.kiosk, hall.passport).ticket_id)
    service = hall.read(lambda records: records.catalogue.service(hall.passport))
    assert service is not None
    closed = replace(service, exceptions=CLOSED_TUESDAY)
    hall.store.write(hall.id, lambda records: records.catalogue.save_service(closed))

    (moved,) = grant(hall, continued.ticket_id)

    assert moved.day == WEDNESDAY


def test_one_that_its_citizen_gave_up_does_not_move(hall: SampleHall) -> None:
    former, continued = granted(hall)
    hall.give(hall.rita, CancelTicket, ticket_id=continued)

    assert refusal_of(hall, former).code is ProblemCode.STEP_REFUSED
    assert living(hall) == []


def test_a_day_on_which_the_hall_was_open_is_older_than_one_it_may_move_from(hall: SampleHall) -> None:
    _, continued = granted(hall)
    hall.clock.go_on(days=3)

    assert refusal_of(hall, continued).code is ProblemCode.TICKET_OVER


@pytest.mark.parametrize("days", [0, 1, 2])
def test_the_supervisor_sees_whose_day_is_closed(hall: SampleHall, days: int) -> None:
    _, continued = granted(hall)
    hall.clock.go_on(days=days)
    hall.give(hall.server, LetTimePass)

    snapshot = hall.see(queue)

    assert [each.ticket_id for each in (*snapshot.tickets, *snapshot.unfinished)] == [continued]
    grant(hall, continued)
    snapshot = hall.see(queue)
    assert [each.ticket_id for each in (*snapshot.tickets, *snapshot.unfinished) if each.ticket_id == continued] == []


def test_whose_day_is_open_is_nothing_to_be_moved(hall: SampleHall) -> None:
    grant(hall, hall.take(hall.kiosk, hall.passport).ticket_id)

    assert hall.see(queue).unfinished == ()


def test_a_look_at_the_line_asks_for_no_service_by_itself_however_many_go_on(hall: SampleHall) -> None:
    grant(hall, *(hall.take(hall.bare_kiosk, hall.passport).ticket_id for _ in range(3)))

    asked: list[ServiceId] = hall.see(_services_asked_for_by_a_queue)

    assert asked == []


def test_an_alert_moves_the_opening_of_whichever_day_somebody_waits_for(hall: SampleHall) -> None:
    """Wednesday, since Tuesday was closed when they were let go on, though by now it is not."""
    hall.decide(exceptions=CLOSED_TUESDAY)
    (continued,) = grant(hall, hall.take(hall.kiosk, hall.passport).ticket_id)
    hall.decide(exceptions=())
    opens_ms = hall.ticket(continued.ticket_id).taken.hall_ms

    suspend(hall)
    hall.clock.go_on(hours=1)
    resume(hall)

    assert continued.day == WEDNESDAY
    assert opens_ms - hall.ticket(continued.ticket_id).taken.hall_ms == 60 * 60_000


def _services_asked_for_by_a_queue(view: HallView) -> list[ServiceId]:
    catalogue = _NotingCatalogue(view.records.catalogue)
    assert queue(replace(view, records=replace(view.records, catalogue=catalogue))).unfinished == ()
    return catalogue.asked


class _NotingCatalogue:
    """The hall's own, that notes which services are asked for one by one."""

    def __init__(self, real: Catalogue) -> None:
        self.real = real
        self.asked: list[ServiceId] = []

    def spheres(self) -> Sequence[Sphere]:
        return self.real.spheres()

    def services(self) -> Sequence[Service]:
        return self.real.services()

    def service(self, service_id: ServiceId) -> Service | None:
        self.asked.append(service_id)
        return self.real.service(service_id)

    def save_sphere(self, sphere: Sphere) -> None:
        self.real.save_sphere(sphere)

    def save_service(self, service: Service) -> None:
        self.real.save_service(service)


def test_the_day_that_it_left_has_room_again(hall: SampleHall) -> None:
    _, continued = granted(hall)
    grant(hall, continued)

    assert (given(hall, TUESDAY), given(hall, WEDNESDAY)) == ({}, {hall.passport: 1})
