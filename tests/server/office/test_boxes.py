"""Boxes and their one-time codes."""

from __future__ import annotations

import re

import pytest

from server.contract.box_commands import DeviceReport, ReportHealth, RotateBoxKey
from server.contract.terms import BoxKind, DeviceState, PrintFault
from server.domain.errors import Refusal
from server.domain.hall import Box
from server.identity import hashed
from tests.server.office.desk import Office, Page

CODE = re.compile(r"<output>([0-9A-Z]{4}-[0-9A-Z]{4})</output>")


def test_a_new_box_gets_a_code_that_enrols_it(office: Office) -> None:
    page = office.fill("/boxes/new", name="Кіоск біля входу")

    box, _ = office.identity.enrol(code_on(page))
    assert (box.name, box.kind) == ("Кіоск біля входу", BoxKind.KIOSK)
    assert named(office, "Кіоск біля входу").has_printer


@pytest.mark.parametrize(
    ("language", "said"), [("uk", "Відкрито кришку. Закрийте кришку"), ("en", "The cover is open.")]
)
def test_an_ill_device_is_told_with_what_to_do_and_a_well_one_is_not(office: Office, language: str, said: str) -> None:
    kiosk = office.hall.box("Кіоск 9", BoxKind.KIOSK)
    devices = (
        DeviceReport(name="printer", state=DeviceState.FAULT, fault=PrintFault.COVER_OPEN),
        DeviceReport(name="screen", state=DeviceState.READY),
    )
    office.hall.give(kiosk, ReportHealth, version="1", devices=devices)
    office.become("olha", language)

    text = office.open("/boxes/").text

    assert said in text
    assert {"uk": "Принтер", "en": "Printer"}[language] in text
    assert {"uk": "Екран", "en": "Screen"}[language] not in text


def test_the_code_is_shown_once(office: Office) -> None:
    page = office.fill("/boxes/new", name="Кіоск")

    again = office.open(page.path.removeprefix("/office"))

    assert not CODE.search(again.html)
    assert "Код уже показано." in again.text


def test_a_new_box_sent_twice_is_one_box_with_one_code(office: Office) -> None:
    page = office.open("/boxes/new")

    codes = {code_on(office.send(page, name="Кіоск")) for _ in range(2)}

    assert len(codes) == 1
    assert len([box for box in boxes(office) if box.name == "Кіоск"]) == 1
    assert office.identity.enrol(codes.pop())


def test_two_boxes_get_different_codes(office: Office) -> None:
    codes = {code_on(office.fill("/boxes/new", name=name)) for name in ("Кіоск А", "Кіоск Б")}

    assert len(codes) == 2


def test_a_new_code_locks_out_whoever_has_the_old_key(office: Office) -> None:
    box, key = office.identity.enrol(code_on(office.fill("/boxes/new", name="Кіоск")))
    assert office.identity.box_of(key)

    page = office.press(office.open("/boxes/"), f"/boxes/{box.box_id}/code")

    assert office.identity.box_of(key) is None
    assert office.identity.enrol(code_on(page))[0].box_id == box.box_id


def test_a_new_key_ends_the_former_one_at_its_first_use(office: Office) -> None:
    box, key = office.identity.enrol(code_on(office.fill("/boxes/new", name="Кіоск")))
    office.hall.give(box, RotateBoxKey, key_hash=hashed("the new key"))
    assert office.identity.box_of(key) == box

    assert office.identity.box_of("the new key") == box

    assert office.identity.box_of(key) is None


def test_changing_a_name_leaves_the_box_enrolled(office: Office) -> None:
    box, key = office.identity.enrol(code_on(office.fill("/boxes/new", name="Кіоск")))

    office.fill(f"/boxes/{box.box_id}", name="Кіоск біля вікна 3")

    enrolled = office.identity.box_of(key)
    assert enrolled is not None
    assert enrolled.name == "Кіоск біля вікна 3"


def test_an_archived_box_is_locked_out_and_comes_back_without_its_key(office: Office) -> None:
    box, key = office.identity.enrol(code_on(office.fill("/boxes/new", name="Кіоск")))

    page = office.press(office.open("/boxes/"), f"/boxes/{box.box_id}/archive")
    assert office.identity.box_of(key) is None
    office.press(page, f"/boxes/{box.box_id}/restore")

    assert named(office, "Кіоск").key_hash is None
    assert not named(office, "Кіоск").is_archived


@pytest.mark.parametrize(("kind", "has_printer"), [("display", False), ("buttons", False), ("printer", True)])
def test_only_a_kiosk_may_choose_whether_it_prints(office: Office, kind: str, *, has_printer: bool) -> None:
    office.fill("/boxes/new", name="Пристрій", kind=kind, has_printer=None if has_printer else "y")

    assert named(office, "Пристрій").has_printer is has_printer


def test_a_name_that_is_taken_is_said_at_the_name(office: Office) -> None:
    page = office.fill("/boxes/new", name="kiosk")

    assert page.status == 422
    assert 'id="name-error"' in page.html


def test_a_used_code_is_worth_nothing(office: Office) -> None:
    code = code_on(office.fill("/boxes/new", name="Кіоск"))
    office.identity.enrol(code)

    with pytest.raises(Refusal, match="unknown-code"):
        office.identity.enrol(code)


def code_on(page: Page) -> str:
    """The code that the page shows."""
    found = CODE.search(page.html)
    assert found, page.text
    return found[1]


def boxes(office: Office) -> list[Box]:
    return list(office.hall.read(lambda records: records.boxes.all()))


def named(office: Office, name: str) -> Box:
    return next(box for box in boxes(office) if box.name == name)
