"""Refusals of whoever wants a ticket when none are given, and of hours that cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.contract import commands
from server.contract.terms import ProblemCode as Code
from server.contract.terms import Purpose, ServiceId, SuspensionReason
from server.domain.calendar import DatedHours, Span
from server.domain.hall import HallSettings
from server.domain.suspension import DayState, Suspension
from server.usecases import office
from tests.builders import SampleHall
from tests.usecases.office_scenes import service_form
from tests.usecases.scenes import Given, scene

MONDAY = date(2026, 3, 2)


def asking(hall: SampleHall, service: ServiceId | None = None) -> Given:
    return hall.kiosk, commands.TakeTicket, {"service_id": service or hall.passport, "purpose": Purpose.HAND_IN}


@scene(Code.INTAKE_CLOSED)
def a_ticket_on_a_day_off(hall: SampleHall) -> Given:
    hall.decide(exceptions=(DatedHours(day=MONDAY),))
    return asking(hall)


@scene(Code.INTAKE_STOPPED)
def a_ticket_after_intake_was_stopped(hall: SampleHall) -> Given:
    hall.give(hall.rita, commands.StopIntake)
    return asking(hall)


@scene(Code.SUSPENDED)
def a_ticket_during_an_alert(hall: SampleHall) -> Given:
    suspended = DayState(suspension=Suspension(SuspensionReason.ALERT, hall.clock.wall))
    hall.store.write(hall.id, lambda records: records.halls.save_day_state(suspended))
    return asking(hall)


@scene(Code.LIMIT_REACHED)
def one_ticket_more_than_the_office_allows(hall: SampleHall) -> Given:
    service = limited(hall, daily_limit=1)
    hall.take(hall.kiosk, service)
    return asking(hall, service)


@scene(Code.NO_TIME_LEFT)
def a_ticket_that_cannot_be_served_before_closing(hall: SampleHall) -> Given:
    hall.decide(is_intake_closed_by_wait=True)
    hall.sit(hall.olena, hall.one)
    service = limited(hall, minutes=300.0)
    hall.take(hall.kiosk, service)
    return asking(hall, service)


def limited(hall: SampleHall, **more: Any) -> ServiceId:
    service = hall.service(hall.papers, "Довідка", **({"letter": "П"} | more))
    form = {"window_id": hall.one, "name": "1", "position": 1, "service_ids": (hall.passport, service)}
    hall.give(hall.founder, office.SaveWindow, **form)
    return service


# Hours that cannot be


@scene(Code.BAD_VALUE)
def two_orders_for_one_date(hall: SampleHall) -> Given:
    return hall.founder, office.SaveHall, hall_form(hall) | {"exceptions": (DatedHours(day=MONDAY),) * 2}


@scene(Code.BAD_VALUE)
def spans_of_a_date_that_overlap(hall: SampleHall) -> Given:
    twice = DatedHours(day=MONDAY, spans=(Span(540, 700, 720), Span(600, 960, 1020)))
    return hall.founder, office.SaveHall, hall_form(hall) | {"exceptions": (twice,)}


@scene(Code.BAD_VALUE)
def more_dates_than_anybody_decides(hall: SampleHall) -> Given:
    dates = tuple(DatedHours(day=date.fromordinal(MONDAY.toordinal() + number)) for number in range(401))
    return hall.founder, office.SaveHall, hall_form(hall) | {"exceptions": dates}


@scene(Code.BAD_VALUE)
def a_holiday_of_one_service(hall: SampleHall) -> Given:
    holiday = {"exceptions": (DatedHours(day=MONDAY, is_holiday=True),)}
    return hall.founder, office.SaveService, service_form(hall) | holiday


@scene(Code.BAD_VALUE)
def the_thirty_second_of_a_month(hall: SampleHall) -> Given:
    return hall.founder, office.SaveService, service_form(hall) | {"month_days": (1, 32)}


@scene(Code.BAD_VALUE)
def a_limit_of_no_tickets(hall: SampleHall) -> Given:
    return hall.founder, office.SaveService, service_form(hall) | {"daily_limit": 0}


@scene(Code.BAD_VALUE)
def more_announcements_before_missing_than_there_are(hall: SampleHall) -> Given:
    settings = HallSettings(announcements=2, least_announcements=3)
    return hall.founder, office.SaveHall, hall_form(hall) | {"settings": settings}


def hall_form(hall: SampleHall) -> dict[str, Any]:
    return {"name": {"uk": "Зал"}, "time_zone": "Europe/Kyiv", "hours": hall.hall().hours, "settings": HallSettings()}
