"""Opening hours: when tickets are given, and what is said when not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.terms import Intake, ProblemCode
from server.domain.calendar import (
    MINUTES_A_DAY,
    DatedHours,
    OpenDay,
    Span,
    clock_of,
    dated_on,
    instant_of,
    intake_at,
    minutes_of,
    overlap,
    said,
    shortened,
    weekly_on,
)
from server.domain.errors import Refusal

KYIV = ZoneInfo("Europe/Kyiv")
MONDAY = date(2026, 3, 2)
WITH_MIDDAY_CLOSING = (Span(480, 720, 720), Span(780, 960, 1020))


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
    assert refused.value.fields == {"field": "hours", "reason": "HH:MM"}


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
    assert intake_at(WITH_MIDDAY_CLOSING, MONDAY, KYIV, at(MONDAY, hour, minute)) is intake


def test_a_day_without_hours_is_closed() -> None:
    assert intake_at((), MONDAY, KYIV, at(MONDAY, 10)) is Intake.CLOSED_TODAY


def test_a_weekday_has_its_spans_in_order_whatever_the_order_of_the_list() -> None:
    hours = (OpenDay(0, 780, 960, 1020), OpenDay(1, 480, 720, 720), OpenDay(0, 480, 720, 720))

    assert weekly_on(hours, MONDAY) == WITH_MIDDAY_CLOSING
    assert weekly_on(hours, MONDAY + timedelta(days=2)) == ()


def test_a_shorter_day_ends_earlier_with_its_intake() -> None:
    assert shortened(WITH_MIDDAY_CLOSING, 60) == (Span(480, 720, 720), Span(780, 900, 960))


def test_a_shorter_day_loses_what_is_nothing_any_more() -> None:
    assert shortened(WITH_MIDDAY_CLOSING, 200) == (Span(480, 720, 720),)
    assert shortened(WITH_MIDDAY_CLOSING, 300) == (Span(480, 660, 720),)
    assert shortened((Span(480, 500, 520),), 60) == ()
    assert shortened((Span(480, 540, 600),), 60) == ()
    assert shortened((), 60) == ()


def test_open_is_what_both_have_open() -> None:
    assert overlap(WITH_MIDDAY_CLOSING, (Span(600, 840, 900),)) == (Span(600, 720, 720), Span(780, 840, 900))
    assert overlap(WITH_MIDDAY_CLOSING, (Span(720, 780, 780),)) == ()


spans = st.lists(st.integers(0, MINUTES_A_DAY), min_size=3, max_size=3).map(sorted)


@given(one=spans, other=spans)
def test_overlapping_is_mutual(one: list[int], other: list[int]) -> None:
    these, others = ((Span(*each),) if each[0] < each[1] else () for each in (one, other))

    assert overlap(these, others) == overlap(others, these)


def test_intake_is_said_in_order() -> None:
    assert said(WITH_MIDDAY_CLOSING) == "08:00–12:00, 13:00–16:00"


def test_of_the_dates_the_very_one_counts() -> None:
    tuesday = DatedHours(day=MONDAY + timedelta(days=1))

    assert dated_on((tuesday,), MONDAY) is None
    assert dated_on((DatedHours(day=MONDAY), tuesday), MONDAY + timedelta(days=1)) is tuesday


# The hall's time zone


def test_a_day_open_until_midnight_ends_where_the_next_begins() -> None:
    all_day = (Span(0, MINUTES_A_DAY, MINUTES_A_DAY),)
    midnight = at(MONDAY + timedelta(days=1), 0)

    assert instant_of(MONDAY, MINUTES_A_DAY, KYIV) == midnight == instant_of(MONDAY + timedelta(days=1), 0, KYIV)
    assert intake_at(all_day, MONDAY, KYIV, midnight - timedelta(microseconds=1)) is Intake.OPEN
    assert intake_at(all_day, MONDAY, KYIV, midnight) is Intake.OVER


SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""At 03:00 clocks go to 04:00, and at 04:00 back to 03:00."""


@pytest.mark.parametrize(
    ("day", "minutes", "utc"),
    [
        (SPRING, 2 * 60 + 59, "2026-03-29T00:59Z"),
        (SPRING, 3 * 60, "2026-03-29T01:00Z"),
        (SPRING, 3 * 60 + 30, "2026-03-29T01:00Z"),
        (SPRING, 4 * 60, "2026-03-29T01:00Z"),
        (SPRING, 5 * 60, "2026-03-29T02:00Z"),
        (AUTUMN, 2 * 60 + 59, "2026-10-24T23:59Z"),
        (AUTUMN, 3 * 60 + 30, "2026-10-25T00:30Z"),
        (AUTUMN, 4 * 60, "2026-10-25T02:00Z"),
        (AUTUMN, 5 * 60, "2026-10-25T03:00Z"),
    ],
)
def test_a_time_of_the_wall_is_the_first_instant_that_shows_it_or_more(day: date, minutes: int, utc: str) -> None:
    assert instant_of(day, minutes, KYIV) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("span", "utc", "intake"),
    [
        (Span(210, 360, 360), "2026-03-29T00:59Z", Intake.NOT_YET),  # opens at 03:30, which never shows
        (Span(210, 360, 360), "2026-03-29T01:00Z", Intake.OPEN),
        (Span(60, 210, 210), "2026-03-29T00:59Z", Intake.OPEN),  # closes at 03:30
        (Span(60, 210, 210), "2026-03-29T01:00Z", Intake.OVER),
        (Span(190, 230, 230), "2026-03-29T01:00Z", Intake.OVER),  # within the hour that is not
        (Span(60, 300, 300), "2026-03-29T01:59Z", Intake.OPEN),  # an hour shorter than it looks
        (Span(60, 300, 300), "2026-03-29T02:00Z", Intake.OVER),
        (Span(60, 300, 300), "2026-10-25T02:59Z", Intake.OPEN),  # an hour longer
        (Span(60, 300, 300), "2026-10-25T03:00Z", Intake.OVER),
        (Span(210, 360, 360), "2026-10-25T00:30Z", Intake.OPEN),  # opens at the first 03:30
        (Span(210, 360, 360), "2026-10-25T01:10Z", Intake.OPEN),  # and is open when it is 03:10 once more
        (Span(60, 210, 210), "2026-10-25T00:29Z", Intake.OPEN),  # closes at the first 03:30
        (Span(60, 210, 210), "2026-10-25T01:10Z", Intake.OVER),  # and does not open again
    ],
)
def test_hours_over_a_change_of_the_clocks(span: Span, utc: str, intake: Intake) -> None:
    instant = datetime.fromisoformat(utc)

    assert intake_at((span,), instant.astimezone(KYIV).date(), KYIV, instant) is intake


@given(
    day=st.sampled_from([SPRING, AUTUMN, MONDAY]), opens=st.integers(0, 300), lasts=st.integers(1, 300),
    minute=st.integers(0, MINUTES_A_DAY),
)  # fmt: skip
def test_a_span_opens_once_and_closes_once(day: date, opens: int, lasts: int, minute: int) -> None:
    span = Span(opens, opens + lasts, opens + lasts)
    midnight = instant_of(day, 0, KYIV)
    order = [Intake.NOT_YET, Intake.OPEN, Intake.OVER]

    earlier, later = (
        intake_at((span,), day, KYIV, midnight + timedelta(minutes=passed)) for passed in (minute, minute + 1)
    )

    assert order.index(earlier) <= order.index(later)


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
    assert refused.value.fields in (
        {"field": "weekday", "reason": "0–6"},
        {"field": "hours", "reason": "opens < intake ends ≤ closes"},
    )
    assert (refused.value.fields["field"] == "weekday") == (not 0 <= weekday <= 6)


def test_a_span_that_cannot_be_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Span(960, 960, 1020)

    assert refused.value.code is ProblemCode.BAD_VALUE
    assert refused.value.fields == {"field": "exceptions", "reason": "opens < intake ends ≤ closes"}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant by the wall of Kyiv, as the server has it."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=KYIV).astimezone(UTC)
