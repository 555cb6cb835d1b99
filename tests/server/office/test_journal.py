"""The journal as people read it."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.terms import BoxId, DeviceState, Language, PersonId, PrintFault, Role, WindowId
from server.domain import events
from server.domain.events import Event
from server.web.office.happenings import GROUPS
from server.web.office.names import Names
from server.web.office.sentences import sentence
from tests.builders import SampleHall
from tests.contract.shapes import QUICK, values
from tests.server.office.desk import Office


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
@QUICK
@given(st.data())
def test_every_event_has_a_sentence_in_each_language(kind: Any, data: st.DataObject) -> None:
    event = data.draw(values(kind))

    english, ukrainian = (
        sentence(event, Names(language=language, by_id={})) for language in (Language.ENGLISH, Language.UKRAINIAN)
    )

    assert english != ukrainian
    assert any("а" <= sign <= "я" for sign in ukrainian.casefold())


def test_every_event_is_in_one_group() -> None:
    grouped = [kind for _, kinds in GROUPS.values() for kind in kinds]

    assert sorted(kind.__name__ for kind in grouped) == sorted(kind.__name__ for kind in get_args(Event))


def test_a_window_taken_over_is_told_with_both_people() -> None:
    names = Names(language=Language.UKRAINIAN, by_id={"1": "Олена", "2": "Тарас", "w": "3"})
    taken = events.WindowStaffed(window_id=WindowId("w"), person_id=PersonId("1"), taken_over_from=PersonId("2"))

    assert sentence(taken, names) == "За вікном 3 тепер Олена, раніше Тарас"


@pytest.mark.parametrize(
    ("device", "told"),
    [
        ("printer", "Кіоск: принтер — несправно"),
        ("page", "Кіоск: зображення — несправно"),
        ("buttons-2", "Кіоск: кнопки вікон 2 — несправно"),
    ],
)
def test_a_device_is_told_by_its_plain_name(device: str, told: str) -> None:
    names = Names(language=Language.UKRAINIAN, by_id={"b": "Кіоск"})

    event = events.BoxHealthChanged(box_id=BoxId("b"), device=device, state=DeviceState.FAULT, fault=PrintFault.NONE)

    assert sentence(event, names) == told


def test_the_newest_comes_first_with_its_author(office: Office) -> None:
    office.fill("/spheres/new", name_uk="Земля")

    text = office.open("/journal/").text

    assert "Збережено сферу: Земля Olha" in text
    assert text.index("Земля") < text.index("Створено Центр: Прозорий офіс")


def test_what_happened_to_a_ticket_is_told_by_label_window_and_person(office: Office) -> None:
    hall = sample(office)
    hall.sit(hall.olena, hall.one)
    label = hall.take(hall.kiosk, hall.passport).label
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)

    text = office.open("/journal/").text

    assert f"Видано талон {label}: Паспорт".replace("\u00a0", " ") in text
    assert f"{label}: прийом розпочато, вікно 1 Olena".replace("\u00a0", " ") in text


def test_it_is_read_page_by_page_without_a_gap(office: Office) -> None:
    for number in range(60):
        office.hall.sphere(f"Сфера {number}")
    first = office.open("/journal/")
    last = office.hall.sequence()

    second = office.open(f"/journal/?before={last - 49}")

    assert f"before={last - 49}" in first.html
    assert f'<td class="number is-quiet">{last - 49}</td>' in first.html
    assert f'<td class="number is-quiet">{last - 50}</td>' in second.html


def test_one_group_alone(office: Office) -> None:
    office.hall.take(sample(office).kiosk, sample(office).passport)

    text = office.open("/journal/?kind=people").text

    assert "Збережено людину" in text
    assert "Видано талон" not in text
    assert "Збережено сферу" not in text


def test_a_group_without_entries_says_so(office: Office) -> None:
    assert "Тут такого немає." in office.open("/journal/?kind=desks").text


def test_an_auditor_reads_it(office: Office) -> None:
    office.hall.person("lidiia", Role.AUDITOR)
    office.become("lidiia", "en")

    page = office.open("/journal/")

    assert page.status == 200
    assert "Person saved" in page.text


def test_a_receptionist_does_not(office: Office) -> None:
    office.become("rita")

    assert office.open("/journal/").status == 403


def sample(office: Office) -> SampleHall:
    assert isinstance(office.hall, SampleHall)
    return office.hall
