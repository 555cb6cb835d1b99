"""Refusals of a visit with several services, of an appointment, and of who may change or cancel what."""

from __future__ import annotations

from typing import Any

from server.contract import commands
from server.contract.terms import CategoryId, PriorityClass, Purpose, ServiceId, SuspensionReason
from server.contract.terms import ProblemCode as Code
from server.domain.hall import Category
from server.domain.suspension import DayState, Suspension
from server.usecases import office
from server.usecases.actor import Actor
from tests.builders import SampleHall
from tests.usecases.intake_scenes import limited
from tests.usecases.scenes import UNKNOWN, Given, scene


def taking(hall: SampleHall, *services: str, actor: Actor | None = None, **more: Any) -> Given:
    first, *further = services or (hall.passport,)
    wish = {"service_id": first, "further": tuple(further), "purpose": Purpose.HAND_IN}
    return actor or hall.kiosk, commands.TakeTicket, wish | more


def changing(hall: SampleHall, *services: str, actor: Actor | None = None) -> Given:
    given = hall.take(hall.kiosk, hall.residence)
    return actor or hall.rita, commands.ChangeRoute, {"ticket_id": given.ticket_id, "service_ids": services}


# Taking


@scene(Code.TOO_MANY_SERVICES)
def more_services_than_one_visit_may_have(hall: SampleHall) -> Given:
    hall.decide(services_per_visit=2)
    return taking(hall, hall.passport, hall.residence, hall.business)


@scene(Code.BAD_VALUE)
def one_service_twice(hall: SampleHall) -> Given:
    return taking(hall, hall.passport, hall.passport)


@scene(Code.UNKNOWN_SERVICE)
def a_further_service_that_is_not(hall: SampleHall) -> Given:
    return taking(hall, hall.passport, UNKNOWN)


@scene(Code.NOBODY_SERVES)
def a_further_service_that_no_window_has(hall: SampleHall) -> Given:
    return taking(hall, hall.passport, hall.service(hall.trade, "Торгівля", "Т"))


@scene(Code.BAD_VALUE)
def the_class_of_the_booked_without_an_appointment(hall: SampleHall) -> Given:
    return taking(hall, priority=PriorityClass.BOOKED)


@scene(Code.BAD_VALUE)
def an_appointment_at_no_time(hall: SampleHall) -> Given:
    return taking(hall, actor=hall.rita, booked_for="25:10")


@scene(Code.NOT_ALLOWED)
def an_appointment_that_a_citizen_claims_at_the_kiosk(hall: SampleHall) -> Given:
    return taking(hall, booked_for="12:10")


# Changing


@scene(Code.UNKNOWN_TICKET)
def other_services_for_a_ticket_that_is_not(hall: SampleHall) -> Given:
    return hall.rita, commands.ChangeRoute, {"ticket_id": UNKNOWN, "service_ids": (hall.passport,)}


@scene(Code.UNKNOWN_TICKET)
def other_services_at_another_kiosk(hall: SampleHall) -> Given:
    return changing(hall, hall.passport, actor=hall.bare_kiosk)


@scene(Code.UNKNOWN_TICKET)
def other_services_at_the_kiosk_after_ten_minutes(hall: SampleHall) -> Given:
    given = changing(hall, hall.passport, actor=hall.kiosk)
    hall.clock.go_on(minutes=10, seconds=1)
    return given


@scene(Code.STEP_REFUSED)
def other_services_for_somebody_who_was_called(hall: SampleHall) -> Given:
    given = changing(hall, hall.passport)
    hall.call(hall.sit(hall.olena, hall.one), hall.one)
    return given


@scene(Code.UNKNOWN_SERVICE)
def another_service_that_is_not(hall: SampleHall) -> Given:
    return changing(hall, UNKNOWN)


@scene(Code.BAD_VALUE)
def no_service_at_all(hall: SampleHall) -> Given:
    return changing(hall)


@scene(Code.TOO_MANY_SERVICES)
def too_many_other_services(hall: SampleHall) -> Given:
    hall.decide(services_per_visit=1)
    return changing(hall, hall.passport, hall.business)


@scene(Code.NOBODY_SERVES)
def another_service_that_no_window_has(hall: SampleHall) -> Given:
    return changing(hall, hall.service(hall.trade, "Торгівля", "Т"))


@scene(Code.INTAKE_CLOSED)
def another_service_at_the_kiosk_after_the_end_of_intake(hall: SampleHall) -> Given:
    hall.clock.go_on(hours=3, minutes=55)
    given = changing(hall, hall.passport, actor=hall.kiosk)
    hall.clock.go_on(minutes=6)
    return given


@scene(Code.INTAKE_STOPPED)
def another_service_at_the_kiosk_after_intake_was_stopped(hall: SampleHall) -> Given:
    given = changing(hall, hall.passport, actor=hall.kiosk)
    hall.give(hall.rita, commands.StopIntake)
    return given


@scene(Code.SUSPENDED)
def another_service_at_the_kiosk_during_an_alert(hall: SampleHall) -> Given:
    given = changing(hall, hall.passport, actor=hall.kiosk)
    suspended = DayState(suspension=Suspension(SuspensionReason.ALERT, hall.clock.wall))
    hall.store.write(hall.id, lambda records: records.halls.save_day_state(suspended))
    return given


@scene(Code.LIMIT_REACHED)
def another_service_at_the_kiosk_whose_tickets_are_gone(hall: SampleHall) -> Given:
    service = limited(hall, daily_limit=1)
    given = changing_from(hall, hall.passport, service)
    hall.take(hall.kiosk, service)
    return given


@scene(Code.NO_TIME_LEFT)
def another_service_at_the_kiosk_that_cannot_be_served_before_closing(hall: SampleHall) -> Given:
    hall.decide(is_intake_closed_by_wait=True)
    hall.sit(hall.olena, hall.one)
    service = limited(hall, minutes=300.0)
    given = changing_from(hall, hall.passport, service)
    hall.take(hall.kiosk, hall.passport)
    return given


def changing_from(hall: SampleHall, former: str, service: str) -> Given:
    given = hall.take(hall.kiosk, ServiceId(former))
    return hall.kiosk, commands.ChangeRoute, {"ticket_id": given.ticket_id, "service_ids": (service,)}


# Cancelling at the kiosk


@scene(Code.UNKNOWN_TICKET)
def cancelling_what_another_kiosk_gave(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    return hall.bare_kiosk, commands.CancelTicket, {"ticket_id": given.ticket_id}


@scene(Code.STEP_REFUSED)
def cancelling_at_the_kiosk_what_was_called(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    hall.call(hall.sit(hall.olena, hall.one), hall.one)
    return hall.kiosk, commands.CancelTicket, {"ticket_id": given.ticket_id}


# Who may come out of turn


@scene(Code.BAD_VALUE)
def a_category_without_its_ukrainian_name(hall: SampleHall) -> Given:
    nameless = Category(id=CategoryId("c"), name={"en": "Veterans"}, basis={}, is_by_law=False)
    return hall.founder, office.SaveCategories, {"categories": (nameless,)}


@scene(Code.BAD_VALUE)
def more_categories_than_anybody_reads(hall: SampleHall) -> Given:
    one = Category(id=CategoryId("c"), name={"uk": "Ветерани"}, basis={}, is_by_law=False)
    return hall.founder, office.SaveCategories, {"categories": (one,) * 41}
