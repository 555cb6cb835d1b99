"""The printer beside the people who give tickets, as the Center's card names it."""

from __future__ import annotations

from server.contract.terms import BoxKind
from tests.server.office.desk import Office


def test_a_printer_is_chosen_by_its_name_and_the_journal_tells_it(office: Office) -> None:
    printer = office.hall.box("Принтер рецепції", BoxKind.PRINTER, has_printer=True)
    assert "Принтер рецепції" in office.open("/hall").text

    office.fill("/hall", reception_box=printer.box_id)

    assert office.hall.hall().settings.reception_box_id == printer.box_id
    assert "«Принтер рецепції»: — → Принтер рецепції" in office.open("/journal").text


def test_a_printer_is_taken_back(office: Office) -> None:
    printer = office.hall.box("Принтер рецепції", BoxKind.PRINTER, has_printer=True)
    office.fill("/hall", reception_box=printer.box_id)

    office.fill("/hall", reception_box="")

    assert office.hall.hall().settings.reception_box_id is None


def test_a_box_that_prints_nothing_is_not_offered_and_not_taken(office: Office) -> None:
    buttons = office.hall.box("Кнопки", BoxKind.BUTTONS)

    page = office.fill("/hall", reception_box=buttons.box_id)

    assert page.status == 422
    assert office.hall.hall().settings.reception_box_id is None
