"""Somebody in line asks at the kiosk for another service: the forecast says how long, and they are not in its way."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from server.contract.answers import TicketGiven
from server.contract.commands import ChangeRoute, LeaveWindow
from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.domain.forecast import Wait
from server.domain.outlook import Outlook
from server.domain.place import LineClass
from tests.builders import SampleHall
from tests.usecases.intake_scenes import limited

MINUTE_MS = 60_000


def test_in_the_forecast_too_nobody_waits_for_themselves(staffed: SampleHall) -> None:
    """Its own visit is the long one, for which everybody else would have to wait."""
    staffed.decide(is_intake_closed_by_wait=True)
    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)
    slow = limited(staffed, minutes=200.0)
    staffed.clock.go_on(hours=3)
    given = staffed.take(staffed.kiosk, slow)
    staffed.foresee()

    staffed.give(staffed.kiosk, ChangeRoute, ticket_id=given.ticket_id, service_ids=(staffed.passport,))
    with pytest.raises(Refusal) as refused:
        staffed.take(staffed.kiosk, staffed.passport)

    assert staffed.ticket(given.ticket_id).service_id == staffed.passport
    assert refused.value.code is ProblemCode.NO_TIME_LEFT


def test_where_other_windows_serve_it_only_the_own_visit_is_left_out_of_the_forecast(staffed: SampleHall) -> None:
    """For passports it might be called at either window, for residence at one of them alone."""
    given = staffed.take(staffed.kiosk, staffed.passport)
    alone = staffed.take(staffed.kiosk, staffed.residence)
    tell(staffed, own=Wait(0, 0), tickets=(given, alone), residence=Wait(480 * MINUTE_MS, 500 * MINUTE_MS))
    staffed.decide(is_intake_closed_by_wait=True)

    with pytest.raises(Refusal) as refused:
        staffed.give(staffed.kiosk, ChangeRoute, ticket_id=given.ticket_id, service_ids=(staffed.residence,))
    tell(staffed, own=Wait(0, 0), tickets=(given, alone), residence=Wait(420 * MINUTE_MS, 500 * MINUTE_MS))
    staffed.give(staffed.kiosk, ChangeRoute, ticket_id=given.ticket_id, service_ids=(staffed.residence,))

    assert refused.value.code is ProblemCode.NO_TIME_LEFT
    assert staffed.ticket(given.ticket_id).service_id == staffed.residence


def tell(hall: SampleHall, *, own: Wait, tickets: Sequence[TicketGiven], residence: Wait) -> None:
    """A forecast made by hand."""
    waits = {LineClass.ORDINARY: {hall.residence: residence}}
    hall.latest.publish(hall.id, Outlook(waits, {each.ticket_id: own for each in tickets}))
