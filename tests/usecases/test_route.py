"""A visit with several services: taken at once, or changed while it waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.contract.answers import Done
from server.contract.commands import CancelTicket, ChangeRoute, FinishServing, TakeTicket, TransferTicket
from server.contract.terms import CategoryId, PriorityClass, ProblemCode, Purpose, TicketId, TicketState
from server.domain.errors import Refusal
from server.domain.events import RouteChanged, TicketTaken
from server.domain.hall import Category
from server.domain.interval import IntervalKind
from server.domain.office_events import CategoriesSaved
from server.domain.place import at_service, at_window
from server.domain.setting_changes import SettingChange
from server.usecases.office import SaveCategories
from server.usecases.snapshots import lease, phone
from server.usecases.staff_snapshots import queue
from tests.builders import SampleHall
from tests.usecases.intake_scenes import limited


def test_a_ticket_for_several_services_waits_for_the_first_one(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport, further=(staffed.residence, staffed.business))

    ticket = staffed.ticket(given.ticket_id)
    assert (given.service_id, given.further, given.is_any_order) == (
        staffed.passport,
        (staffed.residence, staffed.business),
        False,
    )
    assert ticket.stands_at == (at_service(staffed.passport),)
    taken = staffed.events()[-2]
    assert isinstance(taken, TicketTaken)
    assert taken.further == (staffed.residence, staffed.business)


def test_it_goes_on_from_one_service_to_the_next(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence, further=(staffed.business,))
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.give(staffed.olena, FinishServing, window_id=staffed.one)

    called = staffed.call(staffed.taras, staffed.two)

    assert (called.ticket_id, called.service_id) == (given.ticket_id, staffed.business)


def test_in_any_order_it_is_called_where_somebody_is_free_first(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence, further=(staffed.business,), is_any_order=True)

    called = staffed.call(staffed.taras, staffed.two)

    assert (called.ticket_id, called.service_id) == (given.ticket_id, staffed.business)
    assert staffed.ticket(given.ticket_id).route == (staffed.residence,)


def test_in_any_order_the_wait_is_that_of_the_soonest_service(staffed: SampleHall) -> None:
    for _ in range(3):
        staffed.take(staffed.kiosk, staffed.residence)
    alone = staffed.take(staffed.rita, staffed.business)

    given = staffed.take(staffed.kiosk, staffed.residence, further=(staffed.business,), is_any_order=True)
    ordered = staffed.take(staffed.kiosk, staffed.residence, further=(staffed.business,))

    assert alone.people_before == 0
    assert given.people_before == 1
    assert ordered.people_before > 1


def test_one_service_has_no_order(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport, is_any_order=True)

    assert not given.is_any_order
    assert staffed.ticket(given.ticket_id).is_route_ordered


def test_a_further_service_need_not_share_the_purpose(hall: SampleHall) -> None:
    advice = limited(hall, purposes=(Purpose.CONSULTATION,))

    given = hall.take(hall.kiosk, hall.passport, further=(advice,))

    assert given.further == (advice,)


def test_of_several_services_the_refused_one_is_named(hall: SampleHall) -> None:
    nowhere = hall.service(hall.trade, "Торгівля", "Т")
    wish = {"service_id": hall.passport, "further": (hall.residence, nowhere), "purpose": Purpose.HAND_IN}

    with pytest.raises(Refusal) as refused:
        hall.give(hall.kiosk, TakeTicket, **wish)

    assert refused.value.fields == {"service_id": nowhere, "service": "Торгівля"}
    assert hall.see(queue).tickets == ()


def test_the_slip_tells_the_route(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport, further=(hall.residence, hall.business))
    hall.take(hall.kiosk, hall.passport, further=(hall.residence,), is_any_order=True)

    ordered, free = hall.claim(hall.kiosk).slip, hall.claim(hall.kiosk).slip

    assert (ordered.further, ordered.texts["then"]) == (("Місце проживання", "Реєстрація ФОП"), "uk:Then")
    assert (free.further, free.texts["then"]) == (("Місце проживання",), "uk:Also, in any order")


def test_phone_and_staff_see_the_route_as_long_as_it_lasts(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport, further=(hall.residence,), is_any_order=True)

    ticket = hall.ticket(given.ticket_id)
    on_phone = hall.see(lambda view: phone(view, ticket))
    (row,) = hall.see(queue).tickets
    hall.give(hall.rita, CancelTicket, ticket_id=given.ticket_id)
    cancelled = hall.ticket(given.ticket_id)
    afterwards = hall.see(lambda view: phone(view, cancelled))

    assert (on_phone.further, on_phone.is_any_order) == (({"uk": "Місце проживання"},), True)
    assert (row.further, row.is_any_order) == ((hall.residence,), True)
    assert afterwards.further == ()


# Changed while it waits


def test_reception_gives_a_waiting_ticket_another_service_and_it_keeps_its_place(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence)
    staffed.clock.go_on(minutes=1)
    staffed.take(staffed.kiosk, staffed.business)

    answer = change(staffed, given.ticket_id, staffed.business)
    called = staffed.call(staffed.taras, staffed.two)

    assert answer == Done()
    assert (called.label, called.service_id) == (given.label, staffed.business)


def test_the_journal_keeps_what_it_was_before(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport, further=(hall.residence,))

    change(hall, given.ticket_id, hall.business, hall.passport, is_any_order=True)

    assert hall.events()[-1] == RouteChanged(
        ticket_id=given.ticket_id,
        former_ids=(hall.passport, hall.residence),
        service_ids=(hall.business, hall.passport),
        is_any_order=True,
    )
    assert set(hall.ticket(given.ticket_id).stands_at) == {at_service(hall.business), at_service(hall.passport)}


def test_the_wait_for_another_service_is_a_stretch_of_its_own(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(minutes=3)
    change(hall, given.ticket_id, hall.business)
    hall.clock.go_on(minutes=1)
    change(hall, given.ticket_id, hall.business, hall.passport)

    day = hall.ticket(given.ticket_id).day
    stretches = hall.read(lambda records: records.intervals.of_days(day, day, IntervalKind))

    assert [(each.service_id, each.ended.hall_ms - each.began.hall_ms) for each in stretches] == [
        (hall.passport, 180_000)
    ]


def test_the_purpose_stays_where_the_new_service_has_it(hall: SampleHall) -> None:
    advice = limited(hall, purposes=(Purpose.CONSULTATION,))
    given = hall.take(hall.kiosk, hall.passport)

    change(hall, given.ticket_id, hall.business)
    kept = hall.ticket(given.ticket_id).purpose
    change(hall, given.ticket_id, advice)

    assert (kept, hall.ticket(given.ticket_id).purpose) == (Purpose.HAND_IN, Purpose.CONSULTATION)


def test_reception_changes_services_after_the_end_of_intake_too(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(hours=4, minutes=30)

    assert change(hall, given.ticket_id, hall.business) == Done()


def test_the_kiosk_changes_what_it_has_just_given(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(minutes=10)

    hall.give(hall.kiosk, ChangeRoute, ticket_id=given.ticket_id, service_ids=(hall.passport, hall.business))

    assert hall.ticket(given.ticket_id).route == (hall.business,)


def test_what_the_ticket_has_already_is_not_asked_for_again(hall: SampleHall) -> None:
    scarce = limited(hall, daily_limit=1)
    given = hall.take(hall.kiosk, scarce)

    hall.give(hall.kiosk, ChangeRoute, ticket_id=given.ticket_id, service_ids=(scarce, hall.passport))

    assert hall.ticket(given.ticket_id).service_id == scarce


def test_as_when_taking_only_what_comes_first_must_be_served_before_closing(staffed: SampleHall) -> None:
    staffed.decide(is_intake_closed_by_wait=True)
    slow = limited(staffed, minutes=300.0)
    staffed.take(staffed.kiosk, staffed.passport)
    given = staffed.take(staffed.kiosk, staffed.passport)
    services = (staffed.passport, slow)

    staffed.give(staffed.kiosk, ChangeRoute, ticket_id=given.ticket_id, service_ids=services)
    later = staffed.take(staffed.kiosk, staffed.passport)
    with pytest.raises(Refusal) as refused:
        staffed.give(staffed.kiosk, ChangeRoute, ticket_id=later.ticket_id, service_ids=services, is_any_order=True)

    assert staffed.ticket(given.ticket_id).route == (slow,)
    assert refused.value.code is ProblemCode.NO_TIME_LEFT


def test_nobody_waits_for_themselves(staffed: SampleHall) -> None:
    staffed.decide(is_intake_closed_by_wait=True)
    slow = limited(staffed, minutes=300.0)
    given = staffed.take(staffed.kiosk, staffed.passport)

    staffed.give(staffed.kiosk, ChangeRoute, ticket_id=given.ticket_id, service_ids=(slow,))

    assert staffed.ticket(given.ticket_id).service_id == slow


def test_a_visit_lent_for_the_same_service_may_be_changed_as_it_is_shown(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence)
    staffed.call(staffed.olena, staffed.one)
    staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, to_window_id=staffed.two, is_coming_back=True)

    change(staffed, given.ticket_id, staffed.residence, staffed.residence, staffed.passport)

    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.targets, ticket.route) == ((at_window(staffed.two),), (staffed.residence, staffed.passport))


# Cancelled at the kiosk


def test_the_kiosk_cancels_a_ticket_that_it_gave_while_it_waits(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport)

    answer = hall.give(hall.kiosk, CancelTicket, ticket_id=given.ticket_id)

    assert answer == Done()
    assert hall.ticket(given.ticket_id).state is TicketState.CANCELLED


# An appointment


def test_a_booked_visitor_in_time_goes_before_ordinary_ones(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=30)

    booked = staffed.take(staffed.rita, staffed.passport, booked_for="12:30")

    assert booked.priority is PriorityClass.BOOKED
    assert booked.people_before == 0
    staffed.clock.go_on(minutes=2)
    assert staffed.call(staffed.olena, staffed.one).ticket_id == booked.ticket_id


def test_one_who_is_early_waits_until_the_appointment_comes_near(staffed: SampleHall) -> None:
    booked = staffed.take(staffed.rita, staffed.passport, booked_for="12:30")
    walked_in = staffed.take(staffed.kiosk, staffed.passport)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == walked_in.ticket_id
    assert staffed.ticket(booked.ticket_id).state is TicketState.WAITING


def test_the_journal_says_when_the_appointment_is(staffed: SampleHall) -> None:
    staffed.take(staffed.rita, staffed.passport, booked_for="9:30")
    staffed.take(staffed.rita, staffed.passport)

    taken = [event for event in staffed.events() if isinstance(event, TicketTaken)]

    assert [event.booked_for for event in taken] == ["09:30", None]


@pytest.mark.parametrize(("minutes", "priority"), [(2, PriorityClass.BOOKED), (3, PriorityClass.ORDINARY)])
def test_one_who_is_late_stands_in_the_live_queue_and_is_told_so(
    staffed: SampleHall, minutes: int, priority: PriorityClass
) -> None:
    staffed.clock.go_on(minutes=minutes)

    given = staffed.take(staffed.rita, staffed.passport, booked_for="12:00")

    assert given.priority is priority


def test_an_appointment_takes_nothing_from_the_right_by_law(staffed: SampleHall) -> None:
    given = staffed.take(staffed.rita, staffed.passport, booked_for="12:00", priority=PriorityClass.LAWFUL)

    ticket = staffed.ticket(given.ticket_id)
    assert (given.priority, ticket.place.arrived_ms) == (PriorityClass.LAWFUL, ticket.taken.hall_ms)


# Categories


def test_the_kiosk_is_told_of_the_categories_and_the_limit(hall: SampleHall) -> None:
    saved = Category(
        id=CategoryId("c-1"), name={"uk": " Ветерани ", "en": ""}, basis={"uk": "Рішення ради"}, is_by_law=False
    )
    version = hall.hall().catalogue_version

    hall.give(hall.founder, SaveCategories, categories=(saved,))

    held = hall.see(lambda view: lease(view, texts={}, base_url=""))
    (card,) = held.categories
    assert (card.name, card.basis, card.is_by_law) == ({"uk": "Ветерани"}, {"uk": "Рішення ради"}, False)
    assert (held.services_per_visit, held.version) == (5, version + 1)
    assert hall.events()[-1] == CategoriesSaved(
        names=({"uk": "Ветерани"},),
        changes=(
            SettingChange(setting="by_law.Ветерани", former="", present="no"),
            SettingChange(setting="basis.Ветерани", former="", present="Рішення ради"),
        ),
    )
    assert hall.hall().settings.categories == (replace(saved, name={"uk": "Ветерани"}),)


def test_another_local_category_keeps_its_class_on_the_ticket_alone(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport, priority=PriorityClass.LOCAL)

    assert given.priority is PriorityClass.LOCAL
    assert hall.ticket(given.ticket_id).priority is PriorityClass.LOCAL


def change(hall: SampleHall, ticket_id: TicketId, *services: str, **more: bool) -> Done:
    answer = hall.give(hall.rita, ChangeRoute, ticket_id=ticket_id, service_ids=services, **more)
    assert isinstance(answer, Done)
    return answer
