"""Where a visit goes on: sent on, back to the sender, along a route."""

from __future__ import annotations

from dataclasses import replace

from server.contract.terms import PersonId, Purpose, ServiceId, TicketState, WindowId
from server.domain.place import at_person, at_service, at_window
from tests.domain.values import at, ticket

WINDOW, PERSON = WindowId("window-4"), PersonId("olena")
OTHER, THIRD = ServiceId("other"), ServiceId("third")


def test_a_transferred_ticket_keeps_its_label_and_its_arrival() -> None:
    serving = ticket(arrived_ms=3).call(WINDOW, PERSON, at(5)).start(at(6))

    sent = serving.transfer(at(7), service_id=OTHER, purpose=Purpose.COLLECT)

    assert (sent.label, sent.place) == (serving.label, serving.place)
    assert (sent.service_id, sent.purpose, sent.window_id, sent.started) == ("other", Purpose.COLLECT, None, None)


def test_a_transferred_ticket_waits_for_the_one_window_and_comes_back_to_the_sender() -> None:
    serving = ticket().call(WINDOW, PERSON, at(5)).start(at(6))

    sent = serving.transfer(
        at(7), service_id=OTHER, purpose=Purpose.COLLECT, target=at_window(WINDOW), back_to=at_person(PERSON)
    )
    back = sent.call(WINDOW, PERSON, at(8)).start(at(9)).finish(at(10))

    assert sent.stands_at == (at_window(WINDOW),)
    assert (back.state, back.stands_at, back.back_to) == (TicketState.WAITING, (at_person(PERSON),), None)
    assert back.call(WINDOW, PERSON, at(11)).start(at(12)).finish(at(13)).state is TicketState.DONE
    assert back.service_id == serving.service_id, "it comes back for what was interrupted"
    assert sent.released().stands_at == (at_service(OTHER),)
    assert (sent.released().targets, sent.released().back_to) == ((), at_person(PERSON))
    assert serving.transfer(at(7), service_id=OTHER, purpose=Purpose.COLLECT).targets == ()


def test_sent_on_once_more_it_goes_back_where_it_would_have_gone_anyway() -> None:
    first = replace(ticket(), route=(THIRD,)).call(WINDOW, PERSON, at(1))
    there = first.transfer(at(2), service_id=OTHER, purpose=Purpose.COLLECT, back_to=at_person(PERSON))

    again = there.call(WINDOW, PERSON, at(3)).transfer(at(4), service_id=OTHER, purpose=Purpose.COLLECT)

    assert (again.back_to, again.route) == (at_person(PERSON), (first.service_id, THIRD))
    back = again.call(WINDOW, PERSON, at(5)).start(at(6)).finish(at(7))
    assert (back.service_id, back.route, back.targets) == (first.service_id, (THIRD,), (at_person(PERSON),))


def test_sent_on_to_what_stands_after_the_way_back_it_still_goes_back_and_meets_that_one_once() -> None:
    first = replace(ticket(), route=(THIRD,)).call(WINDOW, PERSON, at(1))
    there = first.transfer(at(2), service_id=OTHER, purpose=Purpose.COLLECT, back_to=at_person(PERSON))

    sent_on = there.call(WINDOW, PERSON, at(3)).transfer(at(4), service_id=THIRD, purpose=Purpose.COLLECT)

    assert (sent_on.back_to, sent_on.route) == (at_person(PERSON), (first.service_id,))


def test_a_route_in_order_is_gone_one_service_after_another() -> None:
    visit = replace(ticket(arrived_ms=3), route=(OTHER, THIRD))
    assert visit.stands_at == (at_service(visit.service_id),)
    sent = visit.call(WINDOW, PERSON, at(4)).transfer(
        at(4), service_id=visit.service_id, purpose=Purpose.HAND_IN, target=at_window(WINDOW)
    )

    second = sent.call(WINDOW, PERSON, at(5)).start(at(6)).finish(at(7))

    assert (second.state, second.service_id, second.route, second.targets) == (TicketState.WAITING, OTHER, (THIRD,), ())
    assert (second.place, second.began, second.ended) == (visit.place, at(7), None)
    third = second.call(WINDOW, PERSON, at(8)).start(at(9)).finish(at(10))
    assert (third.service_id, third.route) == (THIRD, ())
    assert third.call(WINDOW, PERSON, at(8)).start(at(9)).finish(at(10)).state is TicketState.DONE


def test_a_route_in_any_order_begins_where_a_window_is_free() -> None:
    visit = replace(ticket(), route=(OTHER, THIRD), is_route_ordered=False)
    assert visit.stands_at == (at_service(visit.service_id), at_service(OTHER), at_service(THIRD))

    called = visit.call(WINDOW, PERSON, at(5), OTHER)

    assert (called.service_id, called.route) == (OTHER, (visit.service_id, THIRD))
    assert visit.call(WINDOW, PERSON, at(5), visit.service_id).route == visit.route


def test_sent_on_to_a_service_of_the_visit_it_meets_that_one_once() -> None:
    visit = replace(ticket(), route=(OTHER, THIRD)).call(WINDOW, PERSON, at(1))

    sent = visit.transfer(at(2), service_id=OTHER, purpose=Purpose.COLLECT)
    lent = visit.transfer(at(2), service_id=THIRD, purpose=Purpose.COLLECT, back_to=at_person(PERSON))

    assert (sent.service_id, sent.route, sent.back_to) == (OTHER, (THIRD,), None)
    assert (lent.service_id, lent.route, lent.back_to) == (THIRD, (visit.service_id, OTHER), at_person(PERSON))


def test_what_a_visit_had_twice_is_met_once_after_the_sender() -> None:
    visit = replace(ticket(service=OTHER), route=(OTHER, THIRD, THIRD)).call(WINDOW, PERSON, at(1))

    lent = visit.transfer(at(2), service_id=OTHER, purpose=Purpose.COLLECT, back_to=at_person(PERSON))

    assert lent.route == (OTHER, THIRD)


def test_lent_to_another_window_for_the_same_service_it_comes_back_for_it() -> None:
    serving = ticket(service=OTHER).call(WINDOW, PERSON, at(1))
    lent = serving.transfer(
        at(2), service_id=OTHER, purpose=Purpose.COLLECT, target=at_window(WINDOW), back_to=at_person(PERSON)
    )

    again = lent.call(WINDOW, PERSON, at(3)).transfer(at(4), service_id=OTHER, purpose=Purpose.COLLECT)

    assert (again.service_id, again.route, again.back_to) == (OTHER, (OTHER,), at_person(PERSON))


def test_sent_straight_to_what_it_should_come_back_for_it_comes_back_no_more() -> None:
    serving = replace(ticket(), route=(THIRD,)).call(WINDOW, PERSON, at(1))
    lent = serving.transfer(at(2), service_id=OTHER, purpose=Purpose.COLLECT, back_to=at_person(PERSON))

    sent = lent.call(WINDOW, PERSON, at(3)).transfer(at(4), service_id=serving.service_id, purpose=Purpose.COLLECT)

    assert (sent.service_id, sent.route, sent.back_to) == (serving.service_id, (THIRD,), None)


def test_lent_and_then_released_it_waits_for_that_service_alone_before_it_goes_back() -> None:
    visit = replace(ticket(), route=(OTHER,), is_route_ordered=False)
    serving = visit.call(WINDOW, PERSON, at(5)).start(at(6))

    lent = serving.transfer(
        at(7), service_id=THIRD, purpose=Purpose.COLLECT, target=at_window(WINDOW), back_to=at_person(PERSON)
    )

    assert lent.released().stands_at == (at_service(THIRD),)
