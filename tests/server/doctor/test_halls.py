"""What the doctor says of the halls in a database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.contract.box_commands import DeviceReport, ReportHealth
from server.contract.terms import DeviceState, PrintFault, PrintOutcome, Role
from server.doctor import halls
from server.store.findings import Finding, Grade
from server.store.opening import open_store
from server.usecases.office import EnrolBox, SavePerson
from tests.builders import HallBuilder, SampleHall


@pytest.fixture
def hall() -> SampleHall:
    """All boxes enrolled and heard of this minute."""
    made = SampleHall()
    for box in (made.kiosk, made.bare_kiosk, made.buttons, made.display):
        made.give(made.server, EnrolBox, box_id=box.box_id, code_hash=box.name, key_hash=f"key of {box.name}")
        made.give(box, ReportHealth, version="1")
    return made


def unwell(hall: HallBuilder) -> list[Finding]:
    return [each for each in halls.examined(hall.store, hall.clock) if each.grade is not Grade.WELL]


def test_a_hall_in_order_has_nothing_to_say(hall: SampleHall) -> None:
    found = list(halls.examined(hall.store, hall.clock))

    assert [each.grade for each in found] == [Grade.WELL]
    assert found[0].which == "Прозорий офіс"


def test_no_hall_at_all_points_to_the_link() -> None:
    store = open_store("sqlite://")
    store.migrate()

    (found,) = halls.examined(store, SampleHall().clock)

    assert found.grade is Grade.WARNING
    assert "journalctl" in str(found.remedy)
    store.close()


def test_a_service_that_no_window_serves_is_named(hall: SampleHall) -> None:
    hall.service(hall.papers, "Довідка", "Л")

    (found,) = unwell(hall)

    assert found.check == "services"
    assert "Довідка" in found.what.uk


def test_many_unserved_services_do_not_fill_the_screen(hall: SampleHall) -> None:
    for number in range(40):
        hall.service(hall.papers, f"Послуга {number}", "Л")

    (found,) = unwell(hall)

    assert "(+32)" in found.what.uk


def test_a_hall_without_windows_is_told() -> None:
    found = unwell(HallBuilder())

    assert "services" in {each.check for each in found}


def test_a_silent_box_is_named_with_the_time_it_was_heard(hall: SampleHall) -> None:
    hall.clock.go_on(minutes=5)
    for box in (hall.kiosk, hall.bare_kiosk, hall.buttons):
        hall.give(box, ReportHealth, version="1")

    (found,) = unwell(hall)

    assert (found.check, found.which) == ("box", "display")
    assert "12:00" in found.what.uk


def test_a_box_whose_code_was_never_used_is_named(hall: SampleHall) -> None:
    from server.contract.terms import BoxKind

    hall.box("new display", BoxKind.DISPLAY)

    (found,) = unwell(hall)

    assert found.which == "new display"
    assert "not been enrolled" in found.what.en


def test_a_device_out_of_order_is_named(hall: SampleHall) -> None:
    report = DeviceReport(name="printer", state=DeviceState.FAULT, fault=PrintFault.COVER_OPEN)
    hall.give(hall.kiosk, ReportHealth, version="1", devices=(report,))

    (found,) = unwell(hall)

    assert (found.check, found.which) == ("device", "kiosk")
    assert found.what.uk == "Несправне обладнання: Принтер: Відкрито кришку."
    assert found.what.en == "Out of order: Printer: The cover is open."


def test_a_kiosk_whose_page_nobody_shows_is_named_in_words(hall: SampleHall) -> None:
    page = DeviceReport(name="page", state=DeviceState.FAULT)
    hall.give(hall.kiosk, ReportHealth, version="1", devices=(page,))

    (found,) = unwell(hall)

    assert "сторінку кіоска ніхто не показує" in found.what.uk
    assert "nobody shows the kiosk’s page" in found.what.en


@pytest.mark.parametrize(
    ("outcome", "words"), [(PrintOutcome.UNKNOWN, "Not known whether"), (PrintOutcome.FAILED, "were not printed")]
)
def test_slips_that_may_not_be_in_anybodys_hand_are_named(outcome: PrintOutcome, words: str, hall: SampleHall) -> None:
    hall.sit(hall.olena, hall.one)
    ticket = hall.take(hall.kiosk, hall.passport)
    hall.printed(hall.kiosk, hall.claim(hall.kiosk).job_id, outcome)

    (found,) = unwell(hall)

    assert found.check == "paper"
    assert words in found.what.en
    assert ticket.label in found.what.uk


def test_a_clock_before_the_last_line_of_the_journal_is_a_fault(hall: SampleHall) -> None:
    hall.sit(hall.olena, hall.one)
    hall.clock.set_wall(hall.clock.wall - timedelta(days=3))

    found = {each.check: each for each in unwell(hall)}

    assert found["clock"].grade is Grade.FAULT
    assert "27.02.2026" in found["clock"].what.uk


def test_a_clock_that_was_corrected_by_a_minute_is_none(hall: SampleHall) -> None:
    hall.sit(hall.olena, hall.one)
    hall.clock.set_wall(hall.clock.wall - timedelta(minutes=1))

    assert unwell(hall) == []


def test_a_hall_whose_it_people_have_no_password_is_a_fault(hall: SampleHall) -> None:
    hall.give(
        hall.founder, SavePerson, login="anna", name="Anna", roles=frozenset({Role.IT})
    )  # no password: cannot sign in
    hall.give(
        hall.server,
        SavePerson,
        person_id=hall.founder.person_id,
        login="olha",
        name="Olha",
        roles=frozenset({Role.SUPERVISOR}),
    )

    (found,) = unwell(hall)

    assert (found.check, found.grade) == ("people", Grade.FAULT)
    assert "cherha person add" in str(found.remedy)
