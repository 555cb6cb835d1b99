"""The services of one visit, changed while its ticket waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.contract.terms import PersonId, ProblemCode, Purpose, ServiceId, TicketState
from server.domain.errors import Refusal
from server.domain.place import LineClass, at_person, at_service, at_window
from server.domain.route import check_route, purpose_at, rerouted
from server.domain.ticket import Ticket
from tests.domain.values import at, service, ticket, window

PASSPORT, HOUSING, LAND = (ServiceId(name) for name in ("passport", "housing", "land"))
SENDER = at_person(PersonId("olena"))


@pytest.mark.parametrize(
    ("services", "code"),
    [
        ((), ProblemCode.BAD_VALUE),
        ((PASSPORT, PASSPORT), ProblemCode.BAD_VALUE),
        ((PASSPORT, HOUSING, LAND), ProblemCode.TOO_MANY_SERVICES),
    ],
)
def test_what_no_visit_may_be_is_refused(services: tuple[ServiceId, ...], code: ProblemCode) -> None:
    with pytest.raises(Refusal) as refused:
        check_route(services, limit=2)

    assert refused.value.code is code
    told = {"limit": "2"} if code is ProblemCode.TOO_MANY_SERVICES else {"field": "services", "reason": "1–2, A ≠ B"}
    assert refused.value.fields == told


def test_as_many_services_as_the_limit_are_allowed() -> None:
    check_route((PASSPORT, HOUSING), limit=2)


def test_a_service_without_the_citizens_purpose_gives_its_first_one() -> None:
    assert purpose_at(service(), Purpose.HAND_IN) is Purpose.HAND_IN
    assert purpose_at(service(), Purpose.COLLECT) is Purpose.HAND_IN


def test_a_service_with_the_citizens_purpose_gives_it() -> None:
    both = replace(service(), purposes=(Purpose.HAND_IN, Purpose.COLLECT))

    assert purpose_at(both, Purpose.COLLECT) is Purpose.COLLECT


def test_another_first_service_is_another_line_at_the_same_place() -> None:
    before = ticket(arrived_ms=100)

    after = changed(before, LAND, HOUSING)

    assert (after.stands_at, after.route, after.place) == ((at_service(LAND),), (HOUSING,), before.place)
    assert after.began == at(900)


def test_the_same_first_service_goes_on_waiting() -> None:
    before = ticket(arrived_ms=100)

    after = changed(before, PASSPORT, HOUSING)

    assert after.began == before.began


def test_whoever_was_sent_to_a_window_still_waits_there_while_the_service_stays() -> None:
    before = replace(ticket(arrived_ms=100), targets=(at_window(window().id),))

    kept, other = changed(before, PASSPORT, LAND), changed(before, LAND)

    assert (kept.stands_at, kept.began) == ((at_window(window().id),), before.began)
    assert (other.stands_at, other.began) == ((at_service(LAND),), at(900))


def test_it_goes_back_to_the_sender_before_all_else() -> None:
    after = changed(lent(to=LAND), LAND, HOUSING, PASSPORT)

    assert (after.service_id, after.route, after.back_to) == (LAND, (PASSPORT, HOUSING), SENDER)


def test_it_goes_back_also_for_the_last_service_that_is_left() -> None:
    with_more = replace(lent(to=LAND), route=(PASSPORT, HOUSING))

    after = changed(with_more, LAND, PASSPORT)

    assert (after.route, after.back_to) == ((PASSPORT,), SENDER)


def test_whom_nobody_has_sent_meets_the_services_in_the_order_of_the_change() -> None:
    after = changed(replace(ticket(), route=(HOUSING, LAND)), PASSPORT, LAND, HOUSING)

    assert (after.route, after.back_to) == ((LAND, HOUSING), None)


@pytest.mark.parametrize("services", [(LAND,), (LAND, HOUSING), (PASSPORT, LAND)])
def test_without_the_senders_service_to_come_it_does_not_go_back(services: tuple[ServiceId, ...]) -> None:
    after = changed(lent(to=LAND), *services)

    assert (after.back_to, after.route) == (None, services[1:])


def test_lent_for_the_same_service_it_keeps_its_way_back() -> None:
    after = changed(replace(lent(to=PASSPORT), targets=(at_window(window().id),)), PASSPORT, LAND)

    assert (after.targets, after.route, after.back_to) == ((at_window(window().id),), (PASSPORT, LAND), SENDER)


def test_in_any_order_it_first_goes_where_its_sender_sent_it() -> None:
    after = changed(lent(to=LAND), LAND, PASSPORT, HOUSING, is_any_order=True)

    assert (after.stands_at, after.back_to, after.is_route_ordered) == ((at_service(LAND),), SENDER, False)


@pytest.mark.parametrize(("services", "is_ordered"), [((PASSPORT,), True), ((PASSPORT, LAND), False)])
def test_one_service_has_no_order(services: tuple[ServiceId, ...], *, is_ordered: bool) -> None:
    assert changed(ticket(), *services, is_any_order=True).is_route_ordered is is_ordered


def test_who_was_called_when_an_alert_came_keeps_the_head_of_the_line() -> None:
    called = ticket().call(window().id, PersonId("olena"), at(50)).step_back(at(60))

    assert changed(called, LAND).standing.line_class is LineClass.HEAD


def test_only_a_ticket_that_waits_gets_other_services() -> None:
    with pytest.raises(Refusal) as refused:
        changed(replace(ticket(), state=TicketState.CANCELLED), LAND)

    assert refused.value.code is ProblemCode.STEP_REFUSED
    assert refused.value.fields == {"label": ticket().label, "state": "cancelled", "step": "transfer"}


def test_another_first_service_is_for_the_purpose_that_it_has() -> None:
    moved = rerouted(ticket(), at(900), (LAND,), purpose=Purpose.COLLECT, is_any_order=False)

    assert (moved.purpose, moved.targets) == (Purpose.COLLECT, ())


def lent(*, to: ServiceId) -> Ticket:
    """A passport visit that was sent on and comes back to its sender."""
    serving = ticket().call(window().id, PersonId("olena"), at(50))
    return serving.transfer(at(60), service_id=to, purpose=Purpose.HAND_IN, back_to=SENDER)


def changed(before: Ticket, *services: ServiceId, is_any_order: bool = False) -> Ticket:
    return rerouted(before, at(900), services, purpose=Purpose.HAND_IN, is_any_order=is_any_order)
