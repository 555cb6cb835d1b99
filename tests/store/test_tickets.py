"""Tickets one by one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.contract.terms import PhoneSecret, PriorityClass, ProblemCode, ServiceId, TicketId
from server.domain.errors import Refusal
from server.store.errors import PromiseBroken
from server.usecases.kept import Taken
from server.usecases.ports import Store
from tests.store.sample import DAY, NORTH, PEOPLE, SOUTH, WINDOWS, add, moment, save, ticket


def test_a_ticket_comes_back_as_it_was_at_every_step_of_its_life(store: Store) -> None:
    taken = ticket()
    called = taken.call(WINDOWS[0], PEOPLE[0], moment(10)).recall(moment(20), limit=3)
    started = called.start(moment(30))
    finished = started.finish(moment(40))

    add(store, taken)
    seen = [store.read(NORTH, lambda records: records.tickets.get(taken.id))]
    for step in (called, started, finished):
        save(store, step)
        seen.append(store.read(NORTH, lambda records: records.tickets.get(taken.id)))

    assert seen == [taken, called, started, finished]


def test_its_times_come_back_aware_in_utc(store: Store) -> None:
    taken = ticket(arrived=1.5)

    add(store, taken)
    seen = store.read(NORTH, lambda records: records.tickets.get(taken.id))

    assert seen is not None
    assert seen.taken.wall.isoformat() == "2026-03-02T06:00:01.623456+00:00"


def test_a_ticket_is_found_by_its_secret_in_its_own_hall_only(store: Store) -> None:
    taken = ticket()

    add(store, taken)

    assert store.read(NORTH, lambda records: records.tickets.by_secret(taken.phone_secret)) == taken
    assert store.read(SOUTH, lambda records: records.tickets.by_secret(taken.phone_secret)) is None
    assert store.read(SOUTH, lambda records: records.tickets.get(taken.id)) is None
    assert store.read(NORTH, lambda records: records.tickets.by_secret(PhoneSecret("?"))) is None


def test_what_was_taken_on_some_days_is_told_for_each_hall(store: Store) -> None:
    early, first, last, late = (replace(ticket(), day=DAY + timedelta(days=days)) for days in (-3, -2, -1, 0))
    add(store, early, first, replace(last, priority=PriorityClass.LAWFUL), late)
    asked = DAY - timedelta(days=2), DAY - timedelta(days=1)

    taken = store.read(NORTH, lambda records: records.tickets.taken(*asked))

    assert set(taken) == {
        Taken(asked[0], first.service_id, PriorityClass.ORDINARY, first.taken.wall),
        Taken(asked[1], last.service_id, PriorityClass.LAWFUL, last.taken.wall),
    }
    assert store.read(SOUTH, lambda records: records.tickets.taken(*asked)) == []


def test_the_database_refuses_a_second_ticket_in_hand_and_names_the_first(store: Store) -> None:
    first, second = ticket(), ticket()
    add(store, first, second)
    save(store, first.call(WINDOWS[0], PEOPLE[0], moment()))

    with pytest.raises(Refusal) as caught:
        save(store, second.call(WINDOWS[0], PEOPLE[0], moment()))

    assert caught.value.code is ProblemCode.TICKET_IN_HAND
    assert caught.value.fields == {"label": first.label}
    assert store.read(NORTH, lambda records: records.tickets.get(second.id)) == second


def test_the_same_window_id_in_another_hall_is_another_window(store: Store) -> None:
    here, there = ticket(), ticket(hall_id=SOUTH)

    for each in (here, there):
        add(store, each)
        save(store, each.call(WINDOWS[0], PEOPLE[0], moment()))

    in_hand = store.read(SOUTH, lambda records: records.tickets.in_hand(WINDOWS[0]))
    assert in_hand is not None
    assert in_hand.id == there.id


def test_a_finished_ticket_is_in_hand_no_more(store: Store) -> None:
    taken = ticket()
    done = taken.call(WINDOWS[0], PEOPLE[0], moment()).start(moment()).finish(moment())

    add(store, done)

    assert store.read(NORTH, lambda records: records.tickets.in_hand(WINDOWS[0])) is None


@pytest.mark.parametrize(
    "change",
    [
        {"id": TicketId("another"), "number": 999},
        {"number": 999, "phone_secret": PhoneSecret("another")},
    ],
    ids=["secret", "id"],
)
def test_the_database_gives_no_secret_or_id_twice(store: Store, change: dict[str, object]) -> None:
    taken = ticket()
    add(store, taken)

    with pytest.raises(PromiseBroken):
        add(store, replace(taken, **change))  # type: ignore[arg-type]


def test_a_ticket_of_another_hall_or_of_an_unknown_service_is_not_added(store: Store) -> None:
    with pytest.raises(PromiseBroken):
        store.write(SOUTH, lambda records: records.tickets.add(ticket()))
    with pytest.raises(PromiseBroken):
        add(store, replace(ticket(), service_id=ServiceId("nowhere")))


def test_a_ticket_that_was_never_added_cannot_be_saved(store: Store) -> None:
    with pytest.raises(PromiseBroken):
        save(store, ticket())


def test_the_database_refuses_a_label_that_the_day_has_already(store: Store) -> None:
    first = ticket()
    add(store, first)

    with pytest.raises(Refusal) as caught:
        add(store, replace(ticket(), number=first.number))

    assert caught.value.code is ProblemCode.NUMBER_TAKEN
    assert caught.value.fields == {"label": first.label}


def test_the_same_label_is_free_on_another_day_and_in_another_hall(store: Store) -> None:
    first = ticket()
    tomorrow = replace(ticket(day=first.day + timedelta(days=1)), number=first.number)
    elsewhere = replace(ticket(hall_id=SOUTH), number=first.number)

    add(store, first, tomorrow, elsewhere)

    assert store.read(NORTH, lambda records: records.tickets.get(tomorrow.id)) == tomorrow


def test_what_continues_what_comes_back_too(store: Store) -> None:
    former, successor = ticket(), replace(ticket(), continues=TicketId("former"))
    add(store, former, successor)

    save(store, replace(former.expire(moment(5)), continued_as=successor.id))

    seen = store.read(NORTH, lambda records: records.tickets.get(former.id))
    assert seen is not None
    assert seen.continued_as == successor.id
    assert store.read(NORTH, lambda records: records.tickets.get(successor.id)) == successor
