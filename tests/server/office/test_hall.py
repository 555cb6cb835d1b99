"""The Center's card."""

from __future__ import annotations

from server.contract.terms import SuspensionReason
from server.domain.calendar import OpenDay
from server.domain.office_events import HallSaved
from server.domain.suspension import OUTAGE_TEXT
from tests.builders import WEEK
from tests.server.office.desk import Office


def test_names_zone_and_decisions_are_saved(office: Office) -> None:
    page = office.fill(
        "/hall",
        name_uk="Центр послуг",
        name_en="Service Center",
        time_zone="Europe/Warsaw",
        missed_after_seconds="90",
        announcements="2",
        is_call_finishing=None,
        phone_base_url="https://queue.example/",
        notice_uk="Осіб з інвалідністю обслуговують позачергово.",
    )

    hall = office.hall.hall()
    assert "Збережено." in page.text
    assert hall.name == {"uk": "Центр послуг", "en": "Service Center"}
    assert hall.time_zone == "Europe/Warsaw"
    assert hall.hours == WEEK
    assert (hall.settings.missed_after_seconds, hall.settings.announcements) == (90, 2)
    assert not hall.settings.is_call_finishing
    assert hall.settings.phone_base_url == "https://queue.example"
    assert hall.settings.out_of_turn_notice == {"uk": "Осіб з інвалідністю обслуговують позачергово."}


def test_a_day_may_have_a_midday_closing_and_intake_may_end_with_it(office: Office) -> None:
    office.fill(
        "/hall",
        hours__5__0__opens="9",
        hours__5__0__closes="13.00",
        hours__5__1__opens="14:00",
        hours__5__1__intake_ends="16:30",
        hours__5__1__closes="1700",
    )

    saturday = [day for day in office.hall.hall().hours if day.weekday == 5]
    assert saturday == [OpenDay(5, 540, 780, 780), OpenDay(5, 840, 990, 1020)]


def test_a_day_without_times_is_a_day_off(office: Office) -> None:
    office.fill("/hall", hours__0__0__opens="", hours__0__0__intake_ends="", hours__0__0__closes="")

    assert not [day for day in office.hall.hall().hours if day.weekday == 0]


def test_another_span_is_a_new_row_that_saves_nothing(office: Office) -> None:
    page = office.fill("/hall", hours__add="2", name_uk="Ще не збережено")

    assert page.form.fields["hours-2-1-opens"] == [""]
    assert page.form.value("name_uk") == "Ще не збережено"
    assert office.hall.hall().name["uk"] != "Ще не збережено"


def test_monday_is_copied_to_the_working_days(office: Office) -> None:
    typed = office.fill("/hall", hours__0__0__opens="10:00", hours__copy="1")

    office.send(typed)

    assert [day.opens for day in office.hall.hall().hours] == [600] * 5


def test_wrong_hours_are_said_at_their_day_and_nothing_typed_is_lost(office: Office) -> None:
    page = office.fill("/hall", hours__3__0__opens="18:00", name_uk="Новий Центр")

    assert page.status == 422
    assert "пишіть час так: 08:30" in page.text
    assert page.form.value("hours-3-0-opens") == "18:00"
    assert page.form.value("name_uk") == "Новий Центр"
    assert office.hall.hall().hours == WEEK


def test_spans_that_overlap_are_refused(office: Office) -> None:
    page = office.fill("/hall", hours__0__1__opens="16:00", hours__0__1__closes="19:00")

    assert page.status == 422
    assert "не повинні накладатися" in page.text


def test_what_the_rules_refuse_is_said_at_the_field(office: Office) -> None:
    page = office.fill("/hall", time_zone="Europe/Kropyvnytskyi")

    assert page.status == 422
    assert 'id="time_zone-error"' in page.html
    assert page.form.value("time_zone") == "Europe/Kropyvnytskyi"


def test_numbers_out_of_bounds_are_refused_in_the_language_of_the_page(office: Office) -> None:
    assert "Потрібне число від 1 до 10." in office.fill("/hall", announcements="11").text
    assert "Потрібне ціле число." in office.fill("/hall", announcements="три").text
    office.become("olha", "en")
    assert "Number must be between 1 and 10." in office.fill("/hall", announcements="11").text


def test_a_form_sent_twice_is_one_change(office: Office) -> None:
    page = office.open("/hall")

    for _ in range(2):
        assert office.send(page, name_uk="Центр послуг").status == 200

    assert len([event for event in office.hall.events() if isinstance(event, HallSaved)]) == 1


def test_a_form_gone_back_to_and_changed_is_kept_and_can_be_sent_again(office: Office) -> None:
    page = office.open("/hall")
    office.send(page, name_uk="Перша назва")

    refused = office.send(page, name_uk="Друга назва")

    assert refused.status == 422
    assert refused.form.value("name_uk") == "Друга назва"
    office.send(refused)
    assert office.hall.hall().name["uk"] == "Друга назва"


def test_whose_session_has_ended_is_told_so_and_changes_nothing(office: Office) -> None:
    page = office.open("/hall")
    office.client.delete_cookie("cherha_session")

    answer = office.send(page, name_uk="Запізніла назва")

    assert answer.status == 401
    assert "Спершу увійдіть." in answer.text
    assert office.hall.hall().name["uk"] == "Прозорий офіс"


def test_a_form_without_its_token_changes_nothing(office: Office) -> None:
    page = office.fill("/hall", name_uk="Чужа назва", csrf_token="")

    assert page.status == 403
    assert office.hall.hall().name["uk"] == "Прозорий офіс"


def test_the_texts_of_an_alert_are_there_to_begin_with_and_are_the_office_s_own_afterwards(office: Office) -> None:
    page = office.open("/hall")
    assert "найближчого укриття" in page.form.value("shelter_uk")
    assert "Please wait" in page.form.value("outage_en")

    office.send(
        page,
        shelter_uk="Укриття: підвал школи № 5.",
        shelter_en="",
        outage_uk="",
        outage_en="",
        grace_seconds="600",
        proclaimed_every_minutes="",
    )

    settings = office.hall.hall().settings
    assert settings.suspension_text(SuspensionReason.ALERT) == {"uk": "Укриття: підвал школи № 5."}
    assert settings.suspension_text(SuspensionReason.OUTAGE) == dict(OUTAGE_TEXT)
    assert (settings.grace_seconds, settings.proclaimed_every_minutes) == (600, None)


def test_a_text_that_no_screen_can_show_large_is_refused(office: Office) -> None:
    page = office.fill("/hall", shelter_uk="у" * 401)

    assert page.status == 422
    assert 'id="shelter_uk-error"' in page.html


def test_the_office_writes_what_stands_at_the_bottom_of_every_slip(office: Office) -> None:
    office.send(office.open("/hall"), slip_uk="Вимкніть звук телефона.", slip_en="Silence your phone.")

    assert office.hall.hall().settings.slip_text == {"uk": "Вимкніть звук телефона.", "en": "Silence your phone."}
    assert office.open("/hall").form.value("slip_uk") == "Вимкніть звук телефона."
