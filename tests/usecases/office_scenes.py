"""Refusals that the office meets, and those for who asks or asks again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from server.contract import box_commands, commands
from server.contract.terms import BoxId, BoxKind, HallId, PersonId, Purpose, Role
from server.contract.terms import ProblemCode as Code
from server.usecases import office
from tests.builders import WEEK, SampleHall
from tests.usecases.scenes import UNKNOWN, Given, scene

# Who asks, and again


@scene(Code.NOT_ALLOWED)
def a_display_taking_a_ticket(hall: SampleHall) -> Given:
    return hall.display, commands.TakeTicket, {"service_id": hall.passport, "purpose": Purpose.HAND_IN}


@scene(Code.REQUEST_ID_REUSED)
def a_request_id_for_something_else(hall: SampleHall) -> Given:
    hall.give(hall.kiosk, commands.TakeTicket, request_id="r", service_id=hall.passport, purpose=Purpose.HAND_IN)
    return hall.kiosk, box_commands.ClaimPrintJob, {"request_id": "r"}


@scene(Code.BAD_VALUE)
def a_printer_that_wants_an_hour_for_a_slip(hall: SampleHall) -> Given:
    return hall.kiosk, box_commands.ClaimPrintJob, {"seconds": 3600}


@scene(Code.UNKNOWN_HALL)
def a_hall_that_was_never_founded(hall: SampleHall) -> Given:
    return replace(hall.server, hall_id=HallId("nowhere")), office.LetTimePass, {}


# The office


@scene(Code.NAME_TAKEN)
def founding_a_hall_twice(hall: SampleHall) -> Given:
    founding = {"time_zone": "Europe/Kyiv", "hours": WEEK, "login": "new", "person_name": "New", "password_hash": "h"}
    return hall.server, office.FoundHall, {"name": {"uk": "Зал"}} | founding


@scene(Code.NAME_TAKEN)
def two_windows_of_one_name(hall: SampleHall) -> Given:
    return hall.founder, office.SaveWindow, {"name": " 2 ", "position": 1, "service_ids": ()}


@scene(Code.NAME_TAKEN)
def two_people_of_one_login(hall: SampleHall) -> Given:
    return hall.founder, office.SavePerson, {"login": "OLENA", "name": "Інша", "roles": frozenset({Role.AUDITOR})}


@scene(Code.NAME_TAKEN)
def two_boxes_of_one_name(hall: SampleHall) -> Given:
    return hall.founder, office.SaveBox, {"name": "Kiosk", "kind": BoxKind.KIOSK, "has_printer": True}


@scene(Code.BAD_VALUE)
def a_sphere_without_its_ukrainian_name(hall: SampleHall) -> Given:
    return hall.founder, office.SaveSphere, {"name": {"en": "Papers"}, "position": 1}


@scene(Code.BAD_VALUE)
def a_sphere_that_is_not(hall: SampleHall) -> Given:
    return hall.founder, office.SaveSphere, {"sphere_id": UNKNOWN, "name": {"uk": "Земля"}, "position": 1}


@scene(Code.BAD_VALUE)
def a_window_without_a_name(hall: SampleHall) -> Given:
    return hall.founder, office.SaveWindow, {"name": " ", "position": 1, "service_ids": ()}


@scene(Code.BAD_VALUE)
def a_service_without_a_purpose(hall: SampleHall) -> Given:
    return hall.founder, office.SaveService, service_form(hall) | {"purposes": ()}


@scene(Code.BAD_VALUE)
def a_service_of_no_time(hall: SampleHall) -> Given:
    return hall.founder, office.SaveService, service_form(hall) | {"minutes": 0.0}


@scene(Code.BAD_VALUE)
def a_service_with_a_letter_that_is_misheard(hall: SampleHall) -> Given:
    return hall.founder, office.SaveService, service_form(hall) | {"letter": "Ь"}


@scene(Code.BAD_VALUE)
def a_service_in_a_sphere_that_is_not(hall: SampleHall) -> Given:
    return hall.founder, office.SaveService, service_form(hall) | {"sphere_id": UNKNOWN}


@scene(Code.BAD_VALUE)
def a_person_without_a_role(hall: SampleHall) -> Given:
    return hall.founder, office.SavePerson, {"login": "new", "name": "New", "roles": frozenset()}


@scene(Code.UNKNOWN_SERVICE)
def changing_a_service_that_is_not(hall: SampleHall) -> Given:
    return hall.founder, office.SaveService, service_form(hall) | {"service_id": UNKNOWN}


@scene(Code.UNKNOWN_SERVICE)
def a_window_for_a_service_that_is_not(hall: SampleHall) -> Given:
    return hall.founder, office.SaveWindow, {"name": "3", "position": 1, "service_ids": (UNKNOWN,)}


@scene(Code.UNKNOWN_WINDOW)
def changing_a_window_that_is_not(hall: SampleHall) -> Given:
    return hall.founder, office.SaveWindow, {"window_id": UNKNOWN, "name": "3", "position": 1, "service_ids": ()}


@scene(Code.IN_USE)
def archiving_a_window_with_somebody_at_it(hall: SampleHall) -> Given:
    hall.sit(hall.olena, hall.one)
    form = {"window_id": hall.one, "name": "1", "position": 1, "service_ids": (), "is_archived": True}
    return hall.founder, office.SaveWindow, form


@scene(Code.IN_USE)
def archiving_a_sphere_with_services(hall: SampleHall) -> Given:
    form = {"sphere_id": hall.trade, "name": {"uk": "Бізнес"}, "position": 1, "is_archived": True}
    return hall.founder, office.SaveSphere, form


@scene(Code.IN_USE)
def archiving_a_service_that_somebody_waits_for(hall: SampleHall) -> Given:
    hall.take(hall.kiosk, hall.passport)
    return hall.founder, office.SaveService, service_form(hall) | {"service_id": hall.passport, "is_archived": True}


@scene(Code.IN_USE)
def archiving_a_person_at_a_window(hall: SampleHall) -> Given:
    hall.sit(hall.olena, hall.one)
    form = {"person_id": hall.olena.person_id, "login": "olena", "name": "Olena", "is_archived": True}
    return hall.founder, office.SavePerson, form | {"roles": frozenset({Role.ADMINISTRATOR})}


@scene(Code.IN_USE)
def taking_the_role_from_somebody_at_a_window(hall: SampleHall) -> Given:
    hall.sit(hall.olena, hall.one)
    form = {"person_id": hall.olena.person_id, "login": "olena", "name": "Olena", "roles": frozenset({Role.AUDITOR})}
    return hall.founder, office.SavePerson, form


@scene(Code.LAST_OF_ITS_KIND)
def archiving_the_last_it_person(hall: SampleHall) -> Given:
    form = {"person_id": hall.founder.person_id, "login": "olha", "name": "Olha", "is_archived": True}
    return hall.founder, office.SavePerson, form | {"roles": frozenset({Role.IT})}


@scene(Code.UNKNOWN_PERSON)
def changing_a_person_that_is_not(hall: SampleHall) -> Given:
    form = {"person_id": UNKNOWN, "login": "new", "name": "New", "roles": frozenset({Role.IT})}
    return hall.founder, office.SavePerson, form


@scene(Code.UNKNOWN_PERSON)
def a_password_for_somebody_who_is_no_more(hall: SampleHall) -> Given:
    return replace(hall.olena, person_id=PersonId(UNKNOWN)), office.ChangeOwnPassword, {"password_hash": "h"}


@scene(Code.UNKNOWN_BOX)
def changing_a_box_that_is_not(hall: SampleHall) -> Given:
    return hall.founder, office.SaveBox, {"box_id": UNKNOWN, "name": "b", "kind": BoxKind.KIOSK, "has_printer": True}


@scene(Code.BAD_VALUE)
def a_kiosk_that_prints_where_nothing_prints(hall: SampleHall) -> Given:
    kept = {"box_id": hall.bare_kiosk.box_id, "name": "b", "kind": BoxKind.KIOSK, "has_printer": False}
    return hall.founder, office.SaveBox, kept | {"prints_at": hall.display.box_id}


@scene(Code.IN_USE)
def a_printer_that_others_share_put_out_of_use(hall: SampleHall) -> Given:
    sharing = {"box_id": hall.bare_kiosk.box_id, "name": "b", "kind": BoxKind.KIOSK, "has_printer": False}
    hall.give(hall.founder, office.SaveBox, **sharing, prints_at=hall.kiosk.box_id)
    return hall.founder, office.SaveBox, sharing | {"box_id": hall.kiosk.box_id, "name": "kiosk"}


@scene(Code.BAD_VALUE)
def a_new_key_of_which_no_hash_is_told(hall: SampleHall) -> Given:
    return hall.kiosk, box_commands.RotateBoxKey, {"key_hash": "the key itself"}


@scene(Code.UNKNOWN_CODE)
def a_box_with_a_wrong_code(hall: SampleHall) -> Given:
    return hall.server, office.EnrolBox, {"box_id": hall.kiosk.box_id, "code_hash": "wrong", "key_hash": "key"}


@scene(Code.UNKNOWN_CODE)
def a_box_that_is_not_showing_a_code(hall: SampleHall) -> Given:
    return hall.server, office.EnrolBox, {"box_id": BoxId(UNKNOWN), "code_hash": "kiosk", "key_hash": "key"}


def service_form(hall: SampleHall) -> dict[str, Any]:
    return {
        "sphere_id": hall.papers,
        "name": {"uk": "Довідка"},
        "letter": "П",
        "purposes": (Purpose.HAND_IN,),
        "position": 1,
    }
