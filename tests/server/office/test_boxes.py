"""Boxes and their one-time codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.contract.box_commands import DeviceReport, ReportHealth, RotateBoxKey
from server.contract.panel_commands import PanelReport, ReportPanels
from server.contract.terms import BoxKind, DeviceState, PanelMake, PrintFault
from server.domain.errors import Refusal
from server.domain.hall import Box
from server.identity import hashed
from server.web.office.enrolling import PROGRAMS
from tests.server.office.desk import BASE_URL, Office, Page

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


@pytest.mark.parametrize(
    ("kind", "user", "module"),
    [
        ("kiosk", "cherha-kiosk", "kiosk"),
        ("display", "cherha-display", "display"),
        ("buttons", "cherha-box", "hardware"),
        ("printer", "cherha-box", "hardware"),
    ],
)
def test_the_line_beside_the_code_is_that_of_the_guide(office: Office, kind: str, user: str, module: str) -> None:
    page = office.fill("/boxes/new", name="Пристрій", kind=kind, has_printer=None)

    line = (
        f"runuser -u {user} -- /opt/cherha/bin/python -m {module}"
        f" --config /etc/cherha/{module}.toml --enrol {code_on(page)} --only-enrol"
    )
    assert line in page.html
    assert BASE_URL in page.text


def test_the_guide_has_the_lines_that_the_office_shows() -> None:
    """The display's is told there in words: as the kiosk's."""
    guide = (Path(__file__).parents[3] / "docs/installing.md").read_text()

    assert PROGRAMS[BoxKind.KIOSK].line("K7QM-2XPD") in guide
    assert PROGRAMS[BoxKind.PRINTER].line("CODE") in guide


def test_before_a_box_goes_the_office_says_what_stops_with_it(office: Office) -> None:
    printer = office.hall.box("Принтер рецепції", BoxKind.PRINTER, has_printer=True)
    office.hall.decide(reception_box_id=printer.box_id)
    heard = PanelReport(wire="/dev/panels", address="7", make=PanelMake.CHERHA, controls=("call",), window_name="1")
    office.hall.give(printer, ReportPanels, panels=(heard,))
    office.hall.give(printer, ReportHealth, version="1", devices=())
    listed = office.open("/boxes/")
    assert f'/boxes/{printer.box_id}/archive"' in listed.html
    assert f'formaction="/office/boxes/{printer.box_id}/archive"' not in listed.html

    page = office.open(f"/boxes/{printer.box_id}/archive")

    assert "Це принтер рецепції" in page.text
    assert "більше не викликатимуть: 1." in page.text
    assert "Пристрій зараз на зв’язку" in page.text
    assert "потрібен новий код" in page.text
    assert not named(office, "Принтер рецепції").is_archived


def test_a_printer_that_kiosks_share_is_not_offered_to_go(office: Office) -> None:
    printer = office.hall.box("Принтер", BoxKind.PRINTER, has_printer=True)
    kiosk = office.hall.box("Кіоск 7", BoxKind.KIOSK)
    office.fill(f"/boxes/{kiosk.box_id}", has_printer=None, prints_at=printer.box_id)

    page = office.open(f"/boxes/{printer.box_id}/archive")

    assert "На ньому друкують кіоски: Кіоск 7." in page.text
    assert "formaction" not in page.html


def test_a_box_that_comes_back_is_said_to_need_a_code(office: Office) -> None:
    kiosk = office.hall.box("Кіоск 7", BoxKind.KIOSK)
    page = office.press(office.open("/boxes/"), f"/boxes/{kiosk.box_id}/archive")
    assert "Пристрою, який повертається, потрібен новий код." in page.text

    page = office.press(page, f"/boxes/{kiosk.box_id}/restore")

    assert "Потрібен новий код: натисніть «Новий код»" in page.text


def test_of_a_box_that_is_silent_its_devices_are_not_known(office: Office) -> None:
    kiosk = office.hall.box("Кіоск 7", BoxKind.KIOSK)
    cover = DeviceReport(name="printer", state=DeviceState.FAULT, fault=PrintFault.COVER_OPEN)
    office.hall.give(kiosk, ReportHealth, version="1", devices=(cover,))
    office.hall.clock.go_on(minutes=1)

    page = office.open("/boxes/")

    assert "Принтер: невідомо" in page.text
    assert "Закрийте кришку" not in page.text
    assert 'title="Останнє відоме: Відкрито кришку.' in page.html


def test_a_printer_is_not_said_to_have_a_printer(office: Office) -> None:
    office.fill("/boxes/new", name="Принтер у холі", kind="printer")

    text = office.open("/boxes/").text

    assert text.count("із принтером") == sum(
        1 for box in boxes(office) if box.kind is BoxKind.KIOSK and box.has_printer
    )


def test_paper_is_told_once_a_box_has_reported(office: Office) -> None:
    kiosk = office.hall.box("Кіоск 7", BoxKind.KIOSK, has_printer=True)
    roll = f"/boxes/{kiosk.box_id}/rolls/printer"
    assert roll not in office.open("/boxes/").html

    office.hall.give(kiosk, ReportHealth, version="1", devices=())

    assert roll in office.open("/boxes/").html


def code_on(page: Page) -> str:
    """The code that the page shows."""
    found = CODE.search(page.html)
    assert found, page.text
    return found[1]


def boxes(office: Office) -> list[Box]:
    return list(office.hall.read(lambda records: records.boxes.all()))


def named(office: Office, name: str) -> Box:
    return next(box for box in boxes(office) if box.name == name)
