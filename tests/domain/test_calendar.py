"""Opening hours: when tickets are given, and what is said when not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.terms import Intake, ProblemCode
from server.domain.calendar import MINUTES_A_DAY, OpenDay, clock_of, intake_at, minutes_of, spans_of
from server.domain.errors import Refusal

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 the hall's local time has no zone of its own here
WITH_MIDDAY_CLOSING = (OpenDay(0, 480, 720, 720), OpenDay(0, 780, 960, 1020))


@given(minutes=st.integers(0, MINUTES_A_DAY))
def test_a_written_clock_reads_back(minutes: int) -> None:
    assert minutes_of(clock_of(minutes)) == minutes


@pytest.mark.parametrize(("clock", "minutes"), [("8:30", 510), (" 08:30 ", 510), ("0:00", 0), ("24:00", 1440)])
def test_clocks_are_read_as_people_write_them(clock: str, minutes: int) -> None:
    assert minutes_of(clock) == minutes


@pytest.mark.parametrize("clock", ["", "8", "8.30", "8:3", "8:60", "24:01", "25:00", "-1:00", "８:３０:00", "08:30:00"])
def test_what_is_no_clock_is_refused(clock: str) -> None:
    with pytest.raises(Refusal) as refused:
        minutes_of(clock)

    assert refused.value.code is ProblemCode.BAD_VALUE
    assert refused.value.fields["field"] == "hours"


@pytest.mark.parametrize(
    ("hour", "minute", "intake"),
    [
        (7, 59, Intake.NOT_YET),
        (8, 0, Intake.OPEN),
        (11, 59, Intake.OPEN),
        (12, 0, Intake.NOT_YET),
        (13, 0, Intake.OPEN),
        (15, 59, Intake.OPEN),
        (16, 0, Intake.OVER),
        (23, 59, Intake.OVER),
    ],
)
def test_intake_follows_the_day(hour: int, minute: int, intake: Intake) -> None:
    assert intake_at(WITH_MIDDAY_CLOSING, MONDAY.replace(hour=hour, minute=minute)) is intake


def test_a_day_without_hours_is_closed() -> None:
    assert intake_at(WITH_MIDDAY_CLOSING, MONDAY + timedelta(days=1, hours=10)) is Intake.CLOSED_TODAY


@given(minute=st.integers(0, MINUTES_A_DAY - 1), weekday=st.integers(0, 6))
def test_the_order_in_which_hours_are_listed_does_not_matter(minute: int, weekday: int) -> None:
    local = MONDAY + timedelta(days=weekday, minutes=minute)

    assert intake_at(WITH_MIDDAY_CLOSING, local) is intake_at(tuple(reversed(WITH_MIDDAY_CLOSING)), local)


def test_hours_are_said_in_their_order_with_a_dash_for_a_closed_day() -> None:
    hours = tuple(reversed(WITH_MIDDAY_CLOSING))

    assert spans_of(hours, 0) == "08:00–12:00, 13:00–16:00"
    assert spans_of(hours, 6) == "—"


@pytest.mark.parametrize(
    ("weekday", "opens", "intake_ends", "closes"),
    [
        (-1, 480, 960, 1020),
        (7, 480, 960, 1020),
        (0, -1, 960, 1020),
        (0, 960, 960, 1020),
        (0, 480, 1021, 1020),
        (0, 480, 960, 1441),
    ],
)
def test_a_day_that_cannot_be_is_refused(weekday: int, opens: int, intake_ends: int, closes: int) -> None:
    with pytest.raises(Refusal) as refused:
        OpenDay(weekday, opens, intake_ends, closes)

    assert refused.value.code is ProblemCode.BAD_VALUE
