"""What the journal says of changed decisions, windows and tickets, as far as a sentence alone tells it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from server.contract.terms import Language, PriorityClass, Purpose, ServiceId, TicketId, WindowId
from server.domain.events import Event, TicketTaken
from server.domain.hall import HallSettings
from server.domain.office_events import HallSaved, WindowSaved
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


def saved(*changes: tuple[str, str, str]) -> HallSaved:
    told = [SettingChange(setting=name, former=former, present=present) for name, former, present in changes]
    return HallSaved(name={"uk": "Центр"}, changes=tuple(told))


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


@pytest.mark.parametrize("decision", [field.name for field in fields(HallSettings)])
def test_every_decision_has_a_title(decision: str) -> None:
    assert decision in TITLES


def test_the_page_of_the_journal_says_what_was_changed_on_the_card(office: Office) -> None:
    office.fill("/hall", announcements="5")

    assert "«Скільки разів викликати один талон»: 3 → 5" in office.open("/journal/").text
