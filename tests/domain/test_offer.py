"""What the hall offers at an instant, and whose people are ahead of a newcomer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.contract.terms import Intake, PersonId, ProblemCode, Purpose
from server.domain.calendar import OpenDay
from server.domain.errors import Refusal
from server.domain.hall import Service, Window
from server.domain.offer import check_offer, intake_of, targets_ahead, windows_serving
from server.domain.place import TargetId, at_person, at_service, at_window
from tests.domain.values import NOON, hall, service, window

MORNINGS = (OpenDay(0, 8 * 60, 9 * 60, 9 * 60),)
SATURDAY = NOON + timedelta(days=5)


def test_a_service_with_a_window_is_offered_in_the_halls_hours() -> None:
    assert intake_of(hall(), service(), [window()], NOON) is Intake.OPEN


def test_an_empty_window_counts_since_citizens_come_before_the_administrators_sit_down() -> None:
    assert intake_of(hall(), service(), [window(person=None)], NOON) is Intake.OPEN


@pytest.mark.parametrize("windows", [[], [window("1", "business")], [window(is_archived=True)]])
def test_a_service_without_a_window_is_served_by_nobody(windows: list[Window]) -> None:
    assert intake_of(hall(), service(), windows, NOON) is Intake.NOBODY_SERVES


def test_a_service_keeps_its_own_hours_within_the_halls() -> None:
    assert intake_of(hall(), service(hours=MORNINGS), [window()], NOON) is Intake.OVER
    assert intake_of(hall(), service(hours=MORNINGS), [window()], NOON - timedelta(hours=3, minutes=30)) is Intake.OPEN


def test_a_closed_hall_is_said_before_all_else() -> None:
    always = tuple(OpenDay(weekday, 0, 1440, 1440) for weekday in range(7))

    assert intake_of(hall(), service(hours=always), [], SATURDAY) is Intake.CLOSED_TODAY


@pytest.mark.parametrize(
    ("asked", "windows", "purpose", "at", "code"),
    [
        (service(), [window()], Purpose.COLLECT, NOON, ProblemCode.PURPOSE_NOT_OFFERED),
        (service(), [], Purpose.HAND_IN, NOON, ProblemCode.NOBODY_SERVES),
        (service(), [window()], Purpose.HAND_IN, SATURDAY, ProblemCode.INTAKE_CLOSED),
        (service(hours=MORNINGS), [window()], Purpose.HAND_IN, NOON, ProblemCode.INTAKE_CLOSED),
    ],
)
def test_what_is_not_offered_is_refused(
    asked: Service, windows: list[Window], purpose: Purpose, at: datetime, code: ProblemCode
) -> None:
    with pytest.raises(Refusal) as refused:
        check_offer(hall(), asked, windows, purpose, at)

    assert refused.value.code is code


def test_a_closed_intake_says_the_hours_of_the_day() -> None:
    with pytest.raises(Refusal) as refused:
        check_offer(hall(), service(), [window()], Purpose.HAND_IN, NOON + timedelta(hours=5))

    assert refused.value.fields == {"intake": Intake.OVER, "hours": "08:00–16:00"}


def test_what_is_offered_passes() -> None:
    check_offer(hall(), service(), [window()], Purpose.HAND_IN, NOON)


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
