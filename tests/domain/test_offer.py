"""What the hall offers at an instant, and whose people are ahead of a newcomer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.contract.terms import Intake, PersonId, ProblemCode, Purpose, SuspensionReason
from server.domain.calendar import DatedHours, OpenDay
from server.domain.errors import Refusal
from server.domain.hall import Hall, HallSettings, Service, Window
from server.domain.offer import (
    Today,
    check_offer,
    intake_of,
    intake_of_all,
    intake_of_hall,
    opens_again,
    targets_ahead,
    today,
    windows_serving,
)
from server.domain.place import TargetId, at_person, at_service, at_window
from server.domain.suspension import DayState, Suspension
from tests.domain.values import MONDAY, NOON, hall, service, window

MORNINGS = (OpenDay(0, 8 * 60, 9 * 60, 9 * 60),)
SATURDAY = NOON + timedelta(days=5)
STOPPED = DayState(intake_stopped_on=MONDAY)
SUSPENDED = DayState(suspension=Suspension(SuspensionReason.ALERT, NOON))
_HALL = hall()


def seen(at: datetime = NOON, hall: Hall = _HALL, state: DayState = DayState()) -> Today:  # noqa: B008 frozen
    """The hall at an instant."""
    return today(hall, at, state)


def test_a_service_with_a_window_is_offered_in_the_halls_hours() -> None:
    assert intake_of(seen(), service(), [window()]) is Intake.OPEN
    assert intake_of_hall(seen()) is Intake.OPEN


def test_its_day_is_that_of_the_halls_time_zone() -> None:
    just_after_midnight = NOON - timedelta(hours=11, minutes=50)

    assert seen(just_after_midnight).day == MONDAY
    assert intake_of_hall(seen(just_after_midnight)) is Intake.NOT_YET


def test_an_empty_window_counts_since_citizens_come_before_the_administrators_sit_down() -> None:
    assert intake_of(seen(), service(), [window(person=None)]) is Intake.OPEN


@pytest.mark.parametrize("windows", [[], [window("1", "business")], [window(is_archived=True)]])
def test_a_service_without_a_window_is_served_by_nobody(windows: list[Window]) -> None:
    assert intake_of(seen(), service(), windows) is Intake.NOBODY_SERVES


def test_a_service_keeps_its_own_hours_within_the_halls() -> None:
    assert intake_of(seen(), service(hours=MORNINGS), [window()]) is Intake.OVER
    assert intake_of(seen(NOON - timedelta(hours=3, minutes=30)), service(hours=MORNINGS), [window()]) is Intake.OPEN


def test_hours_of_its_own_do_not_open_a_closed_hall() -> None:
    always = tuple(OpenDay(weekday, 0, 1440, 1440) for weekday in range(7))

    assert intake_of(seen(SATURDAY), service(hours=always), []) is Intake.CLOSED_TODAY


def test_a_service_that_is_served_on_other_days_of_the_month_is_closed_today() -> None:
    assert intake_of(seen(), service(month_days=(1, 3)), [window()]) is Intake.CLOSED_TODAY
    assert intake_of(seen(), service(month_days=(1, 2)), [window()]) is Intake.OPEN


def test_the_hour_before_a_holiday_is_over() -> None:
    festive = hall(exceptions=(DatedHours(day=MONDAY + timedelta(days=1), is_holiday=True),))

    assert intake_of_hall(seen(NOON + timedelta(hours=2, minutes=59), festive)) is Intake.OPEN
    assert intake_of_hall(seen(NOON + timedelta(hours=3), festive)) is Intake.OVER


# Decided for the day


def test_intake_stopped_by_hand_is_stopped_for_that_day_alone() -> None:
    assert intake_of(seen(state=STOPPED), service(), [window()]) is Intake.STOPPED
    assert intake_of_hall(seen(state=STOPPED)) is Intake.STOPPED
    assert intake_of_hall(seen(NOON + timedelta(days=1), state=STOPPED)) is Intake.OPEN


def test_a_suspended_hall_gives_no_tickets_unless_the_office_wants_them() -> None:
    patient = hall(settings=HallSettings(is_intake_stopped_when_suspended=False))

    assert intake_of(seen(state=SUSPENDED), service(), [window()]) is Intake.SUSPENDED
    assert intake_of(seen(hall=patient, state=SUSPENDED), service(), [window()]) is Intake.OPEN


@pytest.mark.parametrize(
    ("hours_later", "state", "intake"),
    [
        (-5, DayState(), Intake.NOT_YET),
        (-5, STOPPED, Intake.STOPPED),  # nothing will open
        (-5, SUSPENDED, Intake.SUSPENDED),
        (5, STOPPED, Intake.OVER),
        (5, SUSPENDED, Intake.OVER),
        (0, replace(SUSPENDED, intake_stopped_on=MONDAY), Intake.STOPPED),
    ],
)
def test_what_is_said_is_what_will_not_pass_by_itself(hours_later: int, state: DayState, intake: Intake) -> None:
    assert intake_of_hall(seen(NOON + timedelta(hours=hours_later), state=state)) is intake


def test_a_limit_is_reached_by_the_last_ticket_that_it_allows() -> None:
    limited = service(daily_limit=3)

    assert intake_of(seen(), limited, [window()], given=2) is Intake.OPEN
    assert intake_of(seen(), limited, [window()], given=3) is Intake.LIMIT_REACHED
    assert intake_of(seen(), service(), [window()], given=3) is Intake.OPEN


@pytest.mark.parametrize(
    ("wait_minutes", "intake"), [(None, Intake.OPEN), (300, Intake.OPEN), (301, Intake.NO_TIME_LEFT)]
)
def test_a_wait_until_after_closing_ends_intake_where_the_office_wants_it(
    wait_minutes: int | None, intake: Intake
) -> None:
    strict = hall(settings=HallSettings(is_intake_closed_by_wait=True))

    assert intake_of(seen(hall=strict), service(), [window()], wait_minutes=wait_minutes) is intake
    assert intake_of(seen(), service(), [window()], wait_minutes=wait_minutes) is Intake.OPEN


# Refused


@pytest.mark.parametrize(
    ("asked", "windows", "purpose", "now", "code"),
    [
        (service(), [window()], Purpose.COLLECT, seen(), ProblemCode.PURPOSE_NOT_OFFERED),
        (service(), [], Purpose.HAND_IN, seen(), ProblemCode.NOBODY_SERVES),
        (service(), [window()], Purpose.HAND_IN, seen(SATURDAY), ProblemCode.INTAKE_CLOSED),
        (service(hours=MORNINGS), [window()], Purpose.HAND_IN, seen(), ProblemCode.INTAKE_CLOSED),
        (service(), [window()], Purpose.HAND_IN, seen(state=STOPPED), ProblemCode.INTAKE_STOPPED),
        (service(), [window()], Purpose.HAND_IN, seen(state=SUSPENDED), ProblemCode.SUSPENDED),
    ],
)
def test_what_is_not_offered_is_refused(
    asked: Service, windows: list[Window], purpose: Purpose, now: Today, code: ProblemCode
) -> None:
    with pytest.raises(Refusal) as refused:
        check_offer(now, asked, windows, purpose)

    assert refused.value.code is code


def test_a_limit_is_not_reached_where_no_ticket_is_told_of() -> None:
    limited = service(daily_limit=1)

    assert intake_of(seen(), limited, [window()]) is Intake.OPEN
    check_offer(seen(), limited, [window()], Purpose.HAND_IN)


def test_a_purpose_that_is_not_offered_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        check_offer(seen(), service(), [window()], Purpose.COLLECT)

    assert refused.value.fields == {"purpose": Purpose.COLLECT}


def test_a_reached_limit_says_how_many() -> None:
    with pytest.raises(Refusal) as refused:
        check_offer(seen(), service(daily_limit=3), [window()], Purpose.HAND_IN, given=4)

    assert (refused.value.code, refused.value.fields) == (ProblemCode.LIMIT_REACHED, {"limit": "3"})


def test_no_time_left_is_refused() -> None:
    strict = seen(hall=hall(settings=HallSettings(is_intake_closed_by_wait=True)))

    with pytest.raises(Refusal) as refused:
        check_offer(strict, service(), [window()], Purpose.HAND_IN, wait_minutes=305)

    assert refused.value.code is ProblemCode.NO_TIME_LEFT


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (seen(NOON + timedelta(hours=5)), "08:00–16:00"),
        (seen(SATURDAY), "09.03, 08:00–16:00"),
        (seen(SATURDAY, hall(hours=())), "—"),
    ],
)
def test_a_closed_intake_says_the_hours_of_the_day_or_of_the_next_open_one(now: Today, hours: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_offer(now, service(), [window()], Purpose.HAND_IN)

    assert refused.value.fields == {"intake": now.by_hours, "hours": hours}


def test_a_closed_intake_says_the_next_day_of_the_service_that_was_asked_for() -> None:
    tuesdays = service(hours=(OpenDay(1, 10 * 60, 12 * 60, 12 * 60),))

    with pytest.raises(Refusal) as refused:
        check_offer(seen(SATURDAY), tuesdays, [window()], Purpose.HAND_IN)

    assert refused.value.fields["hours"] == "10.03, 10:00–12:00"


def test_what_is_offered_passes() -> None:
    check_offer(seen(), service(), [window()], Purpose.HAND_IN)


# When it opens again


@pytest.mark.parametrize(
    ("now", "intake", "opens"),
    [
        (seen(NOON - timedelta(hours=5)), Intake.NOT_YET, "2026-03-02T08:00+02:00"),
        (seen(NOON + timedelta(hours=5)), Intake.OVER, "2026-03-03T08:00+02:00"),
        (seen(SATURDAY), Intake.CLOSED_TODAY, "2026-03-09T08:00+02:00"),
        (seen(NOON - timedelta(hours=5)), Intake.STOPPED, "2026-03-03T08:00+02:00"),
        (seen(), Intake.LIMIT_REACHED, "2026-03-03T08:00+02:00"),
        (seen(), Intake.NO_TIME_LEFT, "2026-03-03T08:00+02:00"),
    ],
)
def test_it_is_known_when_tickets_are_given_next(now: Today, intake: Intake, opens: str) -> None:
    assert opens_again(now, service(), intake) == datetime.fromisoformat(opens)
    assert opens_again(now, None, intake) == datetime.fromisoformat(opens)


def test_a_service_of_tuesdays_is_given_again_on_tuesday() -> None:
    tuesdays = service(hours=(OpenDay(1, 600, 720, 720),))

    for intake in (Intake.CLOSED_TODAY, Intake.LIMIT_REACHED):
        assert opens_again(seen(), tuesdays, intake) == datetime.fromisoformat("2026-03-03T10:00+02:00")
    with pytest.raises(Refusal) as refused:
        check_offer(seen(), tuesdays, [window()], Purpose.HAND_IN)
    assert refused.value.fields == {"intake": Intake.CLOSED_TODAY, "hours": "03.03, 10:00–12:00"}


def test_around_the_clock_a_stopped_day_ends_at_midnight() -> None:
    always = hall(hours=tuple(OpenDay(weekday, 0, 1440, 1440) for weekday in range(7)))

    assert opens_again(seen(hall=always), None, Intake.STOPPED) == datetime.fromisoformat("2026-03-03T00:00+02:00")


@pytest.mark.parametrize("intake", [Intake.OPEN, Intake.SUSPENDED, Intake.NOBODY_SERVES])
def test_nobody_can_say_when_an_alert_ends_or_somebody_comes(intake: Intake) -> None:
    assert opens_again(seen(), service(), intake) is None


def test_windows_serving_are_those_in_use_that_have_the_service() -> None:
    mine, other, archived = window("1"), window("2", "business"), window("3", is_archived=True)

    assert windows_serving(service(), [mine, other, archived]) == (mine,)


def services_of(targets: frozenset[TargetId]) -> set[str]:
    return {each.removeprefix("service:") for each in targets if each.startswith("service:")}


def test_ahead_are_the_people_of_every_service_that_the_same_windows_call() -> None:
    serving = [window("1", "passport", "business", person="olena"), window("2", "passport", "social", person="taras")]

    assert services_of(targets_ahead(service(), serving)) == {"passport", "business", "social"}


def test_ahead_are_also_those_sent_to_one_of_these_windows_or_people() -> None:
    mine = window("1", "passport", person="olena")

    assert targets_ahead(service(), [mine]) == {
        at_service(service().id),
        at_window(mine.id),
        at_person(PersonId("olena")),
    }


def test_an_empty_window_brings_nobody_ahead_while_another_is_staffed() -> None:
    serving = [window("1", "passport", person="olena"), window("2", "passport", "social")]

    assert services_of(targets_ahead(service(), serving)) == {"passport"}


def test_in_the_morning_with_all_windows_empty_every_one_counts() -> None:
    assert services_of(targets_ahead(service(), [window("1", "passport", "social")])) == {"passport", "social"}


def test_without_a_window_only_the_services_own_people_are_ahead() -> None:
    assert targets_ahead(service(), []) == {at_service(service().id)}


# All services together


@pytest.mark.parametrize(
    ("services", "said"),
    [
        ([Intake.LIMIT_REACHED, Intake.LIMIT_REACHED], Intake.LIMIT_REACHED),
        ([Intake.NO_TIME_LEFT], Intake.NO_TIME_LEFT),
        ([Intake.NOBODY_SERVES, Intake.NOBODY_SERVES], Intake.NOBODY_SERVES),
        ([Intake.LIMIT_REACHED, Intake.OPEN], Intake.OPEN),
        ([Intake.LIMIT_REACHED, Intake.CLOSED_TODAY, Intake.OVER], Intake.LIMIT_REACHED),
        ([Intake.NOBODY_SERVES, Intake.LIMIT_REACHED], Intake.LIMIT_REACHED),
        ([Intake.LIMIT_REACHED, Intake.NO_TIME_LEFT], Intake.NO_TIME_LEFT),
        ([Intake.CLOSED_TODAY, Intake.OVER], Intake.OPEN),
        ([], Intake.OPEN),
    ],
)
def test_an_open_hall_says_what_holds_for_all_services_open_now(services: list[Intake], said: Intake) -> None:
    assert intake_of_all(Intake.OPEN, services) is said


def test_a_closed_hall_says_that_it_is_closed() -> None:
    assert intake_of_all(Intake.STOPPED, [Intake.LIMIT_REACHED]) is Intake.STOPPED


def test_no_more_services_are_asked_once_one_is_open() -> None:
    services = iter([Intake.LIMIT_REACHED, Intake.OPEN, Intake.OPEN])

    intake_of_all(Intake.OPEN, services)

    assert len(list(services)) == 1
