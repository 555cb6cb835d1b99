"""Time that counts only while tickets are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st

from server.domain.calendar import DatedHours, OpenDay
from server.domain.hall import Hall
from server.domain.open_time import open_between, open_until
from server.domain.opening import LOOK_AHEAD
from tests.domain.in_thousands import in_thousands
from tests.domain.values import MONDAY, NOON, hall

KYIV = ZoneInfo("Europe/Kyiv")
HOUR = timedelta(hours=1)
SPLIT = tuple(OpenDay(weekday, *spans) for weekday in range(3) for spans in ((480, 720, 750), (780, 960, 1020)))
HALLS = st.sampled_from([hall(), hall(hours=SPLIT), hall(exceptions=(DatedHours(day=MONDAY, spans=()),))])
INSTANTS = st.timedeltas(timedelta(), timedelta(days=40)).map(lambda span: datetime(2026, 2, 20, tzinfo=UTC) + span)
"""Over the night in which the hour is skipped."""
HOURS = st.timedeltas(timedelta(), timedelta(hours=60))


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=KYIV)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (local(2, 9), local(2, 11), 2),
        (local(2, 6), local(2, 9), 1),
        (local(2, 15), local(3, 9), 2),
        (local(6, 15), local(9, 10), 3),  # over a weekend
        (local(2, 17), local(3, 7), 0),
        (local(2, 11), local(2, 9), 0),
    ],
)
def test_only_the_hours_of_intake_count(since: datetime, until: datetime, hours: int) -> None:
    assert open_between(hall(), since, until) == hours * HOUR


@pytest.mark.parametrize(
    ("at", "hours", "ends"),
    [
        (local(2, 9), 2, local(2, 11)),
        (local(2, 6), 1, local(2, 9)),
        (local(2, 15), 2, local(3, 9)),
        (local(6, 15), 3, local(9, 10)),
        (local(2, 15), 1, local(2, 16)),
    ],
)
def test_open_time_to_come_ends_within_the_hours_of_intake(at: datetime, hours: int, ends: datetime) -> None:
    assert open_until(hall(), at, hours * HOUR) == ends


def test_what_is_out_of_sight_is_not_told() -> None:
    assert open_until(hall(), NOON, LOOK_AHEAD) is None
    assert open_until(hall(hours=()), NOON, HOUR) is None


@in_thousands(of=HALLS, at=INSTANTS, open_for=HOURS)
def test_as_much_as_was_to_pass_has_passed_until_then(of: Hall, at: datetime, open_for: timedelta) -> None:
    ends = open_until(of, at, open_for)

    assert ends is not None
    assert ends >= at
    assert open_between(of, at, ends) == open_for
