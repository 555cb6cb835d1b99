"""Window-call panels in the office: seen, put at a window, and told what their keys mean."""

from __future__ import annotations

from server.contract.panel_commands import PanelReport, ReportPanels
from server.contract.terms import BoxKind, PanelAction, PanelMake
from server.domain.panel import Panel
from server.web.office.panels import key_of
from tests.builders import SampleHall
from tests.server.office.desk import Office


def sample(office: Office) -> SampleHall:
    assert isinstance(office.hall, SampleHall)
    return office.hall


def panel(office: Office) -> Panel:
    (found,) = office.hall.read(lambda records: records.panels.all())
    assert isinstance(found, Panel)
    return found


def path(office: Office) -> str:
    found = panel(office)
    return f"/panels/{found.box_id}/{key_of(found)}"


def test_a_panel_that_a_box_has_heard_waits_for_a_window(office: Office) -> None:
    sample(office).panel(sample(office).buttons, None, address="12")

    page = office.open("/panels/")

    assert "пульт 12" in page.text
    assert "/dev/panels" in page.text
    assert "не призначено" in page.text


def test_a_hall_without_panels_says_how_to_get_one(office: Office) -> None:
    assert "Жоден пристрій ще не чув пульта." in office.open("/panels/").text


def test_a_new_panel_is_offered_what_its_keys_usually_mean(office: Office) -> None:
    sample(office).panel(sample(office).buttons, None)

    office.fill(path(office), window=sample(office).one)

    found = panel(office)
    assert (found.window_id, found.is_of_office) == (sample(office).one, True)
    assert found.actions["call"] is PanelAction.NEXT
    assert found.actions["call.long"] is PanelAction.RECALL


def test_keys_are_given_other_meanings_and_none(office: Office) -> None:
    sample(office).panel(sample(office).buttons, sample(office).one)

    page = office.fill(path(office), **{"does.call": "next-or-recall", "does.recall": ""})

    assert "Збережено: пульт 1" in page.text
    actions = panel(office).actions
    assert actions["call"] is PanelAction.NEXT_OR_RECALL
    assert "recall" not in actions
    assert actions["missed"] is PanelAction.MISSED


def test_a_panel_is_taken_away_from_its_window(office: Office) -> None:
    sample(office).panel(sample(office).buttons, sample(office).one)

    office.fill(path(office), window="")

    assert (panel(office).window_id, panel(office).is_of_office) == (None, False)


def test_a_window_that_was_not_offered_is_refused(office: Office) -> None:
    sample(office).panel(sample(office).buttons, sample(office).one)

    page = office.fill(path(office), window="no such window")

    assert page.status == 422
    assert panel(office).window_id == sample(office).one


def test_a_panel_that_is_not_has_no_page(office: Office) -> None:
    assert office.open(f"/panels/{sample(office).buttons.box_id}/0123456789abcdef").status == 404


def test_the_boxes_lead_to_the_panels(office: Office) -> None:
    assert "/office/panels/" in office.open("/boxes/").html


def test_the_journal_tells_where_a_panel_stands(office: Office) -> None:
    sample(office).panel(sample(office).buttons, sample(office).one)
    office.fill(path(office), window="")

    page = office.open("/journal/")

    for said in ("знайдено пульт 1 на лінії /dev/panels", "призначено вікну 1", "більше не належить жодному вікну"):
        assert said in page.text


def test_keys_are_called_as_on_the_panel(office: Office) -> None:
    sample(office).panel(sample(office).buttons, None)

    page = office.open(path(office))

    for said in ("«Викликати»", "«Викликати» (утримувати)", "«Викликати», друга кнопка", "«Не з’явився»"):
        assert said in page.text


def test_whose_panel_has_the_window_is_named(office: Office) -> None:
    """The settings of the second box name a window where a panel of the first one stands: they do not count."""
    hall = sample(office)
    hall.panel(hall.buttons, hall.one, address="3")
    second = hall.box("Друга коробка", BoxKind.BUTTONS)
    hall.give(
        second,
        ReportPanels,
        panels=(PanelReport(wire="/dev/b", address="12", make=PanelMake.CHERHA, controls=("call",), window_name="1"),),
    )

    listed = office.open("/panels/")
    (ignored,) = [each for each in every(office) if each.box_id == second.box_id]
    page = office.open(f"/panels/{second.box_id}/{key_of(ignored)}")

    assert ignored.window_id is None
    assert "Вікна за іншими пристроями, налаштування цього їх не займуть: 1 (пульт 3, buttons)." in listed.text
    assert "1 (пульт 3, buttons)" in page.text
    assert "Список отримано" in listed.text


def every(office: Office) -> list[Panel]:
    return list(office.hall.read(lambda records: records.panels.all()))
