"""What the journal says of changed decisions, windows and tickets, as far as a sentence alone tells it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from server.contract.terms import BoxId, Language, PriorityClass, Purpose, ServiceId, TicketId, WindowId
from server.domain.events import BoxReturned, Event, TicketTaken
from server.domain.hall import HallSettings, Service
from server.domain.office_events import CategoriesSaved, HallSaved, ServiceSaved, WindowSaved
from server.domain.setting_changes import SettingChange
from server.web.office.names import Names
from server.web.office.sentences import sentence
from server.web.office.setting_words import TITLES
from tests.server.office.desk import Office

NAMES = Names(language=Language.UKRAINIAN, by_id={"p": "Паспорт", "r": "Місце проживання"})
TAKEN: dict[str, Any] = {
    "ticket_id": TicketId("t"),
    "label": "П 001",
    "service_id": ServiceId("p"),
    "purpose": Purpose.COLLECT,
    "priority": PriorityClass.ORDINARY,
    "box_id": None,
}


def saved(*changed: tuple[str, str, str]) -> HallSaved:
    return HallSaved(name={"uk": "Центр"}, changes=changes(*changed))


def changes(*changed: tuple[str, str, str]) -> tuple[SettingChange, ...]:
    return tuple(SettingChange(setting=name, former=former, present=present) for name, former, present in changed)


TOLD: list[tuple[Event, str]] = [
    (saved(), "Змінено картку Центру: Центр"),
    (
        saved(("announcements", "3", "5"), ("is_call_finishing", "yes", "no"), ("call_after_finish_seconds", "", "10")),
        "Змінено картку Центру: «Скільки разів викликати один талон»: 3 → 5; "
        "«Виклик наступного завершує теперішній прийом»: так → ні; "
        "«Наступного викликати автоматично через, секунд»: — → 10",
    ),
    (
        saved(
            ("name.uk", "Зал", "Центр"),
        ),
        "Змінено картку Центру: «Назва»: Зал → Центр",
    ),
    (
        saved(("hours", "0 08:00-16:00-17:00", ""), ("shelter_text.uk", "а", "б"), ("shelter_text.en", "a", "b")),
        "Змінено картку Центру: «Години роботи»; «Текст про повітряну тривогу»",
    ),
    (
        saved(
            ("forgotten_long_ago", "1", "2"),
        ),
        "Змінено картку Центру: «forgotten_long_ago»: 1 → 2",
    ),
    (
        CategoriesSaved(
            names=({"uk": "Ветерани"},),
            changes=changes(("by_law.Ветерани", "no", "yes"), ("basis.Ветерани", "Рішення", "Закон")),
        ),
        "Хто проходить позачергово: Ветерани; змінено: «Ветерани: за законом»: ні → так; «Ветерани: підстава»",
    ),
    (
        ServiceSaved(
            service_id=ServiceId("p"),
            name={"uk": "Паспорт"},
            letter="П",
            is_archived=False,
            changes=changes(("sphere_id", "p", "r"), ("daily_limit", "5", "500"), ("fee.uk", "0", "1")),
        ),
        "Збережено послугу: Паспорт, літера П; «Сфера»: Паспорт → Місце проживання; "
        "«Талонів на день, щонайбільше»: 5 → 500; «Плата»",
    ),
    (BoxReturned(box_id=BoxId("p"), away_seconds=50_400), "Пристрій знову на зв’язку: Паспорт; не було 14 год 00 хв"),
    (BoxReturned(box_id=BoxId("p"), away_seconds=185), "Пристрій знову на зв’язку: Паспорт; не було 3:05 хв"),
    (
        WindowSaved(
            window_id=WindowId("w"),
            name="3",
            service_ids=(ServiceId("p"), ServiceId("r")),
            is_archived=False,
            helper_ids=(ServiceId("r"),),
        ),
        "Збережено вікно 3, послуг: 2; на допомогу: Місце проживання",
    ),
    (TicketTaken(**TAKEN), "Видано талон П 001: Паспорт · Отримати готовий документ"),
    (
        TicketTaken(booked_for="10:30", **TAKEN),
        "Видано талон П 001: Паспорт · Отримати готовий документ, за записом на 10:30",
    ),
    (
        TicketTaken(is_paper=True, given_at="09:30", **TAKEN),
        "Внесено паперовий номер П 001, час 09:30: Паспорт · Отримати готовий документ",
    ),
    (TicketTaken(is_paper=True, **TAKEN), "Внесено паперовий номер П 001: Паспорт · Отримати готовий документ"),
]


@pytest.mark.parametrize(("event", "told"), TOLD)
def test_it_says(event: Event, told: str) -> None:
    assert sentence(event, NAMES) == told


DECISIONS = {field.name for kind in (HallSettings, Service) for field in fields(kind)} - {"id", "hall_id"}


@pytest.mark.parametrize("decision", sorted(DECISIONS))
def test_every_decision_has_a_title(decision: str) -> None:
    assert decision in TITLES


def test_the_page_of_the_journal_says_what_was_changed_on_the_card(office: Office) -> None:
    office.fill("/hall", announcements="5")

    assert "«Скільки разів викликати один талон»: 3 → 5" in office.open("/journal/").text
