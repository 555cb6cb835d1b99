"""The work at windows as the journal tells it."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.terms import BreakReason, Language, PersonId, ServiceId, TicketId, WindowId, Work
from server.domain.events import Event, TicketTransferred
from server.domain.window_events import (
    AutomaticCallStopped,
    BackOfficeStarted,
    BreakStarted,
    PriorityRefused,
    TicketReleased,
    WorkResumed,
)
from server.web.office.names import Names
from server.web.office.sentences import sentence

AT: dict[str, Any] = {"window_id": WindowId("w3"), "person_id": PersonId("olena")}
ENDED: dict[str, Any] = {"ended": Work.AT_WINDOW, "lasted_ms": 60_000}
SENT: dict[str, Any] = {
    "ticket_id": TicketId("t"),
    "window_id": WindowId("w3"),
    "former_service_id": ServiceId("s"),
    "served_ms": 125_000,
    "service_id": ServiceId("s"),
}
NAMES = Names(
    language=Language.UKRAINIAN,
    by_id={"w3": "3", "w5": "5", "olena": "Олена", "taras": "Тарас", "t": "П 001", "s": "Паспорт"},
)
TOLD: list[tuple[Event, str]] = [
    (BreakStarted(reason=BreakReason.LUNCH, minutes=None, **AT, **ENDED), "Олена: перерва, вікно 3 — обід"),
    (BreakStarted(reason=BreakReason.REST, minutes=15, **AT, **ENDED), "Олена: перерва 15 хв, вікно 3 — відпочинок"),
    (BackOfficeStarted(**AT, **ENDED), "Олена: робота без відвідувачів, вікно 3"),
    (
        WorkResumed(ended=Work.BREAK, lasted_ms=725_000, **AT),
        "Олена: знову приймає, вікно 3; перерва тривала 12:05 хв",
    ),
    (
        WorkResumed(ended=Work.BACK_OFFICE, lasted_ms=60_000, **AT),
        "Олена: знову приймає, вікно 3; робота без відвідувачів тривала 1:00 хв",
    ),
    (AutomaticCallStopped(window_id=WindowId("w3")), "Автоматичний виклик до вікна 3 зупинено"),
    (TicketTransferred(**SENT), "П 001: передано від вікна 3 через 2:05 хв на послугу «Паспорт»"),
    (
        TicketTransferred(to_window_id=WindowId("w5"), is_coming_back=True, **SENT),
        "П 001: передано від вікна 3 до вікна 5 через 2:05 хв, з поверненням",
    ),
    (
        TicketTransferred(to_person_id=PersonId("taras"), **SENT),
        "П 001: передано від вікна 3 через 2:05 хв, приймає Тарас",
    ),
    (
        PriorityRefused(ticket_id=TicketId("t"), window_id=WindowId("w3"), served_ms=0),
        "П 001: документа на позачергове обслуговування немає, далі — у загальній черзі",
    ),
    (
        TicketReleased(ticket_id=TicketId("t"), service_id=ServiceId("s"), former=()),
        "П 001: того, до кого чекав талон, немає на місці; кличе будь-яке вікно послуги «Паспорт»",
    ),
]


@pytest.mark.parametrize(("event", "told"), TOLD, ids=[told for _, told in TOLD])
def test_it_is_told_in_plain_words(event: Event, told: str) -> None:
    assert sentence(event, NAMES) == told
