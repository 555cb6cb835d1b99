"""Paper in the office: what is left in each printer, and a new roll."""

from __future__ import annotations

from server.contract.box_commands import DeviceReport, ReportHealth, StartRoll
from server.contract.terms import BoxKind, DeviceState, PrintFault
from server.domain.events import RollStarted
from server.usecases.actor import BoxActor
from tests.server.office.desk import Office

READY = DeviceState.READY


def test_a_printer_whose_paper_nobody_counts_says_so(office: Office) -> None:
    kiosk_of(office)

    assert "Відлік паперу не почато" in office.open("/boxes/").text


def test_a_new_roll_is_counted_from_its_page_on(office: Office) -> None:
    kiosk = kiosk_of(office)

    page = office.fill(f"/boxes/{kiosk.box_id}/rolls/printer", metres="30")

    assert "Новий рулон: Кіоск 9" in page.text
    assert "лишилося ≈ 30 м" in page.text
    assert [each.length_mm for each in office.hall.events() if isinstance(each, RollStarted)] == [30_000]


def test_a_new_roll_is_offered_the_length_of_the_halls_rolls(office: Office) -> None:
    kiosk = kiosk_of(office)

    assert office.open(f"/boxes/{kiosk.box_id}/rolls/printer").form.value("metres") == "80"


def test_a_roll_of_no_length_is_refused_at_its_field(office: Office) -> None:
    kiosk = kiosk_of(office)

    page = office.fill(f"/boxes/{kiosk.box_id}/rolls/printer", metres="0")

    assert page.status == 422
    assert 'id="metres-error"' in page.html


def test_there_is_no_page_for_a_printer_that_is_not(office: Office) -> None:
    kiosk = kiosk_of(office)
    buttons = office.hall.box("Кнопки 9", BoxKind.BUTTONS)

    for path in (
        f"/boxes/{kiosk.box_id}/rolls/spare",
        f"/boxes/{buttons.box_id}/rolls/printer",
        "/boxes/x/rolls/printer",
    ):
        assert office.open(path).status == 404, path


def test_a_spare_printer_has_a_roll_of_its_own(office: Office) -> None:
    kiosk = kiosk_of(office, "printer", "spare")

    office.fill(f"/boxes/{kiosk.box_id}/rolls/spare", metres="12")

    text = office.open("/boxes/").text
    assert "Запасний принтер : лишилося ≈ 12 м" in text
    assert "Принтер : Відлік паперу не почато" in text
    assert "Новий рулон Кіоск 9, Запасний принтер" in text, "heard, two buttons of one name are one"


def test_a_roll_that_seems_new_is_asked_about(office: Office) -> None:
    kiosk = kiosk_of(office)
    office.hall.give(office.hall.founder, StartRoll, box_id=kiosk.box_id)
    out = DeviceReport(name="printer", state=DeviceState.FAULT, fault=PrintFault.PAPER_OUT)
    office.hall.give(kiosk, ReportHealth, version="1", devices=(out,))
    assert "Поставили новий рулон?" not in office.open("/boxes/").text

    office.hall.give(kiosk, ReportHealth, version="1", devices=(DeviceReport(name="printer", state=READY),))

    assert "Поставили новий рулон?" in office.open("/boxes/").text


def kiosk_of(office: Office, *devices: str) -> BoxActor:
    """A kiosk that has told of its printers."""
    kiosk = office.hall.box("Кіоск 9", BoxKind.KIOSK, has_printer=True)
    told = tuple(DeviceReport(name=name, state=READY) for name in devices or ("printer",))
    office.hall.give(kiosk, ReportHealth, version="1", devices=told)
    return kiosk
