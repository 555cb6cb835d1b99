"""Tickets as lines."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from server.contract.terms import PriorityClass, ServiceId, TicketId, TicketState
from server.domain.place import LineClass, TargetId, at_service, at_window
from server.domain.policy import Level, classes_before
from server.domain.ticket import Ticket
from server.domain.turn import in_turn, next_of
from server.usecases.ports import Records, Store
from tests.store.sample import DAY, NORTH, PEOPLE, SERVICES, SOUTH, WINDOWS, add, moment, save, ticket


def heads(store: Store, *services: ServiceId) -> set[str]:
    return {each.id for each in store.read(NORTH, lambda records: records.lines.heads(DAY, targets_of(services)))}


def targets_of(services: Sequence[ServiceId]) -> list[TargetId]:
    return [at_service(each) for each in services]


def add_all(records: Records, tickets: Sequence[Ticket]) -> None:
    for each in tickets:
        records.tickets.add(each)


def living(records: Records) -> Sequence[Ticket]:
    return records.lines.living(DAY)


def test_heads_are_the_first_of_each_service_and_class(store: Store) -> None:
    late, early = ticket(arrived=20), ticket(arrived=10)
    lawful = ticket(arrived=30, priority=PriorityClass.LAWFUL)
    other = ticket(arrived=5, service_number=1)
    add(store, late, early, lawful, other, ticket(hall_id=SOUTH, arrived=1))

    assert heads(store, SERVICES[0]) == {early.id, lawful.id}
    assert heads(store, *SERVICES) == {early.id, lawful.id, other.id}
    assert heads(store) == set()


def test_within_one_instant_the_order_is_that_of_the_sequence(store: Store) -> None:
    first, second = ticket(arrived=10), ticket(arrived=10)
    add(store, second, first)

    assert heads(store, SERVICES[0]) == {first.id}


def test_called_tickets_and_other_days_are_in_no_line(store: Store) -> None:
    waiting = ticket(arrived=10)
    called = ticket(arrived=1).call(WINDOWS[0], PEOPLE[0], moment())
    add(store, waiting, called, ticket(arrived=0, day=DAY - timedelta(days=1)))

    assert heads(store, SERVICES[0]) == {waiting.id}


def test_in_lines_counts_each_ticket_once(store: Store) -> None:
    line = [
        ticket(arrived=arrived, service_number=arrived % 3, priority=priority)
        for arrived in range(12)
        for priority in PriorityClass
    ]
    in_both = ticket(arrived=3, route=(SERVICES[1],), is_route_ordered=False)
    add(store, *line, in_both)
    both = targets_of(SERVICES[:2])

    def counted(classes: Iterable[LineClass]) -> int:
        return store.read(NORTH, lambda records: records.lines.in_lines(DAY, both, classes))

    asked = [other for other in line if other.service_id in SERVICES[:2]]
    assert counted(LineClass) == len(asked) + 1
    lawful = [other for other in asked if other.priority is PriorityClass.LAWFUL]
    assert counted(classes_before(LineClass.LAWFUL)) == len(lawful)
    assert store.read(NORTH, lambda records: records.lines.in_several(DAY)) == [frozenset(both)]


def test_calling_from_the_heads_empties_the_lines_in_turn(store: Store) -> None:
    line = [
        ticket(
            arrived=50 - arrived,
            service_number=arrived % 4,
            priority=list(PriorityClass)[arrived % 2],
            targets=(at_window(WINDOWS[0]),) if arrived == 7 else (),
            route=(SERVICES[0],) if arrived == 5 else (),
            is_route_ordered=False,
        )
        for arrived in range(20)
    ]
    add(store, *line)
    levels = dict.fromkeys([*targets_of(SERVICES), at_window(WINDOWS[0])], Level.MAIN)
    called = []

    while head := next_of(store.read(NORTH, lambda records: records.lines.heads(DAY, levels)), levels, 90_000):
        called.append(head.who.id)
        save(store, head.who.call(WINDOWS[0], PEOPLE[0], moment()).miss(moment(), after_seconds=0))

    assert called == [each.id for each in in_turn(line, 90_000)]


def test_a_ticket_leaves_all_its_lines_in_one_step(store: Store) -> None:
    in_both = ticket(arrived=3, route=(SERVICES[1],), is_route_ordered=False)
    add(store, in_both)
    assert heads(store, SERVICES[0]) == heads(store, SERVICES[1]) == {in_both.id}

    save(store, in_both.call(WINDOWS[0], PEOPLE[0], moment(), SERVICES[1]))

    assert heads(store, *SERVICES) == set()


def test_one_sent_back_by_a_suspension_heads_a_line_of_its_own(store: Store) -> None:
    back = ticket(arrived=40).call(WINDOWS[0], PEOPLE[0], moment(50)).step_back(moment(51))
    lawful = ticket(arrived=10, priority=PriorityClass.LAWFUL)
    add(store, lawful, back)

    found = store.read(NORTH, lambda records: records.lines.heads(DAY, targets_of(SERVICES)))

    assert heads(store, *SERVICES) == {back.id, lawful.id}
    chosen = next_of(found, dict.fromkeys(targets_of(SERVICES), Level.MAIN), 5_000_000)
    assert chosen is not None
    assert chosen.who == back


def test_living_are_those_of_the_day_by_place_and_served_ones_of_earlier_days(store: Store) -> None:
    yesterday = DAY - timedelta(days=1)
    waiting, called = ticket(arrived=20), ticket(arrived=10).call(WINDOWS[0], PEOPLE[0], moment())
    served = ticket(arrived=1, day=yesterday).call(WINDOWS[1], PEOPLE[1], moment()).start(moment())
    stale = ticket(arrived=2, day=yesterday).call(WINDOWS[2], PEOPLE[2], moment())
    done = ticket().call(WINDOWS[3], PEOPLE[3], moment()).start(moment()).finish(moment())
    parked = ticket(arrived=30).call(WINDOWS[4], PEOPLE[4], moment()).park(moment(), until_ms=None)
    add(store, waiting, called, served, stale, done, parked, ticket(day=yesterday))

    assert store.read(NORTH, living) == [served, called, waiting, parked]
    assert store.read(NORTH, lambda records: records.lines.parked(DAY)) == [parked]
    assert store.read(SOUTH, living) == []


def test_stale_are_the_waiting_called_and_parked_of_days_before(store: Store) -> None:
    yesterday = DAY - timedelta(days=1)
    waiting = ticket(arrived=5, day=yesterday)
    called = ticket(arrived=1, day=DAY - timedelta(days=40)).call(WINDOWS[0], PEOPLE[0], moment())
    served = ticket(day=yesterday).call(WINDOWS[1], PEOPLE[1], moment()).start(moment())
    parked = ticket(arrived=9, day=yesterday).call(WINDOWS[2], PEOPLE[2], moment()).park(moment(), until_ms=7)
    add(store, waiting, called, served, parked, ticket())

    assert store.read(NORTH, lambda records: records.lines.stale(DAY)) == [called, waiting, parked]


def test_tickets_of_the_day_come_by_state_the_latest_change_first(store: Store) -> None:
    def missed(at: float) -> Ticket:
        return ticket().call(WINDOWS[0], PEOPLE[0], moment()).miss(moment(at), after_seconds=0)

    early, late, waiting = missed(10), missed(20), ticket(arrived=15)
    add(store, early, late, waiting)

    def of_day(*states: TicketState) -> list[Ticket]:
        return list(store.read(NORTH, lambda records: records.lines.of_day(DAY, states)))

    assert of_day(TicketState.MISSED) == [late, early]
    assert of_day(TicketState.MISSED, TicketState.WAITING) == [late, waiting, early]
    assert of_day(TicketState.DONE) == []
    assert of_day(TicketState.WAITING) == [waiting]


def test_of_a_day_there_are_at_most_two_hundred(store: Store) -> None:
    expired = [ticket().expire(moment(number)) for number in range(203)]
    store.write(NORTH, partial(add_all, tickets=expired))

    seen = store.read(NORTH, lambda records: records.lines.of_day(DAY, [TicketState.EXPIRED]))

    assert [each.id for each in seen] == [each.id for each in reversed(expired[3:])]


def test_left_over_are_all_that_expired_on_a_day_and_do_not_go_on(store: Store) -> None:
    left = [ticket(arrived=second).expire(moment(9)) for second in range(205)]
    gone_on = replace(ticket().expire(moment(9)), continued_as=TicketId("tomorrow"))
    add(store, *left, gone_on, ticket(), ticket().cancel(moment(9)))
    add(store, ticket(day=DAY - timedelta(days=1)).expire(moment(9)), ticket(hall_id=SOUTH).expire(moment(9)))

    assert list(store.read(NORTH, lambda records: records.lines.left_over(DAY))) == left


def test_those_who_wait_are_counted_by_target(store: Store) -> None:
    add(store, ticket(), ticket(priority=PriorityClass.LAWFUL), ticket(service_number=2))
    add(store, ticket().call(WINDOWS[0], PEOPLE[0], moment()), ticket(day=DAY - timedelta(days=1)))
    add(store, ticket(hall_id=SOUTH))

    counted = store.read(NORTH, lambda records: records.lines.waiting_by_target(DAY))

    assert counted == {at_service(SERVICES[0]): 2, at_service(SERVICES[2]): 1}


def test_in_hand_are_the_living_ones_that_were_called(store: Store) -> None:
    called, served = (ticket().call(WINDOWS[number], PEOPLE[number], moment(number)) for number in (0, 1))
    served = served.start(moment(2))
    add(
        store,
        ticket(),
        called,
        served,
        ticket().call(WINDOWS[2], PEOPLE[2], moment()).start(moment(1)).finish(moment(3)),
    )

    in_hand = store.read(NORTH, lambda records: records.lines.in_hand(DAY))

    assert list(in_hand) == [each for each in store.read(NORTH, living) if each.called is not None]
    assert {each.id for each in in_hand} == {called.id, served.id}


def test_ended_after_a_late_call_are_those_done_or_missed_since(store: Store) -> None:
    early = ticket().call(WINDOWS[0], PEOPLE[0], moment(9)).start(moment(9)).finish(moment(20))
    done = ticket().call(WINDOWS[0], PEOPLE[0], moment(10)).start(moment(11)).finish(moment(12))
    missed = ticket().call(WINDOWS[1], PEOPLE[1], moment(10)).miss(moment(200), after_seconds=120)
    add(store, early, done, missed, ticket().call(WINDOWS[2], PEOPLE[2], moment(11)), ticket())

    ended = store.read(NORTH, lambda records: records.lines.ended_after_call(DAY, 10_000))

    assert {each.id for each in ended} == {done.id, missed.id}


def test_arrivals_are_those_of_the_day_without_the_continued_ones(store: Store) -> None:
    done = ticket(arrived=20).call(WINDOWS[0], PEOPLE[0], moment(30)).start(moment(31)).finish(moment(32))
    continued = ticket(arrived=1, continues=done.id)
    add(store, ticket(arrived=10), done, continued, ticket(arrived=3, day=DAY - timedelta(days=1)))

    assert sorted(store.read(NORTH, lambda records: records.lines.arrivals(DAY)), key=lambda each: each.hall_ms) == [
        moment(10),
        moment(20),
    ]
    assert store.read(SOUTH, lambda records: records.lines.arrivals(DAY)) == []
