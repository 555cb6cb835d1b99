"""Who may come out of turn, as the office keeps the list."""

from __future__ import annotations

import pytest

from server.contract.commands import ChangeRoute
from server.contract.terms import Role
from server.domain.hall import Category
from tests.builders import SampleHall
from tests.server.office.desk import Office, Page


def test_an_empty_list_says_what_the_kiosk_does_then(office: Office) -> None:
    assert "Перелік порожній." in office.open("/out-of-turn/").text


def test_a_category_is_added_with_its_basis_and_its_class(office: Office) -> None:
    page = add(office, "Ветерани війни", basis_uk="Рішення міської ради", name_en="War veterans")
    add(office, "Люди з інвалідністю", is_by_law="y")

    assert [(each.name, each.basis, each.is_by_law) for each in standing(office)] == [
        ({"uk": "Ветерани війни", "en": "War veterans"}, {"uk": "Рішення міської ради"}, False),
        ({"uk": "Люди з інвалідністю"}, {}, True),
    ]
    assert "Збережено: Ветерани війни" in page.text
    assert "не вказано" in office.open("/out-of-turn/").text


def test_without_a_ukrainian_name_nothing_is_added_and_what_was_typed_stays(office: Office) -> None:
    page = office.fill("/out-of-turn/new", name_en="Veterans", basis_uk="Рішення")

    assert page.status == 422
    assert page.form.value("basis_uk") == "Рішення"
    assert standing(office) == ()


def test_a_form_sent_twice_adds_one(office: Office) -> None:
    page = office.open("/out-of-turn/new")

    for _ in range(2):
        assert office.send(page, name_uk="Ветерани").status == 200

    assert len(standing(office)) == 1


def test_a_category_is_changed_where_it_stands(office: Office) -> None:
    add(office, "Ветерани"), add(office, "Вагітні")
    first = standing(office)[0]

    page = office.open(f"/out-of-turn/{first.id}")
    assert page.form.value("name_uk") == "Ветерани"
    office.send(page, name_uk="Ветерани війни", is_by_law="y")

    assert [(each.name["uk"], each.is_by_law) for each in standing(office)] == [
        ("Ветерани війни", True),
        ("Вагітні", False),
    ]


def test_one_moves_up_and_a_button_pressed_twice_moves_once(office: Office) -> None:
    for name in ("А", "Б", "В"):
        add(office, name)
    last = standing(office)[2]
    page = office.open("/out-of-turn/")

    for _ in range(2):
        office.press(page, f"/out-of-turn/{last.id}/move", to="up")

    assert [each.name["uk"] for each in standing(office)] == ["А", "В", "Б"]


@pytest.mark.parametrize(("at", "to"), [(0, "up"), (1, "down")])
def test_at_an_end_nothing_moves(office: Office, at: int, to: str) -> None:
    add(office, "А"), add(office, "Б")

    office.press(office.open("/out-of-turn/"), f"/out-of-turn/{standing(office)[at].id}/move", to=to)

    assert [each.name["uk"] for each in standing(office)] == ["А", "Б"]


def test_one_is_removed_and_the_journal_tells_of_the_list(office: Office) -> None:
    add(office, "А"), add(office, "Б")

    page = office.press(office.open("/out-of-turn/"), f"/out-of-turn/{standing(office)[0].id}/remove")

    assert "Прибрано." in page.text
    assert [each.name["uk"] for each in standing(office)] == ["Б"]
    assert "Хто проходить позачергово: А; Б; змінено: «Б: за законом»" in office.open("/journal/").text


def test_a_category_that_is_not_has_no_page(office: Office) -> None:
    assert office.open("/out-of-turn/no-such").status == 404


def test_the_card_of_the_center_leaves_the_list_alone(office: Office) -> None:
    add(office, "Ветерани")

    office.fill("/hall", name_uk="Інша назва")

    assert [each.name["uk"] for each in standing(office)] == ["Ветерани"]


def test_who_sets_nothing_up_does_not_enter(office: Office) -> None:
    office.hall.person("rita-2", Role.RECEPTIONIST)
    office.become("rita-2")

    assert office.open("/out-of-turn/").status == 403


def test_the_journal_tells_of_other_services(office: Office) -> None:
    hall = office.hall
    assert isinstance(hall, SampleHall)
    given = hall.take(hall.kiosk, hall.passport, further=(hall.business,))
    hall.give(
        hall.rita,
        ChangeRoute,
        ticket_id=given.ticket_id,
        service_ids=(hall.residence, hall.business),
        is_any_order=True,
    )

    text = office.open("/journal/").text

    assert "Паспорт і ще 1 · Подати документи" in text
    assert "тепер чекає на інші послуги в будь-якому порядку: Місце проживання; Реєстрація ФОП" in text


def add(office: Office, name: str, **more: str) -> Page:
    return office.fill("/out-of-turn/new", name_uk=name, **more)


def standing(office: Office) -> tuple[Category, ...]:
    return office.hall.hall().settings.categories
