"""What a slip says, in both languages."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from server.contract.slip import Slip, SlipWords
from server.contract.terms import Language, Purpose, ServiceId
from server.contract.wire import dumps, loads
from server.usecases.office import SaveService
from tests.builders import SampleHall

DOCUMENTS = {"uk": "Паспорт\nСвідоцтво, якщо є; квитанція\n\n", "en": "Passport; receipt"}
NAMES = {"uk": "Паспорт", "en": "Passport"}
NEW_MEMBERS = ("documents", "windows", "bottom_text", "second")


def test_each_line_or_part_of_the_documents_is_one_thing(hall: SampleHall) -> None:
    slip = _slip(hall, _documented(hall))

    assert slip.documents == ("Паспорт", "Свідоцтво, якщо є", "квитанція")
    assert slip.texts["documents"] == "uk:Documents to have ready"


def test_documents_of_a_whole_visit_are_named_once(hall: SampleHall) -> None:
    more = hall.service(hall.papers, "Довідка", "Л", documents={"uk": "Паспорт\nЗаява"})
    hall.window("3", more)

    slip = _slip(hall, _documented(hall), further=(more,))

    assert slip.documents == ("Паспорт", "Свідоцтво, якщо є", "квитанція", "Заява")


def test_whoever_collects_what_is_finished_is_asked_for_no_papers(hall: SampleHall) -> None:
    assert _slip(hall, _documented(hall), purpose=Purpose.COLLECT).documents == ()


def test_before_anybody_sits_down_all_windows_of_the_service_are_named(hall: SampleHall) -> None:
    assert set(_slip(hall, hall.passport).windows) == {"1", "2"}
    assert _slip(hall, hall.residence).windows == ("1",)


def test_windows_with_somebody_at_them_go_before_empty_ones(hall: SampleHall) -> None:
    hall.sit(hall.taras, hall.two)

    assert _slip(hall, hall.passport).windows == ("2",)


def test_a_visit_in_any_order_may_begin_at_the_windows_of_each_service(hall: SampleHall) -> None:
    ordered = _slip(hall, hall.residence, further=(hall.business,))
    free = _slip(hall, hall.residence, further=(hall.business,), is_any_order=True)

    assert (ordered.windows, set(free.windows)) == (("1",), {"1", "2"})


@pytest.mark.parametrize(
    ("language", "second"), [(Language.UKRAINIAN, Language.ENGLISH), (Language.ENGLISH, Language.UKRAINIAN)]
)
def test_the_other_language_stands_beside_the_citizens(hall: SampleHall, language: Language, second: Language) -> None:
    hall.decide(slip_text={"uk": "Укриття в підвалі", "en": "Shelter in the basement"})

    slip = _slip(hall, _documented(hall), language=language)

    texts = {"uk": "Укриття в підвалі", "en": "Shelter in the basement"}
    assert slip.second is not None
    assert (slip.language, slip.second.language) == (language, second)
    assert (slip.service_name, slip.second.service_name) == (NAMES[language], NAMES[second])
    assert (slip.bottom_text, slip.second.bottom_text) == (texts[language], texts[second])
    assert slip.second.texts["wait"] == f"{second}:Waiting time"
    assert slip.documents != slip.second.documents


def test_what_the_office_has_not_translated_is_said_in_ukrainian_once(hall: SampleHall) -> None:
    hall.decide(slip_text={"uk": "Укриття в підвалі"})

    english = _slip(hall, hall.passport, language=Language.ENGLISH)
    ukrainian = _slip(hall, hall.passport)

    assert (english.service_name, english.bottom_text) == ("Паспорт", "Укриття в підвалі")
    assert isinstance(ukrainian.second, SlipWords)
    assert (ukrainian.second.service_name, ukrainian.second.bottom_text) == ("", "")


def test_nothing_stands_at_the_bottom_until_the_office_writes_it(hall: SampleHall) -> None:
    assert _slip(hall, hall.passport).bottom_text == ""


def test_slips_that_an_older_server_has_kept_can_still_be_read(hall: SampleHall) -> None:
    slip = _slip(hall, hall.passport)
    members = json.loads(dumps(slip, Slip))
    kept = json.dumps({name: member for name, member in members.items() if name not in NEW_MEMBERS})

    old = loads(Slip, kept)

    assert old.label == slip.label
    assert [getattr(old, each.name) for each in fields(old) if each.name in NEW_MEMBERS] == [(), (), "", None]


def _documented(hall: SampleHall) -> ServiceId:
    """A service that asks for documents, given at a window of its own."""
    saved = hall.give(
        hall.founder,
        SaveService,
        sphere_id=hall.papers,
        name=NAMES,
        letter="Н",
        purposes=tuple(Purpose),
        position=1,
        documents=DOCUMENTS,
    )
    service = ServiceId(saved.id)
    hall.window("4", service)
    return service


def _slip(hall: SampleHall, service: ServiceId, **more: Any) -> Slip:
    hall.take(hall.kiosk, service, **more)
    slip = hall.claim(hall.kiosk).slip
    assert isinstance(slip, Slip)
    return slip
