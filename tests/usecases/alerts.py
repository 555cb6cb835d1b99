"""Alerts and outages of tests: how one begins and ends, and what is refused meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.contract import commands
from server.contract.answers import Done
from server.contract.terms import ProblemCode, SuspensionReason
from server.domain.calendar import OpenDay
from server.domain.errors import Refusal
from tests.builders import SampleHall

AROUND_THE_CLOCK = tuple(OpenDay(weekday, 0, 24 * 60, 24 * 60) for weekday in range(7))
ALERT, OUTAGE = SuspensionReason.ALERT, SuspensionReason.OUTAGE


def suspend(hall: SampleHall, reason: SuspensionReason = ALERT) -> None:
    assert hall.give(hall.rita, commands.SuspendHall, reason=reason) == Done()


def resume(hall: SampleHall) -> None:
    assert hall.give(hall.rita, commands.ResumeHall) == Done()


def refused(give: Callable[[], object]) -> ProblemCode:
    with pytest.raises(Refusal) as error:
        give()
    return error.value.code


def hall_ms(hall: SampleHall) -> int:
    return hall.see(lambda view: view.now.hall_ms)
