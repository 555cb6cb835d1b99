"""When tickets are given through a day: what kiosks and boards are told, and what a citizen is answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.contract import commands
from server.contract.answers import Done
from server.contract.catalogue import DatedDay, SpanHours
from server.contract.messages import ServiceNow
from server.contract.terms import Intake, Language, ProblemCode, Purpose, ServiceId, SuspensionReason
from server.domain.calendar import DatedHours, OpenDay, Span
from server.domain.errors import Refusal
from server.domain.events import IntakeReopened, IntakeStopped
from server.domain.suspension import DayState, Suspension
from server.usecases import office
from server.usecases.office import LetTimePass, SaveService
from server.usecases.snapshots import board, kiosk, lease
from server.usecases.staff_snapshots import queue
from tests.builders import SampleHall
from tests.usecases.office_scenes import service_form

MONDAY = date(2026, 3, 2)
TUESDAY_MORNING = datetime.fromisoformat("2026-03-03T08:00+02:00")
AROUND_THE_CLOCK = tuple(OpenDay(weekday, 0, 24 * 60, 24 * 60) for weekday in range(7))


def told(hall: SampleHall, service: ServiceId | None = None) -> ServiceNow:
    """What a kiosk is told of a service."""
    snapshot = hall.see(kiosk)
    return next(row for row in snapshot.services if row.service_id == (service or hall.passport))


def refusal(hall: SampleHall, service: ServiceId | None = None) -> Refusal:
    """Why the kiosk gets no ticket."""
    with pytest.raises(Refusal) as refused:
        hall.take(hall.kiosk, service or hall.passport)
    return refused.value


def change(hall: SampleHall, service: ServiceId, **members: Any) -> None:
    """The office changes the passport service."""
    form = service_form(hall) | {"name": {"uk": "Паспорт"}, "letter": "Ж", "purposes": tuple(Purpose)}
    hall.give(hall.founder, SaveService, **form | {"service_id": service} | members)


# Stopped by hand


def test_intake_is_stopped_and_reopened_by_hand(staffed: SampleHall) -> None:
    assert staffed.give(staffed.rita, commands.StopIntake) == Done()
    assert refusal(staffed).code is ProblemCode.INTAKE_STOPPED
    assert (told(staffed).intake, told(staffed).opens_at) == (Intake.STOPPED, TUESDAY_MORNING)
    assert staffed.see(board).intake is staffed.see(queue).intake is Intake.STOPPED
    assert staffed.see(board).opens_at == TUESDAY_MORNING

    staffed.give(staffed.rita, commands.ReopenIntake)

    assert told(staffed).intake is Intake.OPEN
    assert staffed.take(staffed.kiosk, staffed.passport).label
    assert staffed.events().count(IntakeStopped()) == staffed.events().count(IntakeReopened()) == 1


def test_stopping_twice_is_one_stop(staffed: SampleHall) -> None:
    before = staffed.sequence()
    for _ in range(2):
        staffed.give(staffed.rita, commands.StopIntake)
    for _ in range(2):
        staffed.give(staffed.rita, commands.ReopenIntake)

    assert staffed.sequence() == before + 2


def test_a_stop_holds_until_the_halls_own_midnight_and_over_a_restart(staffed: SampleHall) -> None:
    staffed.decide(hours=AROUND_THE_CLOCK)
    staffed.give(staffed.rita, commands.StopIntake)
    staffed.clock.restart(hours=11, minutes=59)
    staffed.bus = staffed.new_bus()
    assert refusal(staffed).code is ProblemCode.INTAKE_STOPPED

    staffed.clock.go_on(minutes=1)

    assert staffed.take(staffed.kiosk, staffed.passport).label


def test_those_who_wait_are_served_after_the_stop(staffed: SampleHall) -> None:
    waiting = staffed.take(staffed.kiosk, staffed.passport)
    staffed.give(staffed.rita, commands.StopIntake)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == waiting.ticket_id


# Suspended


@pytest.mark.parametrize(
    ("decided", "intake"),
    [({}, Intake.SUSPENDED), ({"is_intake_stopped_when_suspended": False}, Intake.OPEN)],
)
def test_a_suspended_hall_gives_tickets_only_where_the_office_wants_it(
    staffed: SampleHall, decided: dict[str, bool], intake: Intake
) -> None:
    staffed.decide(**decided)
    suspended = DayState(suspension=Suspension(SuspensionReason.ALERT, staffed.clock.wall))
    staffed.store.write(staffed.id, lambda records: records.halls.save_day_state(suspended))

    assert told(staffed).intake is staffed.see(board).intake is intake
    assert told(staffed).opens_at is None


# A limit a day


def test_a_daily_limit_ends_the_tickets_of_its_service_alone(staffed: SampleHall) -> None:
    change(staffed, staffed.passport, daily_limit=2)
    staffed.take(staffed.kiosk, staffed.passport)
    assert told(staffed).intake is Intake.OPEN
    staffed.take(staffed.kiosk, staffed.passport)

    assert (told(staffed).intake, told(staffed).opens_at) == (Intake.LIMIT_REACHED, TUESDAY_MORNING)
    assert refusal(staffed).fields == {"limit": "2"}
    assert told(staffed, staffed.residence).intake is staffed.see(board).intake is Intake.OPEN


def test_a_cancelled_ticket_makes_room_and_a_served_one_does_not(staffed: SampleHall) -> None:
    change(staffed, staffed.passport, daily_limit=2)
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.start(staffed.olena, staffed.call(staffed.olena, staffed.one) and staffed.one)
    staffed.give(staffed.olena, commands.FinishServing, window_id=staffed.one)
    second = staffed.take(staffed.kiosk, staffed.passport)
    assert refusal(staffed).code is ProblemCode.LIMIT_REACHED

    staffed.give(staffed.rita, commands.CancelTicket, ticket_id=second.ticket_id)

    assert told(staffed).intake is Intake.OPEN
    assert staffed.take(staffed.kiosk, staffed.passport).label


def test_a_limit_counts_each_day_and_each_service_anew(staffed: SampleHall) -> None:
    change(staffed, staffed.passport, daily_limit=1)
    change(staffed, staffed.residence, name={"uk": "Місце проживання"})
    staffed.take(staffed.kiosk, staffed.residence)
    staffed.take(staffed.kiosk, staffed.passport)
    assert refusal(staffed).code is ProblemCode.LIMIT_REACHED
    staffed.clock.go_on(days=1)

    assert staffed.take(staffed.kiosk, staffed.passport).label


# No time left


def test_a_wait_until_after_closing_ends_intake_before_its_hour(staffed: SampleHall) -> None:
    staffed.decide(is_intake_closed_by_wait=True)
    change(staffed, staffed.passport, minutes=200.0)
    while told(staffed).intake is Intake.OPEN:
        staffed.take(staffed.kiosk, staffed.passport)

    wait = told(staffed).wait
    assert wait is not None
    assert wait.low_minutes > 300, "it is noon, and the hall closes at five"
    assert told(staffed).intake is Intake.NO_TIME_LEFT
    assert told(staffed).opens_at == TUESDAY_MORNING
    assert refusal(staffed).code is ProblemCode.NO_TIME_LEFT


def test_nobody_is_turned_away_for_a_wait_that_nobody_knows(hall: SampleHall) -> None:
    hall.decide(is_intake_closed_by_wait=True)

    assert told(hall).wait is None
    assert told(hall).intake is Intake.OPEN
    assert hall.take(hall.kiosk, hall.passport).label


def test_a_ticket_refused_for_want_of_time_takes_no_number(staffed: SampleHall) -> None:
    staffed.decide(is_intake_closed_by_wait=True)
    change(staffed, staffed.passport, minutes=400.0)
    staffed.take(staffed.kiosk, staffed.passport)
    last = staffed.take(staffed.kiosk, staffed.residence).label
    assert refusal(staffed).code is ProblemCode.NO_TIME_LEFT

    change(staffed, staffed.passport, minutes=5.0)

    assert (last, staffed.take(staffed.kiosk, staffed.passport).label) == ("Д\u00a0001", "Ж\u00a0002")


# Dates


def test_a_dated_day_off_closes_hall_and_board_and_says_when_it_opens(staffed: SampleHall) -> None:
    staffed.decide(exceptions=(DatedHours(day=MONDAY),))

    assert staffed.see(board).intake is told(staffed).intake is Intake.CLOSED_TODAY
    assert staffed.see(kiosk).opens_at == staffed.see(board).opens_at == TUESDAY_MORNING
    assert refusal(staffed).fields == {"intake": "closed-today", "hours": "03.03, 08:00–16:00"}


def test_a_service_closed_today_says_its_own_next_day(staffed: SampleHall) -> None:
    change(staffed, staffed.passport, month_days=(1, 4))

    assert told(staffed).intake is Intake.CLOSED_TODAY
    assert told(staffed).opens_at == TUESDAY_MORNING + timedelta(days=1)
    assert staffed.see(kiosk).intake is Intake.OPEN
    assert staffed.see(kiosk).opens_at is None


def test_what_the_office_decided_is_on_disk(staffed: SampleHall) -> None:
    exceptions = (
        DatedHours(day=MONDAY + timedelta(days=1), is_holiday=True),
        DatedHours(day=MONDAY, spans=(Span(540, 600, 660),)),
    )
    staffed.decide(exceptions=exceptions, pre_holiday_minutes=30)
    change(staffed, staffed.passport, exceptions=exceptions[1:], month_days=(5, 1, 5), daily_limit=7)

    hall = staffed.hall()
    service = staffed.read(lambda records: records.catalogue.service(staffed.passport))
    assert hall.exceptions == exceptions[::-1], "in the order of the dates"
    assert service is not None
    assert (service.exceptions, service.month_days, service.daily_limit) == (exceptions[1:], (1, 5), 7)


def test_a_kiosk_holds_all_that_hours_follow_from(staffed: SampleHall) -> None:
    exceptions = (DatedHours(day=MONDAY, spans=(Span(540, 600, 660),), is_holiday=True),)
    staffed.decide(exceptions=exceptions, pre_holiday_minutes=30)
    change(staffed, staffed.passport, exceptions=(DatedHours(day=MONDAY),), month_days=(1, 2))

    held = staffed.see(lambda view: lease(view, texts={}, base_url=""))

    span = SpanHours(opens="09:00", intake_ends="10:00", closes="11:00")
    assert held.exceptions == (DatedDay(day=MONDAY, spans=(span,), is_holiday=True),)
    assert held.pre_holiday_minutes == 30
    card = next(card for sphere in held.spheres for card in sphere.services if card.service_id == staffed.passport)
    assert card.exceptions == (DatedDay(day=MONDAY, spans=(), is_holiday=False),)
    assert card.month_days == (1, 2)


# Clocks


def test_at_midnight_a_hall_open_around_the_clock_goes_on_with_new_labels(staffed: SampleHall) -> None:
    staffed.decide(hours=AROUND_THE_CLOCK)
    staffed.clock.set_wall(datetime(2026, 3, 2, 21, 59, 59, tzinfo=UTC))
    labels = [staffed.take(staffed.kiosk, staffed.passport).label]
    staffed.clock.go_on(seconds=1)
    labels.append(staffed.take(staffed.kiosk, staffed.passport).label)

    assert labels == ["Ж\u00a0001", "Ж\u00a0001"]
    assert staffed.see(kiosk).intake is Intake.OPEN


@pytest.mark.parametrize(
    ("night", "hours", "open_minutes"),
    [
        ("2026-03-29T00:00+02:00", (2, 5), 2 * 60),  # 03:00–04:00 is not there
        ("2026-10-25T00:00+03:00", (2, 5), 4 * 60),  # 03:00–04:00 comes twice
        ("2026-10-25T00:00+03:00", (3, 4), 2 * 60),
        ("2026-03-29T00:00+02:00", (3, 4), 0),
    ],
)
def test_a_night_of_a_clock_change_is_open_from_its_first_to_its_last_minute(
    staffed: SampleHall, night: str, hours: tuple[int, int], open_minutes: int
) -> None:
    opens, closes = (hour * 60 for hour in hours)
    staffed.decide(hours=(OpenDay(6, opens, closes, closes),))
    staffed.clock.set_wall(datetime.fromisoformat(night))
    given = 0
    for _ in range(8 * 4):
        try:
            staffed.take(staffed.kiosk, staffed.passport, language=Language.UKRAINIAN)
            given += 1
        except Refusal as refused:
            assert refused.code is ProblemCode.INTAKE_CLOSED  # noqa: PT017 both are expected
        staffed.clock.go_on(minutes=15)

    assert given == open_minutes // 15


def test_over_both_clock_changes_hall_time_goes_on_evenly_and_nobody_expires(staffed: SampleHall) -> None:
    staffed.decide(hours=AROUND_THE_CLOCK)
    for night in ("2026-03-29T02:30+02:00", "2026-10-25T02:30+03:00"):
        staffed.clock.set_wall(datetime.fromisoformat(night))
        staffed.give(staffed.server, LetTimePass)
        first = staffed.take(staffed.kiosk, staffed.passport)
        staffed.clock.go_on(hours=2)
        second = staffed.take(staffed.kiosk, staffed.passport)

        places = [staffed.ticket(each.ticket_id).place.arrived_ms for each in (first, second)]
        assert places[1] - places[0] == 2 * 60 * 60 * 1000
        assert [each.label[-3:] for each in (first, second)] == ["001", "002"]
        staffed.sit(staffed.olena, staffed.one)
        assert staffed.call(staffed.olena, staffed.one).ticket_id == first.ticket_id
        staffed.start(staffed.olena, staffed.one)
        assert staffed.call(staffed.olena, staffed.one).ticket_id == second.ticket_id
        staffed.start(staffed.olena, staffed.one)
        staffed.give(staffed.olena, commands.FinishServing, window_id=staffed.one)


def test_a_wall_clock_set_back_an_hour_takes_intake_with_it_and_nothing_else(staffed: SampleHall) -> None:
    staffed.clock.set_wall(staffed.clock.wall.replace(hour=13, minute=50))
    first = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=20)
    assert refusal(staffed).fields == {"intake": "over", "hours": "08:00–16:00"}

    staffed.clock.set_wall(staffed.clock.wall - timedelta(hours=1))
    staffed.give(staffed.server, LetTimePass)
    second = staffed.take(staffed.kiosk, staffed.passport)

    assert second.label == "Ж\u00a0002", "labels do not begin anew"
    places = [staffed.ticket(each.ticket_id).place for each in (first, second)]
    assert places[1].arrived_ms - places[0].arrived_ms == 20 * 60 * 1000, "hall time does not fall"
    assert staffed.call(staffed.olena, staffed.one).ticket_id == first.ticket_id, "nothing has expired"


def test_a_wall_clock_set_back_over_midnight_lets_nobody_expire(staffed: SampleHall) -> None:
    staffed.decide(hours=AROUND_THE_CLOCK)
    staffed.clock.set_wall(datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
    waiting = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.set_wall(staffed.clock.wall - timedelta(hours=1))
    staffed.give(staffed.server, office.LetTimePass)
    staffed.clock.go_on(hours=1)

    assert staffed.call(staffed.sit(staffed.olena, staffed.one), staffed.one).ticket_id == waiting.ticket_id
