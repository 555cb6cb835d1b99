"""What counts towards the daily limits of services, held against whole lives of tickets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.terms import PersonId, Purpose, ServiceId, TicketId, TicketState, WindowId
from server.domain.daily import Moved, moved
from server.domain.errors import Refusal
from server.domain.place import at_person, at_window
from server.domain.route import rerouted
from server.domain.ticket import Ticket
from tests.domain.values import at, ticket

PASSPORT, ABROAD, ADDRESS = SERVICES = tuple(map(ServiceId, ("passport", "abroad", "address")))
NOTHING: frozenset[ServiceId] = frozenset()
Step = Callable[[Ticket], Ticket]


def called(waiting: Ticket) -> Ticket:
    return waiting.call(WindowId("1"), PersonId("olena"), at(1))


def serving(waiting: Ticket) -> Ticket:
    return called(waiting).start(at(2))


def sent(in_hand: Ticket, service_id: ServiceId) -> Ticket:
    return in_hand.transfer(at(3), service_id=service_id, purpose=Purpose.HAND_IN)


def changed(waiting: Ticket, *services: ServiceId) -> Ticket:
    return rerouted(waiting, at(1), services, purpose=Purpose.HAND_IN, is_any_order=False)


def both(each: Iterable[ServiceId]) -> Ticket:
    first, *further = each
    return replace(ticket(service=first), route=tuple(further))


@pytest.mark.parametrize(
    ("before", "after", "entered", "left"),
    [
        (None, both([PASSPORT, ABROAD]), {PASSPORT, ABROAD}, NOTHING),
        (ticket(), called(ticket()), NOTHING, NOTHING),
        (ticket(), changed(ticket(), PASSPORT, ABROAD), {ABROAD}, NOTHING),
        (both([PASSPORT, ABROAD]), changed(both([PASSPORT, ABROAD]), ABROAD), NOTHING, {PASSPORT}),
        (called(ticket()), sent(called(ticket()), ABROAD), {ABROAD}, {PASSPORT}),
        (serving(ticket()), sent(serving(ticket()), ABROAD), {ABROAD}, NOTHING),
        (serving(both([PASSPORT, ABROAD])), serving(both([PASSPORT, ABROAD])).finish(at(4)), NOTHING, NOTHING),
        (both([PASSPORT, ABROAD]), both([PASSPORT, ABROAD]).cancel(at(1)), NOTHING, {PASSPORT, ABROAD}),
        (called(ticket()), called(ticket()).miss(at(200_000), after_seconds=120), NOTHING, NOTHING),
        (ticket(), ticket().expire(at(1)), NOTHING, NOTHING),
    ],
)
def test_a_service_enters_with_the_first_sight_of_it_and_leaves_only_before_it_is_begun(
    before: Ticket | None, after: Ticket, entered: set[ServiceId], left: set[ServiceId]
) -> None:
    assert moved(before, after) == Moved(frozenset(entered), frozenset(left))


def test_a_visit_that_is_granted_another_day_before_its_own_came_takes_nothing_of_its_own() -> None:
    granted = both([PASSPORT, ABROAD])

    assert moved(granted, granted.expire(at(1)), is_to_come=True) == Moved(NOTHING, frozenset({PASSPORT, ABROAD}))
    assert moved(None, granted, is_to_come=True).entered == {PASSPORT, ABROAD}


def test_what_was_granted_another_day_already_is_not_taken_out_twice() -> None:
    over = both([PASSPORT, ABROAD]).expire(at(1))

    assert moved(over, replace(over, continued_as=TicketId("ticket-2")), is_to_come=True) == Moved(NOTHING, NOTHING)


STEPS: dict[str, Step] = {
    "call": called,
    "call for another": lambda each: each.call(WindowId("1"), PersonId("olena"), at(1), (each.route or SERVICES)[-1]),
    "start": lambda each: each.start(at(2)),
    "finish": lambda each: each.finish(at(3)),
    "miss": lambda each: each.miss(at(200_000), after_seconds=0),
    "return": lambda each: each.return_to(each.place, at(3)),
    "park": lambda each: each.park(at(3), until_ms=None),
    "unpark": lambda each: each.unpark(at(3)),
    "step back": lambda each: each.step_back(at(3)),
    "cancel": lambda each: each.cancel(at(3)),
    "expire": lambda each: each.expire(at(3)),
    "add": lambda each: replace(each, route=tuple(dict.fromkeys((*each.route, ADDRESS)))),
    "lend": lambda each: each.transfer(
        at(3),
        service_id=each.service_id,
        purpose=each.purpose,
        target=at_window(WindowId("2")),
        back_to=at_person(PersonId("olena")),
    ),
    **{f"send to {service}": partial(sent, service_id=service) for service in SERVICES},
    "change to one": lambda each: changed(each, ABROAD),
    "change to two": lambda each: changed(each, ADDRESS, PASSPORT),
    "change to all": lambda each: changed(each, *SERVICES),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=30))
def test_whatever_happens_to_a_visit_each_of_its_services_counts_and_none_that_was_dropped(steps: list[str]) -> None:
    counts, begun, present = Counter[ServiceId](), set[ServiceId](), ticket()
    step = moved(None, present)
    for name in [*steps, ""]:
        counts.update(step.entered)
        counts.subtract(step.left - begun)
        if present.state is TicketState.SERVING:
            begun.add(present.service_id)
        belongs = set() if present.state is TicketState.CANCELLED else {present.service_id, *present.route}
        assert {each for each, count in counts.items() if count > 0} == belongs | begun
        assert all(count == 1 for each, count in counts.items() if count and each not in begun)
        if name:
            try:
                after = STEPS[name](present)
            except Refusal:
                after = present
            step, present = moved(present, after), after
