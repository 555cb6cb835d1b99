"""A box changes its key: both are good until the new one has been used, and no moment leaves it without one."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.box_commands import RotateBoxKey
from server.contract.terms import BoxKind, ProblemCode
from server.domain.errors import Refusal
from server.domain.office_events import BoxKeyChanged
from server.usecases.office import EnrolBox, SaveBox, TakeUpBoxKey
from tests.builders import SampleHall

OLD, NEW, NEWER = "0" * 64, "a" * 64, "b" * 64


@pytest.fixture
def enrolled(hall: SampleHall) -> SampleHall:
    hall.give(hall.server, EnrolBox, box_id=hall.kiosk.box_id, code_hash="kiosk", key_hash=OLD)
    return hall


def good_keys(hall: SampleHall) -> list[str]:
    """Those that let the kiosk in."""

    def box(key: str) -> Any:
        return hall.store.read_house(lambda house: house.box_by_key(key))

    return [key for key in (OLD, NEW, NEWER) if box(key) is not None and box(key).id == hall.kiosk.box_id]


def take_up(hall: SampleHall, key: str) -> None:
    hall.give(hall.server, TakeUpBoxKey, box_id=hall.kiosk.box_id, key_hash=key)


def test_a_new_key_stands_beside_the_old_one_until_it_is_used(enrolled: SampleHall) -> None:
    enrolled.give(enrolled.kiosk, RotateBoxKey, key_hash=NEW)
    assert good_keys(enrolled) == [OLD, NEW]

    take_up(enrolled, NEW)

    assert good_keys(enrolled) == [NEW]
    assert enrolled.events()[-1] == BoxKeyChanged(box_id=enrolled.kiosk.box_id)


def test_a_key_that_was_offered_and_lost_makes_room_for_another(enrolled: SampleHall) -> None:
    enrolled.give(enrolled.kiosk, RotateBoxKey, key_hash=NEW)
    enrolled.give(enrolled.kiosk, RotateBoxKey, key_hash=NEWER)
    assert good_keys(enrolled) == [OLD, NEWER]

    take_up(enrolled, NEW)

    assert good_keys(enrolled) == [OLD, NEWER]


def test_taking_a_key_up_twice_is_one_change(enrolled: SampleHall) -> None:
    enrolled.give(enrolled.kiosk, RotateBoxKey, key_hash=NEW)

    take_up(enrolled, NEW)
    take_up(enrolled, NEW)

    assert good_keys(enrolled) == [NEW]
    assert enrolled.events().count(BoxKeyChanged(box_id=enrolled.kiosk.box_id)) == 1


@pytest.mark.parametrize("change", [{"is_archived": True}, {"code_hash": "a new code"}])
def test_a_revoked_box_loses_the_key_that_it_offered_too(enrolled: SampleHall, change: dict[str, Any]) -> None:
    enrolled.give(enrolled.kiosk, RotateBoxKey, key_hash=NEW)

    form = {"box_id": enrolled.kiosk.box_id, "name": "kiosk", "kind": BoxKind.KIOSK, "has_printer": True}
    enrolled.give(enrolled.founder, SaveBox, **form, **change)

    assert good_keys(enrolled) == []
    with pytest.raises(Refusal) as refused:
        enrolled.give(enrolled.kiosk, RotateBoxKey, key_hash=NEWER)
    assert refused.value.code is ProblemCode.NOT_ALLOWED


def test_renaming_a_box_keeps_both_its_keys(enrolled: SampleHall) -> None:
    enrolled.give(enrolled.kiosk, RotateBoxKey, key_hash=NEW)

    form = {"box_id": enrolled.kiosk.box_id, "name": "Кіоск", "kind": BoxKind.KIOSK, "has_printer": True}
    enrolled.give(enrolled.founder, SaveBox, **form)

    assert good_keys(enrolled) == [OLD, NEW]


def test_an_offered_key_is_no_code(enrolled: SampleHall) -> None:
    enrolled.give(enrolled.kiosk, RotateBoxKey, key_hash=NEW)

    assert enrolled.store.read_house(lambda house: house.box_by_code(NEW)) is None
    with pytest.raises(Refusal) as refused:
        enrolled.give(enrolled.server, EnrolBox, box_id=enrolled.kiosk.box_id, code_hash=NEW, key_hash=NEWER)
    assert refused.value.code is ProblemCode.UNKNOWN_CODE
