"""When a hall and its services are open: weekdays, dates, days of the month, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from server.domain.calendar import DatedHours, OpenDay, Span
from server.domain.hall import HallSettings, Service
from server.domain.opening import closes_at, hours_on, last_open_day, next_open_day, opens_next
from tests.domain.values import MONDAY, NOON, hall, service

TUESDAY, FRIDAY, SATURDAY = (MONDAY + timedelta(days=days) for days in (1, 4, 5))
WHOLE_DAY, MORNING = Span(480, 960, 1020), Span(540, 720, 780)
MORNINGS = tuple(OpenDay(weekday, 540, 720, 780) for weekday in range(7))


def closed(day: date, *, is_holiday: bool = False) -> DatedHours:
    return DatedHours(day=day, is_holiday=is_holiday)


def test_a_weekday_is_as_the_week_says() -> None:
    assert hours_on(hall(), None, MONDAY) == (WHOLE_DAY,)
    assert hours_on(hall(), None, SATURDAY) == ()


def test_a_date_goes_before_its_weekday() -> None:
    shifted = hall(
        exceptions=(closed(MONDAY), DatedHours(day=SATURDAY, spans=(Span(840, 900, 900), Span(540, 780, 780))))
    )

    assert hours_on(shifted, None, MONDAY) == ()
    assert hours_on(shifted, None, SATURDAY) == (Span(540, 780, 780), Span(840, 900, 900))
    assert hours_on(shifted, None, TUESDAY) == (WHOLE_DAY,)


def test_the_day_before_a_holiday_is_shorter() -> None:
    festive = hall(exceptions=(closed(TUESDAY, is_holiday=True),))

    assert hours_on(festive, None, MONDAY) == (Span(480, 900, 960),)


def test_by_how_much_is_a_setting() -> None:
    settings = HallSettings(pre_holiday_minutes=0)

    assert hours_on(hall(exceptions=(closed(TUESDAY, is_holiday=True),), settings=settings), None, MONDAY) == (
        WHOLE_DAY,
    )


def test_a_day_closed_for_another_reason_leaves_the_day_before_as_it_is() -> None:
    assert hours_on(hall(exceptions=(closed(TUESDAY),)), None, MONDAY) == (WHOLE_DAY,)


def test_the_day_before_a_holiday_is_as_it_was_dated() -> None:
    festive = hall(exceptions=(DatedHours(day=MONDAY, spans=(MORNING,)), closed(TUESDAY, is_holiday=True)))

    assert hours_on(festive, None, MONDAY) == (MORNING,)


def test_a_service_without_hours_of_its_own_has_the_halls_on_every_date() -> None:
    festive = hall(exceptions=(closed(TUESDAY, is_holiday=True), DatedHours(day=SATURDAY, spans=(MORNING,))))

    for day in (MONDAY, TUESDAY, SATURDAY):
        assert hours_on(festive, service(), day) == hours_on(festive, None, day)


@pytest.mark.parametrize(
    ("asked", "day", "spans"),
    [
        (service(hours=MORNINGS), MONDAY, (MORNING,)),
        (service(hours=MORNINGS), SATURDAY, ()),
        (service(hours=MORNINGS[1:]), MONDAY, ()),
        (service(exceptions=(closed(MONDAY),)), MONDAY, ()),
        (service(exceptions=(closed(MONDAY),)), TUESDAY, (WHOLE_DAY,)),
        (service(hours=MORNINGS, exceptions=(DatedHours(day=MONDAY, spans=(Span(900, 1200, 1260),)),)), MONDAY,
         (Span(900, 960, 1020),)),
        (service(exceptions=(DatedHours(day=SATURDAY, spans=(MORNING,)),)), SATURDAY, ()),
        (service(month_days=(1, 2, 3, 4, 5)), MONDAY, (WHOLE_DAY,)),
        (service(month_days=(1, 2, 3, 4, 5)), FRIDAY, ()),
        (service(month_days=(2,), hours=MORNINGS), MONDAY, (MORNING,)),
        (service(month_days=(1,), exceptions=(DatedHours(day=MONDAY, spans=(MORNING,)),)), MONDAY, (MORNING,)),
    ],
)  # fmt: skip
def test_a_service_is_open_within_the_halls_hours(asked: Service, day: date, spans: tuple[Span, ...]) -> None:
    assert hours_on(hall(), asked, day) == spans


def test_a_day_of_the_month_that_falls_on_a_closed_day_does_not_move() -> None:
    first_only = service(month_days=(1,))

    assert hours_on(hall(), first_only, date(2026, 3, 1)) == (), "a Sunday"
    assert hours_on(hall(), first_only, MONDAY) == ()
    assert next_open_day(hall(), first_only, date(2026, 2, 28)) == date(2026, 4, 1)


def test_closing_is_that_of_the_last_span() -> None:
    with_midday_closing = (OpenDay(0, 480, 720, 720), OpenDay(0, 780, 960, 1020))

    assert closes_at(hall(hours=with_midday_closing), None, NOON) == instant("2026-03-02T17:00+02:00")
    assert closes_at(hall(), service(hours=MORNINGS), NOON) == instant("2026-03-02T13:00+02:00")
    assert closes_at(hall(), None, NOON + timedelta(days=5)) is None


def test_the_day_is_that_of_the_halls_time_zone() -> None:
    just_after_midnight = instant("2026-03-01T22:10Z")

    closes = closes_at(hall(), None, just_after_midnight)

    assert closes == instant("2026-03-02T17:00+02:00")
    assert str(closes) == "2026-03-02 17:00:00+02:00", "as the hall's wall shows it"


def test_the_next_open_day_skips_days_off_and_dates() -> None:
    friday_off = hall(exceptions=(closed(FRIDAY),))

    assert next_open_day(hall(), None, FRIDAY) == FRIDAY + timedelta(days=3)
    assert next_open_day(friday_off, None, FRIDAY - timedelta(days=1)) == FRIDAY + timedelta(days=3)
    assert next_open_day(hall(), service(hours=MORNINGS[2:]), MONDAY) == MONDAY + timedelta(days=2)


def test_the_last_open_day_was_before_days_off() -> None:
    assert last_open_day(hall(), MONDAY) == MONDAY - timedelta(days=3)
    assert last_open_day(hall(), TUESDAY) == MONDAY
    assert last_open_day(hall(hours=()), MONDAY) is None


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-03-02T05:00+02:00", "2026-03-02T08:00+02:00"),
        ("2026-03-02T08:00+02:00", "2026-03-03T08:00+02:00"),
        ("2026-03-02T23:59+02:00", "2026-03-03T08:00+02:00"),
        ("2026-03-06T18:00+02:00", "2026-03-09T08:00+02:00"),
        ("2026-03-27T18:00+02:00", "2026-03-30T08:00+03:00"),
    ],
)
def test_it_opens_next_at_the_beginning_of_a_span(at: str, opens: str) -> None:
    assert opens_next(hall(), None, instant(at)) == instant(opens)


def test_it_opens_next_as_the_halls_wall_shows_it() -> None:
    evenings = replace(hall(hours=(OpenDay(0, 1320, 1380, 1380),)), time_zone="America/New_York")

    assert str(opens_next(hall(), None, NOON)) == "2026-03-03 08:00:00+02:00"
    assert str(opens_next(evenings, None, instant("2026-03-03T02:00Z"))) == "2026-03-02 22:00:00-05:00"


def test_a_service_opens_next_by_its_own_hours() -> None:
    tuesdays = service(hours=(OpenDay(1, 600, 720, 720),))

    assert opens_next(hall(), tuesdays, NOON) == instant("2026-03-03T10:00+02:00")
    assert opens_next(hall(), tuesdays, instant("2026-03-03T11:00+02:00")) == instant("2026-03-10T10:00+02:00")


def test_after_midday_it_opens_once_more() -> None:
    with_midday_closing = hall(hours=(OpenDay(0, 480, 720, 720), OpenDay(0, 780, 960, 1020)))

    assert opens_next(with_midday_closing, None, NOON) == instant("2026-03-02T13:00+02:00")


def test_what_is_never_open_opens_at_no_time() -> None:
    assert opens_next(hall(hours=()), None, NOON) is None
    assert next_open_day(hall(), service(hours=(OpenDay(6, 480, 960, 1020),)), MONDAY) is None


def test_around_the_clock_it_opens_next_at_midnight() -> None:
    always = hall(hours=tuple(OpenDay(weekday, 0, 1440, 1440) for weekday in range(7)))

    assert opens_next(always, None, NOON) == instant("2026-03-03T00:00+02:00")
    assert closes_at(always, None, NOON) == instant("2026-03-03T00:00+02:00")


def test_in_the_night_of_summer_time_a_day_closes_an_hour_sooner_and_in_that_of_winter_time_later() -> None:
    nights = hall(hours=tuple(OpenDay(weekday, 0, 300, 300) for weekday in range(7)))

    for night, hours_open in (("2026-03-29T00:00+02:00", 4), ("2026-10-25T00:00+03:00", 6), ("2026-03-02T00:00Z", 3)):
        closes = closes_at(nights, None, instant(night))
        assert closes is not None
        assert closes - instant(night) == timedelta(hours=hours_open)


def instant(written: str) -> datetime:
    return datetime.fromisoformat(written)
