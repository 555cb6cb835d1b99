"""The rolls of paper in the printers of a hall."""

from dataclasses import replace

import pytest

from server.domain.roll import Roll
from server.store.errors import PromiseBroken
from server.usecases.ports import Records, Store
from tests.store.sample import KIOSK, MORNING, NORTH, SOUTH

ROLL = Roll(hall_id=NORTH, box_id=KIOSK, device="printer", length_mm=80_000, started=MORNING)
SPARE = replace(ROLL, device="spare", length_mm=30_000, used_mm=29_000, slips=280, is_low=True)


def save(store: Store, *rolls: Roll) -> None:
    def work(records: Records) -> None:
        for roll in rolls:
            records.rolls.save(roll)

    store.write(NORTH, work)


def test_rolls_come_back_as_they_were_by_printer(store: Store) -> None:
    save(store, SPARE, ROLL)

    assert store.read(NORTH, lambda records: list(records.rolls.all())) == [ROLL, SPARE]
    assert store.read(NORTH, lambda records: records.rolls.get(KIOSK, "spare")) == SPARE


def test_a_printer_has_one_roll(store: Store) -> None:
    used = replace(ROLL, used_mm=100, slips=1)

    save(store, ROLL, used)

    assert store.read(NORTH, lambda records: list(records.rolls.all())) == [used]


def test_a_printer_whose_rolls_nobody_counts_has_none(store: Store) -> None:
    assert store.read(NORTH, lambda records: records.rolls.get(KIOSK, "printer")) is None


def test_a_roll_of_another_hall_is_neither_seen_nor_saved(store: Store) -> None:
    save(store, ROLL)

    assert store.read(SOUTH, lambda records: list(records.rolls.all())) == []
    with pytest.raises(PromiseBroken):
        store.write(SOUTH, lambda records: records.rolls.save(ROLL))
