"""The office's boxes: joined by a code, renamed, put away."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.terms import BoxKind, ProblemCode
from server.domain.errors import Refusal
from server.domain.office_events import BoxJoined, BoxSaved
from server.usecases.office import EnrolBox, SaveBox
from tests.builders import SampleHall


def test_a_box_joins_with_its_code_once(hall: SampleHall) -> None:
    enrol(hall, "key")

    with pytest.raises(Refusal) as refused:
        enrol(hall, "another key")

    box = hall.store.read_house(lambda house: house.box_by_key("key"))
    assert refused.value.code is ProblemCode.UNKNOWN_CODE
    assert box.id == hall.kiosk.box_id
    assert hall.events()[-1] == BoxJoined(box_id=box.id)


def test_a_new_code_makes_the_former_key_worthless(hall: SampleHall) -> None:
    enrol(hall, "key")

    hall.give(
        hall.founder,
        SaveBox,
        box_id=hall.kiosk.box_id,
        name="kiosk",
        kind=BoxKind.KIOSK,
        has_printer=True,
        code_hash="new code",
    )

    assert hall.store.read_house(lambda house: house.box_by_key("key")) is None
    assert hall.store.read_house(lambda house: house.box_by_code("new code")).id == hall.kiosk.box_id


def test_renaming_a_box_keeps_its_key_and_archiving_does_not(hall: SampleHall) -> None:
    enrol(hall, "key")
    form = {"box_id": hall.kiosk.box_id, "name": "Кіоск", "kind": BoxKind.KIOSK, "has_printer": True}

    hall.give(hall.founder, SaveBox, **form)
    assert hall.store.read_house(lambda house: house.box_by_key("key")).name == "Кіоск"
    hall.give(hall.founder, SaveBox, **form, is_archived=True)

    assert hall.store.read_house(lambda house: house.box_by_key("key")) is None
    saved = hall.events()[-1]
    assert isinstance(saved, BoxSaved)
    assert (saved.box_kind, saved.is_archived) == (BoxKind.KIOSK, True)


def enrol(hall: SampleHall, key: str) -> Any:
    return hall.give(hall.server, EnrolBox, box_id=hall.kiosk.box_id, code_hash="kiosk", key_hash=key)
