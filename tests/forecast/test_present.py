"""The hall as the forecast sees it: who waits, who serves and from when, who may come, how far it looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.contract.commands import CancelTicket, FinishServing, LeaveWindow, ParkTicket, StopIntake, SuspendHall
from server.contract.terms import BreakReason, PersonId, PriorityClass, SuspensionReason, Work
from server.contract.window_commands import StartBackOffice, StartBreak
from server.domain.calendar import DatedHours, OpenDay, Span
from server.domain.forecast import HallNow, InHand, OpenWindow
from server.domain.place import LineClass, TargetId, at_person, at_service, at_window
from server.domain.policy import LAWFUL, LOCAL, ORDINARY, Level
from server.forecast.knowledge import Knowledge
from server.forecast.present import asked_of, hall_now
from server.usecases.views import HallView
from tests.builders import SampleHall
from tests.forecast.halls import FixedTimes

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
KNOWN = Knowledge(visits=FixedTimes(), flow={}, missed_share=0.05, missed_ms=120_000, people={})
MONDAY = date(2026, 3, 2)
SEVEN_IN_KYIV = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def seen(hall: SampleHall, known: Knowledge = KNOWN) -> HallNow:
    """The hall now, its past being given."""
    return hall.see(lambda view: hall_now(view, known, asked_of(view, known)))


def window(hall: SampleHall, known: Knowledge = KNOWN) -> OpenWindow:
    """The only one that counts."""
    (only,) = seen(hall, known).windows
    return only


@pytest.fixture
def hall() -> SampleHall:
    """At Monday noon, Olena at window 1."""
    hall = SampleHall()
    hall.sit(hall.olena, hall.one)
    return hall


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.sampled_from(["take", "lawful", "call", "finish", "park", "cancel", "sit", "leave"])))
def test_everybody_who_waits_is_there_once_with_their_lines_and_every_staffed_window(steps: list[str]) -> None:
    hall = SampleHall()
    hall.sit(hall.olena, hall.one)
    for number, step in enumerate(steps):
        act(hall, step, number)

    now = seen(hall)
    view = hall.see(lambda view: (view.waiting, view.windows, view.in_hand))

    waiting, windows, in_hand = view
    assert sorted(each.id for each in now.waiting) == sorted(ticket.id for ticket in waiting)
    assert {each.id: each.targets for each in now.waiting} == {each.id: frozenset(each.stands_at) for each in waiting}
    assert {each.id: each.place for each in now.waiting} == {each.id: each.place for each in waiting}
    assert {each.id for each in now.windows} == {each.id for each in windows if each.person_id is not None}
    assert {each.id for each in now.windows if each.in_hand} == set(in_hand)


def act(hall: SampleHall, step: str, number: int) -> None:
    """One step of a day, if it can be made."""
    hall.clock.go_on(seconds=20)
    in_hand = hall.see(lambda view: view.in_hand.get(hall.one))
    is_staffed = hall.read(lambda records: records.windows.of_person(hall.olena.person_id)) is not None
    match step:
        case "take" | "lawful":
            service = (hall.passport, hall.residence, hall.business)[number % 3]
            hall.take(hall.kiosk, service, priority=PriorityClass("ordinary" if step == "take" else step))
        case "call" if in_hand is None and is_staffed:
            hall.call(hall.olena, hall.one)
        case "finish" if in_hand is not None:
            hall.start(hall.olena, hall.one)
            hall.give(hall.olena, FinishServing, window_id=hall.one)
        case "park" if in_hand is not None:
            hall.give(hall.olena, ParkTicket, window_id=hall.one)
        case "cancel":
            for ticket in hall.see(lambda view: view.waiting)[:1]:
                hall.give(hall.rita, CancelTicket, ticket_id=ticket.id)
        case "sit":
            hall.sit(hall.taras, hall.two)
        case "leave" if in_hand is None and is_staffed:
            hall.give(hall.olena, LeaveWindow, window_id=hall.one)
        case _:
            pass


def test_a_window_serves_its_services_itself_and_its_person(hall: SampleHall) -> None:
    assert window(hall).levels == {
        at_service(hall.passport): Level.MAIN,
        at_service(hall.residence): Level.MAIN,
        at_window(hall.one): Level.MAIN,
        at_person(hall.olena.person_id): Level.MAIN,
    }
    assert window(hall).person_id == hall.olena.person_id


def test_whoever_is_called_holds_the_window_since_the_first_call(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    called_ms = seen(hall).now_ms
    hall.clock.go_on(minutes=3)
    hall.start(hall.olena, hall.one)

    assert window(hall).in_hand == InHand(hall.passport, called_ms)
    assert seen(hall).waiting == ()


def test_classes_of_those_who_wait_are_rates_of_the_hall(hall: SampleHall) -> None:
    for priority in (PriorityClass.ORDINARY, PriorityClass.LAWFUL):
        hall.take(hall.kiosk, hall.passport, priority=priority)

    assert {each.rate for each in seen(hall).waiting} == {ORDINARY, LAWFUL}


def test_a_window_on_a_break_opens_at_its_end(hall: SampleHall) -> None:
    hall.give(hall.olena, StartBreak, window_id=hall.one, reason=BreakReason.LUNCH, minutes=30)
    hall.clock.go_on(minutes=10)

    assert window(hall).opens_ms == seen(hall).now_ms + 20 * MINUTE_MS


def test_a_break_that_overruns_is_expected_to_overrun_as_much_again(hall: SampleHall) -> None:
    hall.give(hall.olena, StartBreak, window_id=hall.one, reason=BreakReason.LUNCH, minutes=30)
    hall.clock.go_on(minutes=30)
    just_over = window(hall).opens_ms - seen(hall).now_ms
    hall.clock.go_on(minutes=7)

    assert just_over == MINUTE_MS
    assert window(hall).opens_ms - seen(hall).now_ms == 7 * MINUTE_MS


def test_a_break_without_an_end_and_back_office_are_not_counted(hall: SampleHall) -> None:
    hall.give(hall.olena, StartBreak, window_id=hall.one, reason=BreakReason.REST)
    on_break = seen(hall).windows
    hall.sit(hall.taras, hall.two)
    hall.give(hall.taras, StartBackOffice, window_id=hall.two)

    assert on_break == ()
    assert seen(hall).windows == ()
    assert {each.work for each in hall.see(lambda view: view.windows)} == {Work.BREAK, Work.BACK_OFFICE}


def test_nobody_staffed_means_no_window_while_the_hall_is_open() -> None:
    assert seen(SampleHall()).windows == ()


def test_before_opening_the_windows_of_the_plan_open_with_the_hall() -> None:
    hall = SampleHall()
    hall.clock.set_wall(SEVEN_IN_KYIV)

    now = seen(hall)

    assert {each.id for each in now.windows} == {hall.one, hall.two}
    assert {each.opens_ms - now.now_ms for each in now.windows} == {HOUR_MS}
    assert {each.person_id for each in now.windows} == {PersonId("")}


def test_before_opening_only_windows_that_are_usually_staffed_count_once_that_is_known() -> None:
    hall = SampleHall()
    hall.clock.set_wall(SEVEN_IN_KYIV)

    assert window(hall, usual(hall)).id == hall.two
    assert window(hall, usual(hall)).person_id == hall.taras.person_id


def test_whoever_sits_elsewhere_already_is_not_expected_at_the_usual_window() -> None:
    hall = SampleHall()
    hall.clock.set_wall(SEVEN_IN_KYIV)
    hall.sit(hall.taras, hall.one)

    assert window(hall, usual(hall)).id == hall.one


@pytest.mark.parametrize(("minutes", "expected"), [(0, 1), (1, 1), (7, 7), (30, 30)])
def test_whoever_has_not_signed_in_at_opening_is_expected_to_be_as_late_again(minutes: int, expected: int) -> None:
    hall = SampleHall()
    hall.clock.set_wall(SEVEN_IN_KYIV + timedelta(hours=1, minutes=minutes))

    late = window(hall, usual(hall))

    assert (late.id, late.person_id) == (hall.two, hall.taras.person_id)
    assert late.opens_ms - seen(hall).now_ms == expected * MINUTE_MS


def test_whoever_is_half_an_hour_late_is_not_expected_and_without_a_plan_nobody_is() -> None:
    hall = SampleHall()
    hall.clock.set_wall(SEVEN_IN_KYIV + timedelta(hours=1, minutes=7))
    without_plan = seen(hall).windows
    hall.clock.set_wall(SEVEN_IN_KYIV + timedelta(hours=1, minutes=30, milliseconds=1))

    assert without_plan == ()
    assert seen(hall, usual(hall)).windows == ()


def test_after_the_halls_own_break_windows_open_with_it_again() -> None:
    hall = SampleHall()
    hall.decide(exceptions=(DatedHours(day=MONDAY, spans=(Span(480, 700, 720), Span(780, 960, 1020))),))
    hall.clock.set_wall(SEVEN_IN_KYIV.replace(hour=10, minute=20))

    assert {each.opens_ms - seen(hall).now_ms for each in seen(hall).windows} == {40 * MINUTE_MS}
    assert window(hall, usual(hall)).id == hall.two


def test_before_the_hours_of_a_service_its_newcomers_wait_for_the_window_that_has_them() -> None:
    """Hours bound the intake; whoever waits is called by whoever is there."""
    hall = SampleHall()
    hall.sit(hall.olena, hall.one)
    late = hall.service(hall.papers, "Апостиль", "П", hours=(OpenDay(0, 15 * 60, 16 * 60, 17 * 60),))
    hall.sit(hall.taras, hall.window("3", late))

    now = seen(hall, replace(KNOWN, flow={(late, ORDINARY, 12): 5.0}))

    assert [each.levels for each in now.windows if at_service(late) in each.levels]
    assert [each.service_id for each in now.inflow] == [late]


def usual(hall: SampleHall) -> Knowledge:
    """Taras was at window 2 on most days, nobody at the other."""
    return replace(KNOWN, people={hall.two: hall.taras.person_id})


@pytest.mark.parametrize(
    ("wall", "hours"),
    [
        (SEVEN_IN_KYIV, 10 + 4),
        (SEVEN_IN_KYIV.replace(hour=14, minute=30), 0.5 + 4),
        (SEVEN_IN_KYIV.replace(hour=18), 4),
        (SEVEN_IN_KYIV.replace(day=1), 4),
    ],
)
def test_it_looks_well_past_closing(wall: datetime, hours: float) -> None:
    hall = SampleHall()
    hall.clock.set_wall(wall)

    assert seen(hall).horizon_ms == hours * HOUR_MS


def test_those_expected_in_the_hour_from_now_are_part_of_this_and_part_of_the_next(hall: SampleHall) -> None:
    flow = {(hall.passport, ORDINARY, 12): 8.0, (hall.passport, ORDINARY, 13): 4.0, (hall.passport, LAWFUL, 14): 9.0}
    known = Knowledge(visits=FixedTimes(), flow=flow, missed_share=0.05, missed_ms=1, people={})
    hall.clock.go_on(minutes=15)

    (inflow,) = seen(hall, known).inflow

    assert (inflow.service_id, inflow.rate) == (hall.passport, ORDINARY)
    assert inflow.targets == frozenset({at_service(hall.passport)})
    assert inflow.per_hour == pytest.approx(0.75 * 8 + 0.25 * 4)


def test_after_the_end_of_intake_nobody_is_expected_any_more(hall: SampleHall) -> None:
    scarce = hall.service(hall.papers, "Апостиль", "П", daily_limit=1)
    hall.window("3", scarce)
    known = replace(KNOWN, flow={(each, LAWFUL, 12): 8.0 for each in (scarce, hall.passport)})

    hall.take(hall.kiosk, scarce)
    after_the_limit = seen(hall, known).inflow
    hall.give(hall.rita, StopIntake)

    assert [each.service_id for each in after_the_limit] == [hall.passport]
    assert seen(hall, known).inflow == ()


def test_newcomers_are_asked_about_by_service_and_class_local_ones_where_there_are_any(hall: SampleHall) -> None:
    def asked(view: HallView) -> dict[LineClass, int]:
        return {line_class: len(by_service) for line_class, by_service in asked_of(view, KNOWN).items()}

    def with_local(view: HallView) -> set[LineClass]:
        flow = {(hall.passport, LOCAL, 9): 1.0}
        known = Knowledge(visits=FixedTimes(), flow=flow, missed_share=0.05, missed_ms=1, people={})
        return set(asked_of(view, known))

    assert hall.see(asked) == {LineClass.ORDINARY: 3, LineClass.LAWFUL: 3}
    assert hall.see(with_local) == {LineClass.ORDINARY, LineClass.LAWFUL, LineClass.LOCAL}
    assert {TargetId(target) for each in seen(hall).newcomers for target in each.targets} == {
        at_service(each) for each in (hall.passport, hall.residence, hall.business)
    }


def test_while_the_hall_is_suspended_its_forecast_stands_still(hall: SampleHall) -> None:
    for _ in range(4):
        hall.take(hall.kiosk, hall.passport)
    hall.give(hall.rita, SuspendHall, reason=SuspensionReason.ALERT)
    before = hall.foresee()
    hall.clock.go_on(minutes=20)

    assert hall.foresee() == before
    assert len(before.tickets) == 4
