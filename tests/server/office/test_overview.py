"""What the office's first page says is still missing."""

from __future__ import annotations

import re

from server.contract.terms import BoxKind, Role
from server.usecases.actor import SystemActor
from server.usecases.office import EnrolBox
from tests.builders import HallBuilder
from tests.server.office.desk import Office, Page


def test_a_hall_just_founded_has_hours_and_nothing_else(empty_office: Office) -> None:
    page = empty_office.open("/")

    assert steps(page) == [True, False, False, False, True, False]


def test_each_step_is_ticked_when_it_is_done(empty_office: Office) -> None:
    hall = empty_office.hall
    sphere = hall.sphere("Паспорти")
    assert steps(empty_office.open("/")) == [True, True, False, False, True, False]
    passport = hall.service(sphere, "Паспорт", "Ж")
    assert steps(empty_office.open("/")) == [True, True, True, False, True, False]
    hall.window("1", passport)
    assert steps(empty_office.open("/")) == [True, True, True, True, True, False]
    enrolled_kiosk(hall)

    page = empty_office.open("/")

    assert steps(page) == [True] * 6
    assert "Усе є" in page.text


def test_services_without_a_window_are_named(office: Office) -> None:
    office.hall.service(office.hall.sphere("Житло"), "Довідка про склад сім’ї", "Щ")

    page = office.open("/")

    assert "Довідка про склад сім’ї" in page.text


def test_boxes_whose_code_was_never_used_are_named(office: Office) -> None:
    assert "bare kiosk" in office.open("/").text


def test_a_supervisor_is_told_what_only_the_it_sector_does(office: Office) -> None:
    office.hall.person("mykola", Role.SUPERVISOR)
    office.become("mykola")

    page = office.open("/")

    assert "Це робить сектор ІКЗ." in page.text
    assert "/office/people/new" not in page.html


def test_an_auditor_is_led_to_the_journal(office: Office) -> None:
    office.hall.person("lidiia", Role.AUDITOR)
    office.become("lidiia")

    assert office.open("/").path == "/office/journal/"


def test_an_administrator_is_led_to_their_password(office: Office) -> None:
    office.become("olena")

    assert office.open("/").path == "/office/password/"


def test_a_stranger_is_led_to_the_sign_in_page(office: Office) -> None:
    office.client.delete_cookie("cherha_session")

    assert office.open("/people/").path == "/sign-in"


def steps(page: Page) -> list[bool]:
    """Whether each step is done."""
    return [found == "is-done" for found in re.findall(r'<li class="(is-done|is-open)">', page.html)]


def enrolled_kiosk(hall: HallBuilder) -> None:
    kiosk = hall.box("Кіоск", BoxKind.KIOSK)
    hall.give(SystemActor(hall_id=hall.id), EnrolBox, box_id=kiosk.box_id, code_hash="Кіоск", key_hash="key")
