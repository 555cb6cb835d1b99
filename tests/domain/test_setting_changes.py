"""What a change of the office's decisions has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.contract.terms import CategoryId
from server.domain.calendar import DatedHours, OpenDay, Span
from server.domain.hall import Category, Hall, HallSettings
from server.domain.setting_changes import SettingChange, category_changes, changes_of, service_changes
from tests.domain.values import MONDAY, hall, service

HOLIDAY = DatedHours(day=MONDAY, is_holiday=True)
SHORT = DatedHours(day=MONDAY, spans=(Span(480, 540, 600), Span(660, 720, 720)))
VETERAN = Category(id=CategoryId("veteran"), name={"uk": "Ветеран"}, basis={"uk": "Рішення"}, is_by_law=False)


def told(before: Hall, after: Hall) -> list[tuple[str, str, str]]:
    return [(each.setting, each.former, each.present) for each in changes_of(before, after)]


def test_a_card_saved_as_it_was_has_changed_nothing() -> None:
    assert changes_of(hall(), replace(hall(), catalogue_version=7)) == ()


@pytest.mark.parametrize(
    ("decided", "former", "present"),
    [
        ({"announcements": 5}, "3", "5"),
        ({"is_call_finishing": False}, "yes", "no"),
        ({"call_after_finish_seconds": 10}, "", "10"),
        ({"proclaimed_every_minutes": None}, "5", ""),
        ({"paper_letter": "Ш"}, "Х", "Ш"),
        ({"categories": (VETERAN,)}, "", "Ветеран"),
        ({"categories": (replace(VETERAN, is_by_law=True),)}, "", "Ветеран (by law)"),
    ],
)
def test_a_decision_is_told_with_what_it_was_and_is(decided: dict[str, Any], former: str, present: str) -> None:
    assert told(hall(), hall(settings=HallSettings(**decided))) == [(*decided, former, present)]


def test_a_text_is_told_by_language() -> None:
    before, after = (
        replace(hall(), name={"uk": "Зал", "en": "Hall"}),
        replace(hall(), name={"uk": "Центр", "pl": "Sala"}),
    )

    assert told(before, after) == [("name.uk", "Зал", "Центр"), ("name.en", "Hall", ""), ("name.pl", "", "Sala")]


def test_a_language_in_which_nothing_is_said_is_no_change() -> None:
    silent, without = replace(hall(), name={"uk": "Зал", "en": ""}), replace(hall(), name={"uk": "Зал"})

    assert told(silent, without) == told(without, silent) == []


def test_hours_are_told_as_opening_end_of_intake_and_closing() -> None:
    before, after = hall(hours=(OpenDay(0, 480, 960, 1020),)), hall(hours=(), exceptions=(HOLIDAY,))

    assert told(before, after) == [
        ("hours", "0 08:00-16:00-17:00", ""),
        ("exceptions", "", "2026-03-02 closed (holiday)"),
    ]


def test_a_date_is_told_with_all_its_spans() -> None:
    assert told(hall(), hall(exceptions=(SHORT,))) == [
        ("exceptions", "", "2026-03-02 08:00-09:00-10:00, 11:00-12:00-12:00")
    ]


def test_what_is_several_is_told_one_after_the_other() -> None:
    days = OpenDay(0, 480, 960, 1020), OpenDay(4, 480, 900, 960)

    assert told(hall(hours=()), hall(hours=days)) == [
        ("hours", "", "0 08:00-16:00-17:00; 4 08:00-15:00-16:00"),
    ]


def test_several_changes_stand_in_the_order_of_the_card() -> None:
    after = replace(hall(settings=HallSettings(guard=5, announcements=1)), time_zone="Europe/Warsaw")

    assert [each.setting for each in changes_of(hall(), after)] == ["time_zone", "announcements", "guard"]
    assert changes_of(hall(), after)[0] == SettingChange(
        setting="time_zone", former="Europe/Kyiv", present="Europe/Warsaw"
    )


@pytest.mark.parametrize(
    ("decided", "former", "present"),
    [
        ({"daily_limit": 500}, "", "500"),
        ({"minutes": 7.5}, "12", "7.5"),
        ({"month_days": (1, 2, 20)}, "", "1; 2; 20"),
        ({"hours": (OpenDay(0, 480, 960, 1020),)}, "", "0 08:00-16:00-17:00"),
        ({"exceptions": (HOLIDAY,)}, "", "2026-03-02 closed (holiday)"),
        ({"is_archived": True}, "no", "yes"),
    ],
)
def test_a_decision_about_a_service_is_told(decided: dict[str, Any], former: str, present: str) -> None:
    before = replace(service("p"), minutes=12.0)

    changed = service_changes(before, replace(before, **decided))

    assert changed == (SettingChange(setting=next(iter(decided)), former=former, present=present),)


def test_of_a_new_service_what_is_beyond_the_usual_is_told() -> None:
    new = replace(service("p"), minutes=12.0, daily_limit=5)

    assert service_changes(None, new) == (SettingChange(setting="daily_limit", former="", present="5"),)


def test_a_category_that_becomes_one_by_law_is_told_by_its_present_name() -> None:
    renamed = replace(VETERAN, name={"uk": "Ветерани"}, is_by_law=True)

    assert category_changes((VETERAN,), (renamed,)) == (
        SettingChange(setting="by_law.Ветерани", former="no", present="yes"),
    )


def test_a_category_that_is_removed_is_told_with_what_it_rested_on() -> None:
    assert category_changes((VETERAN,), ()) == (
        SettingChange(setting="by_law.Ветеран", former="no", present=""),
        SettingChange(setting="basis.Ветеран", former="Рішення", present=""),
    )


def test_what_a_category_rests_on_is_told_in_all_its_languages() -> None:
    in_two = replace(VETERAN, basis={"uk": "Рішення", "en": "Decision"})

    assert category_changes((VETERAN,), (in_two,)) == (
        SettingChange(setting="basis.Ветеран", former="Рішення", present="Рішення / Decision"),
    )
