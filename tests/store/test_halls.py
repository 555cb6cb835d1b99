"""The row of a hall, its clock and its counters."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from server.contract.terms import HallId
from server.domain.hall import HallSettings
from server.store.errors import PromiseBroken
from server.usecases.ports import Records, Store
from tests.store.sample import DAY, NORTH, SOUTH, clock, hall


def test_a_hall_comes_back_as_it_was_saved(store: Store) -> None:
    changed = replace(hall(), catalogue_version=7, settings=HallSettings(missed_after_seconds=90))

    store.write(NORTH, lambda records: records.halls.save(changed))

    assert store.read(NORTH, lambda records: records.halls.get()) == changed
    assert store.read(SOUTH, lambda records: records.halls.get()) == hall(SOUTH)
    assert store.read(HallId("nowhere"), lambda records: records.halls.get()) is None


def test_changing_what_was_read_changes_no_later_reading(store: Store) -> None:
    first = store.read(NORTH, lambda records: records.halls.get())
    assert first is not None

    first.name["uk"] = "Інше"

    assert store.read(NORTH, lambda records: records.halls.get()) == hall()


def test_numbers_begin_at_one_for_each_hall_day_and_letter(store: Store) -> None:
    def number(hall_id: HallId, *, days: int = 0, letter: str = "Б") -> int:
        return store.write(hall_id, lambda records: records.halls.next_number(DAY + timedelta(days=days), letter))

    given = [number(NORTH), number(NORTH), number(NORTH, letter="Г"), number(NORTH, days=1), number(SOUTH)]

    assert given == [1, 2, 1, 1, 1]


def test_numbers_go_on_after_the_largest_that_was_given_by_hand(store: Store) -> None:
    def pass_number(records: Records, number: int) -> None:
        records.halls.pass_number(DAY, "Б", number)

    def by_hand(*numbers: int) -> None:
        for number in numbers:
            store.write(NORTH, partial(pass_number, number=number))

    def number(hall_id: HallId = NORTH, letter: str = "Б") -> int:
        return store.write(hall_id, lambda records: records.halls.next_number(DAY, letter))

    by_hand(7, 3)
    assert [number(), number()] == [8, 9]

    by_hand(9, 20)
    assert (number(), number(letter="Г"), number(SOUTH)) == (21, 1, 1)


def test_a_number_taken_in_vain_is_given_again(store: Store) -> None:
    def in_vain(records: Records) -> None:
        records.halls.next_number(DAY, "Б")
        raise LookupError

    with pytest.raises(LookupError):
        store.write(NORTH, in_vain)

    assert store.write(NORTH, lambda records: records.halls.next_number(DAY, "Б")) == 1


def test_places_grow_hall_by_hall(store: Store) -> None:
    places = [store.write(NORTH, lambda records: records.halls.next_place()) for _ in range(3)]

    assert places == [1, 2, 3]
    assert store.write(SOUTH, lambda records: records.halls.next_place()) == 1


def test_the_clock_is_that_of_the_last_event(store: Store) -> None:
    assert store.read(NORTH, lambda records: records.halls.clock()) is None

    store.write(NORTH, lambda records: records.journal.append([], "system:server", clock(12.345), ""))

    assert store.read(NORTH, lambda records: records.halls.clock()) == clock(12.345)
    assert store.read(SOUTH, lambda records: records.halls.clock()) is None


def test_nothing_is_counted_in_a_hall_that_was_never_founded(store: Store) -> None:
    nowhere = HallId("nowhere")

    with pytest.raises(PromiseBroken):
        store.write(nowhere, lambda records: records.halls.next_place())
    with pytest.raises(PromiseBroken):
        store.write(nowhere, lambda records: records.halls.next_number(DAY, "Б"))
    with pytest.raises(PromiseBroken):
        store.write(nowhere, lambda records: records.journal.append([], "system:server", clock(), ""))
