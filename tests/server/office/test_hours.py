"""Dated hours, days of the month, limits and the decisions of a day, in the forms of the Center and of a service."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain.calendar import DatedHours, Span
from server.domain.hall import Service
from server.web.office.dates import month_days_of, month_days_said
from tests.builders import SampleHall
from tests.server.office.desk import Office

MONDAY = date(2026, 3, 2)


def test_a_holiday_and_a_day_of_other_hours_are_saved_in_the_order_of_the_dates(office: Office) -> None:
    typed = office.fill(
        "/hall",
        exceptions__0__day="2026-03-09",
        exceptions__0__holiday="y",
        exceptions__more="1",
    )
    page = office.send(
        typed,
        exceptions__1__day="2026-03-07",
        exceptions__1__0__opens="9",
        exceptions__1__0__intake_ends="12.30",
        exceptions__1__0__closes="1300",
    )

    assert "Збережено." in page.text
    assert office.hall.hall().exceptions == (
        DatedHours(day=date(2026, 3, 7), spans=(Span(540, 750, 780),)),
        DatedHours(day=date(2026, 3, 9), is_holiday=True),
    )


def test_what_was_saved_is_shown_with_room_for_another_date(office: Office) -> None:
    office.hall.decide(exceptions=(DatedHours(day=MONDAY, spans=(Span(540, 750, 780),), is_holiday=True),))

    form = office.open("/hall").form

    assert form.value("exceptions-0-day") == "2026-03-02"
    assert form.value("exceptions-0-holiday") == "y"
    assert [form.value(f"exceptions-0-0-{part}") for part in ("opens", "intake_ends", "closes")] == [
        "09:00",
        "12:30",
        "13:00",
    ]
    assert form.fields["exceptions-1-day"] == [""]


def test_a_form_sent_as_it_stands_changes_no_date(office: Office) -> None:
    exceptions = (DatedHours(day=MONDAY, spans=(Span(540, 700, 720), Span(780, 960, 1020))), DatedHours(day=date.max))
    office.hall.decide(exceptions=exceptions)

    office.fill("/hall", name_uk="Центр послуг")

    assert office.hall.hall().exceptions == exceptions


def test_a_date_gets_another_span_and_saves_nothing_yet(office: Office) -> None:
    office.hall.decide(exceptions=(DatedHours(day=MONDAY, spans=(Span(540, 700, 720),)),))
    typed = office.fill("/hall", exceptions__add="0")
    assert typed.form.fields["exceptions-0-1-opens"] == [""]

    office.send(typed, exceptions__0__1__opens="13:00", exceptions__0__1__closes="17:00")

    assert office.hall.hall().exceptions[0].spans == (Span(540, 700, 720), Span(780, 1020, 1020))


def test_a_date_is_removed(office: Office) -> None:
    office.hall.decide(exceptions=(DatedHours(day=MONDAY), DatedHours(day=date(2026, 3, 9))))
    typed = office.fill("/hall", exceptions__remove="0")
    assert typed.form.value("exceptions-0-day") == "2026-03-09"
    assert len(office.hall.hall().exceptions) == 2

    office.send(typed)

    assert [dated.day for dated in office.hall.hall().exceptions] == [date(2026, 3, 9)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"exceptions__0__day": "2026-02-30"}, "оберіть дату"),
        ({"exceptions__0__0__opens": "9:00", "exceptions__0__0__closes": "12:00"}, "оберіть дату"),
        ({"exceptions__0__day": "2026-03-02", "exceptions__0__0__opens": "9:00"}, "пишіть час так: 08:30"),
        (
            {
                "exceptions__0__day": "2026-03-02",
                "exceptions__0__0__opens": "9:00",
                "exceptions__0__0__closes": "12:00",
                "exceptions__0__1__opens": "11:00",
                "exceptions__0__1__closes": "13:00",
            },
            "не повинні накладатися",
        ),
        ({"exceptions__0__day": "2026-03-02", "exceptions__1__day": "2026-03-02"}, "ця дата вже є"),
    ],
)
def test_dates_that_cannot_be_are_said_at_their_row_and_nothing_is_lost(
    office: Office, typed: dict[str, str], said: str
) -> None:
    page = office.fill("/hall", name_uk="Новий Центр", **typed)

    assert page.status == 422
    assert said in page.text
    assert page.form.value("name_uk") == "Новий Центр"
    assert page.form.value("exceptions-0-day") == typed.get("exceptions__0__day", "")
    assert office.hall.hall().exceptions == ()


def test_more_dates_than_the_rules_allow_are_refused_above_the_dates(office: Office) -> None:
    days = (date.fromordinal(MONDAY.toordinal() + number).isoformat() for number in range(401))

    page = office.fill("/hall", **{f"exceptions__{number}__day": day for number, day in enumerate(days)})

    assert page.status == 422
    assert "Тут дозволено: ≤ 400" in page.text
    assert office.hall.hall().exceptions == ()


def test_the_decisions_of_a_day_are_saved(office: Office) -> None:
    page = office.fill(
        "/hall",
        least_announcements="2",
        is_missed_automatically="y",
        call_after_finish_seconds="15",
        local_points="4",
        guard="1",
        booked_tolerance_minutes="5",
        services_per_visit="3",
        pre_holiday_minutes="90",
        is_intake_closed_by_wait="y",
        is_intake_stopped_when_suspended=None,
    )

    settings = office.hall.hall().settings
    assert page.status == 200
    assert (settings.least_announcements, settings.is_missed_automatically) == (2, True)
    assert settings.call_after_finish_seconds == 15
    assert (settings.local_points, settings.guard, settings.booked_tolerance_minutes) == (4, 1, 5)
    assert (settings.services_per_visit, settings.pre_holiday_minutes) == (3, 90)
    assert settings.is_intake_closed_by_wait
    assert not settings.is_intake_stopped_when_suspended


def test_without_a_pause_nobody_is_called_unasked(office: Office) -> None:
    office.hall.decide(call_after_finish_seconds=15)

    office.fill("/hall", call_after_finish_seconds="")

    assert office.hall.hall().settings.call_after_finish_seconds is None


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("call_after_finish_seconds", "601"),
        ("local_points", "0"),
        ("guard", "11"),
        ("booked_tolerance_minutes", "61"),
        ("services_per_visit", "0"),
        ("pre_holiday_minutes", "241"),
    ],
)
def test_decisions_out_of_bounds_are_refused_at_their_field(office: Office, field: str, typed: str) -> None:
    page = office.fill("/hall", **{field: typed})

    assert page.status == 422
    assert f'id="{field}-error"' in page.html
    assert page.form.value(field) == typed


def test_more_calls_before_missing_than_there_are_is_refused_at_its_field(office: Office) -> None:
    page = office.fill("/hall", announcements="2", least_announcements="3")

    assert page.status == 422
    assert 'id="least_announcements-error"' in page.html
    assert "Тут дозволено: 1–2" in page.text


# A service


def test_a_service_has_days_of_the_month_a_limit_and_dates_of_its_own(office: Office) -> None:
    office.fill(
        f"/services/{passport(office).id}",
        month_days="20, 1-5",
        daily_limit="40",
        exceptions__0__day="2026-03-02",
        exceptions__0__0__opens="9:00",
        exceptions__0__0__closes="12:00",
    )

    service = passport(office)
    assert (service.month_days, service.daily_limit) == ((1, 2, 3, 4, 5, 20), 40)
    assert service.exceptions == (DatedHours(day=MONDAY, spans=(Span(540, 720, 720),)),)
    form = office.open(f"/services/{service.id}").form
    assert (form.value("month_days"), form.value("daily_limit")) == ("1–5, 20", "40")
    assert form.value("exceptions-0-0-intake_ends") == "12:00"
    assert "exceptions-0-holiday" not in form.offered, "a holiday is the whole hall's"


def test_moving_a_service_and_the_archive_keep_its_days(office: Office) -> None:
    office.fill(f"/services/{passport(office).id}", month_days="1-5", daily_limit="40", exceptions__0__day="2026-03-02")
    before = passport(office)

    page = office.press(office.open("/services/"), f"/services/{before.id}/move", to="down")
    page = office.press(page, f"/services/{before.id}/archive")
    office.press(page, f"/services/{before.id}/restore")

    after = passport(office)
    assert (after.month_days, after.daily_limit, after.exceptions) == ((1, 2, 3, 4, 5), 40, before.exceptions)


def test_an_emptied_limit_is_no_limit(office: Office) -> None:
    office.fill(f"/services/{passport(office).id}", month_days="1", daily_limit="40")

    office.fill(f"/services/{passport(office).id}", month_days="", daily_limit="")

    assert (passport(office).month_days, passport(office).daily_limit) == ((), None)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("month_days", "0", "Дні від 1 до 31"),
        ("month_days", "5-1", "Дні від 1 до 31"),
        ("month_days", "щодня", "Дні від 1 до 31"),
        ("daily_limit", "0", "Потрібне число від 1 до 10000."),
        ("daily_limit", "багато", "Потрібне ціле число."),
    ],
)
def test_nonsense_is_refused_at_its_field(office: Office, field: str, typed: str, said: str) -> None:
    page = office.fill(f"/services/{passport(office).id}", **{field: typed})

    assert page.status == 422
    assert f'id="{field}-error"' in page.html
    assert said in page.text
    assert page.form.value(field) == typed


@pytest.mark.parametrize(
    ("typed", "days", "said"),
    [
        ("", (), ""),
        ("31", (31,), "31"),
        (" 1 – 3,2 , 5,", (1, 2, 3, 5), "1–3, 5"),
        ("1,2,4-4", (1, 2, 4), "1–2, 4"),
    ],
)
def test_days_of_the_month_are_read_as_people_write_them(typed: str, days: tuple[int, ...], said: str) -> None:
    assert month_days_of(typed) == days
    assert month_days_said(days) == said
    assert month_days_of(said) == days


def passport(office: Office) -> Service:
    assert isinstance(office.hall, SampleHall)
    wanted = office.hall.passport
    service = office.hall.read(lambda records: records.catalogue.service(wanted))
    assert service is not None
    return service
