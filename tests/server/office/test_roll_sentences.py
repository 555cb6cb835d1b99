"""Rolls of paper as the journal tells of them."""

from __future__ import annotations

import pytest

from server.contract.terms import BoxId, Language
from server.domain.events import Event, RollRanLow, RollStarted
from server.web.office.names import Names
from server.web.office.sentences import sentence
from tests.server.office.desk import Office

NAMES = Names(language=Language.UKRAINIAN, by_id={"k": "Кіоск 1"})
KIOSK = BoxId("k")
TOLD: list[tuple[Event, str]] = [
    (
        RollStarted(box_id=KIOSK, device="printer", length_mm=80_000, former_used_mm=None),
        "Новий рулон паперу: Кіоск 1 (принтер), 80 м",
    ),
    (
        RollStarted(box_id=KIOSK, device="spare", length_mm=30_000, former_used_mm=78_600),
        "Новий рулон паперу: Кіоск 1 (запасний принтер), 30 м; з попереднього витрачено 79 м",
    ),
    (
        RollRanLow(box_id=KIOSK, device="printer", left_mm=5_000),
        "Закінчується рулон паперу: Кіоск 1 (принтер), лишилося 5 м",
    ),
]


@pytest.mark.parametrize(("event", "said"), TOLD)
def test_what_happens_to_a_roll_is_a_sentence(event: Event, said: str) -> None:
    assert sentence(event, NAMES) == said


def test_the_office_asks_for_metres_and_the_journal_tells_of_metres(office: Office) -> None:
    office.fill("/hall", roll_metres="60", paper_warning_slips="0")

    settings = office.hall.hall().settings
    assert (settings.roll_length_mm, settings.paper_warning_slips) == (60_000, 0)
    assert "«Скільки паперу на новому рулоні, метрів»: 80 → 60" in office.open("/journal/").text


def test_a_roll_without_a_metre_is_refused_at_its_field(office: Office) -> None:
    page = office.fill("/hall", roll_metres="0")

    assert page.status == 422
    assert 'id="roll_metres-error"' in page.html
