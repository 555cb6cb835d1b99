"""Spheres and services."""

from __future__ import annotations

from server.contract.terms import Purpose
from server.domain.calendar import OpenDay
from server.domain.hall import Service, Sphere
from server.domain.office_events import ServiceSaved
from tests.builders import SampleHall
from tests.server.office.desk import Office


def test_a_sphere_is_added_at_the_end(office: Office) -> None:
    page = office.fill("/spheres/new", name_uk="Земля", name_en="Land")

    assert [sphere.name["uk"] for sphere in spheres(office)] == ["Документи", "Бізнес", "Земля"]
    assert spheres(office)[-1].name["en"] == "Land"
    assert page.path == "/office/services/"


def test_a_sphere_needs_its_ukrainian_name(office: Office) -> None:
    page = office.fill("/spheres/new", name_uk="  ", name_en="Land")

    assert page.status == 422
    assert "Заповніть це поле." in page.text
    assert page.form.value("name_en") == "Land"


def test_a_service_is_added_with_all_that_visitors_read(office: Office) -> None:
    office.fill(
        f"/services/new?sphere={sample(office).trade}",
        name_uk="Ліцензія",
        name_en="Licence",
        letter="Щ",
        purposes=["hand-in", "collect"],
        minutes="7,5",
        documents_uk="паспорт; заява",
        fee_uk="безоплатно",
        term_en="10 days",
        provider_uk="міськрада",
    )

    service = named(office, "Ліцензія")
    assert service.sphere_id == sample(office).trade
    assert (service.letter, service.minutes, service.hours) == ("Щ", 7.5, ())
    assert service.purposes == (Purpose.HAND_IN, Purpose.COLLECT)
    assert (service.documents, service.fee) == ({"uk": "паспорт; заява"}, {"uk": "безоплатно"})
    assert (service.term, service.provider) == ({"en": "10 days"}, {"uk": "міськрада"})


def test_the_letter_of_its_sphere_is_proposed(office: Office) -> None:
    page = office.open(f"/services/new?sphere={sample(office).trade}")

    assert page.form.value("letter") == "Ц"


def test_only_letters_that_can_be_told_apart_are_offered(office: Office) -> None:
    offered = office.open("/services/new").form.offered["letter"]

    assert len(offered) == 30
    assert not {"Ь", "Ґ", "Й"} & set(offered)


def test_the_letters_say_who_uses_them(office: Office) -> None:
    assert "Ц Бізнес · 1" in office.open("/services/new").text


def test_a_letter_that_is_not_offered_is_refused(office: Office) -> None:
    page = office.fill("/services/new", name_uk="Послуга", letter="Ь")

    assert page.status == 422
    assert "Оберіть один із варіантів." in page.text


def test_a_service_may_keep_hours_of_its_own(office: Office) -> None:
    office.fill(
        f"/services/{sample(office).passport}",
        has_own_hours="y",
        hours__1__0__opens="09:00",
        hours__1__0__intake_ends="12:00",
        hours__1__0__closes="13:00",
    )

    assert named(office, "Паспорт").hours == (OpenDay(1, 540, 720, 780),)


def test_hours_that_are_not_its_own_do_not_count(office: Office) -> None:
    office.fill(f"/services/{sample(office).passport}", hours__1__0__opens="09:00", hours__1__0__closes="13:00")

    assert named(office, "Паспорт").hours == ()


def test_a_visit_without_any_purpose_is_refused_and_what_was_typed_stays(office: Office) -> None:
    page = office.fill("/services/new", name_uk="Послуга", purposes=None, documents_uk="паспорт", minutes="0")

    assert page.status == 422
    assert "Оберіть принаймні одне." in page.text
    assert "Від пів хвилини до восьми годин" in page.text
    assert page.form.value("documents_uk") == "паспорт"
    assert page.form.value("minutes") == "0"


def test_a_new_service_sent_twice_is_one_service(office: Office) -> None:
    page = office.open("/services/new")

    for _ in range(2):
        assert office.send(page, name_uk="Нова").status == 200

    assert len([service for service in services(office) if service.name["uk"] == "Нова"]) == 1


def test_a_service_moves_up_and_a_button_pressed_twice_moves_once(office: Office) -> None:
    third = office.hall.service(sample(office).papers, "Довідка", "Д", position=2)
    page = office.open("/services/")

    for _ in range(2):
        office.press(page, f"/services/{third}/move", to="up")

    assert [service.name["uk"] for service in services(office) if service.sphere_id == sample(office).papers] == [
        "Паспорт",
        "Довідка",
        "Місце проживання",
    ]


def test_spheres_change_places(office: Office) -> None:
    office.press(office.open("/services/"), f"/spheres/{sample(office).papers}/move", to="down")

    assert [sphere.name["uk"] for sphere in spheres(office)] == ["Бізнес", "Документи"]


def test_a_service_goes_to_the_archive_and_comes_back(office: Office) -> None:
    page = office.press(office.open("/services/"), f"/services/{sample(office).business}/archive")
    assert named(office, "Реєстрація ФОП").is_archived
    assert "Перенесено в архів." in page.text

    office.press(page, f"/services/{sample(office).business}/restore")

    assert not named(office, "Реєстрація ФОП").is_archived


def test_a_service_somebody_waits_for_is_not_archived_and_the_page_says_why(office: Office) -> None:
    given = office.hall.take(sample(office).kiosk, sample(office).passport)

    page = office.press(office.open("/services/"), f"/services/{sample(office).passport}/archive")

    assert not named(office, "Паспорт").is_archived
    assert given.label.replace("\u00a0", " ") in page.text.replace("\u00a0", " ")


def test_a_sphere_with_services_cannot_be_archived(office: Office) -> None:
    page = office.press(office.open("/services/"), f"/spheres/{sample(office).papers}/archive")

    assert "«Документи» зараз використовується" in page.text
    assert len([sphere for sphere in spheres(office) if not sphere.is_archived]) == 2


def test_every_change_is_in_the_journal_with_its_author(office: Office) -> None:
    office.fill(f"/services/{sample(office).passport}", name_uk="Паспорт громадянина")

    entry = office.hall.read(lambda records: records.journal.entries(after=0, limit=1000))[-1]
    assert isinstance(entry.event, ServiceSaved)
    assert entry.actor == f"person:{office.hall.founder.person_id}"


def test_there_is_no_page_of_a_service_of_another_hall(office: Office) -> None:
    assert office.open("/services/nowhere").status == 404


def sample(office: Office) -> SampleHall:
    assert isinstance(office.hall, SampleHall)
    return office.hall


def services(office: Office) -> list[Service]:
    return list(office.hall.read(lambda records: records.catalogue.services()))


def spheres(office: Office) -> list[Sphere]:
    return list(office.hall.read(lambda records: records.catalogue.spheres()))


def named(office: Office, name: str) -> Service:
    return next(service for service in services(office) if service.name["uk"] == name)
