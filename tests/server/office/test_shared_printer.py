"""The printer that several kiosks share, as the office chooses it."""

from __future__ import annotations

import pytest

from server.contract.terms import BoxId, BoxKind
from server.usecases.actor import BoxActor
from tests.server.office.desk import Office


@pytest.fixture
def printer(office: Office) -> BoxActor:
    return office.hall.box("Принтер у холі", BoxKind.PRINTER, has_printer=True)


def test_a_kiosk_without_a_printer_gets_the_one_that_is_chosen_and_the_journal_tells_it(
    office: Office, printer: BoxActor
) -> None:
    kiosk = office.hall.box("Кіоск 7", BoxKind.KIOSK)

    office.fill(f"/boxes/{kiosk.box_id}", has_printer=None, prints_at=printer.box_id)

    assert prints_at(office, kiosk) == printer.box_id
    assert "друкує на «Принтер у холі»" in office.open("/boxes/").text
    assert "«Талони виходять на принтері пристрою»: — → Принтер у холі" in office.open("/journal").text


def test_its_own_printer_goes_before_the_shared_one(office: Office, printer: BoxActor) -> None:
    kiosk = office.hall.box("Кіоск 7", BoxKind.KIOSK)

    office.fill(f"/boxes/{kiosk.box_id}", has_printer="y", prints_at=printer.box_id)

    assert prints_at(office, kiosk) is None


def test_a_box_that_does_not_print_is_not_taken(office: Office, printer: BoxActor) -> None:
    kiosk, buttons = office.hall.box("Кіоск 7", BoxKind.KIOSK), office.hall.box("Пульти", BoxKind.BUTTONS)

    page = office.fill(f"/boxes/{kiosk.box_id}", has_printer=None, prints_at=buttons.box_id)

    assert page.status == 422
    assert 'id="prints_at-error"' in page.html
    assert prints_at(office, kiosk) is None


@pytest.mark.parametrize(("language", "said"), [("uk", "зараз використовується: Кіоск 7."), ("en", "in use: Кіоск 7.")])
def test_a_printer_that_is_shared_is_not_archived_and_the_page_says_by_whom(
    office: Office, printer: BoxActor, language: str, said: str
) -> None:
    kiosk = office.hall.box("Кіоск 7", BoxKind.KIOSK)
    office.fill(f"/boxes/{kiosk.box_id}", has_printer=None, prints_at=printer.box_id)
    office.become("olha", language)

    page = office.press(office.open("/boxes/"), f"/boxes/{printer.box_id}/archive")

    assert said in page.text
    assert prints_at(office, kiosk) == printer.box_id


def test_a_new_code_leaves_a_kiosk_where_it_prints(office: Office, printer: BoxActor) -> None:
    kiosk = office.hall.box("Кіоск 7", BoxKind.KIOSK)
    office.fill(f"/boxes/{kiosk.box_id}", has_printer=None, prints_at=printer.box_id)

    office.press(office.open("/boxes/"), f"/boxes/{kiosk.box_id}/code")

    assert prints_at(office, kiosk) == printer.box_id


def prints_at(office: Office, kiosk: BoxActor) -> BoxId | None:
    box = office.hall.read(lambda records: records.boxes.get(kiosk.box_id))
    assert box is not None
    return box.prints_at
