"""The letter of numbers given by hand: the machines must never count to one of them."""

from __future__ import annotations

from tests.server.office.desk import Office


def test_the_letter_is_saved(office: Office) -> None:
    office.fill("/hall", paper_letter="ю")

    assert office.hall.hall().settings.paper_letter == "Ю"


def test_a_letter_of_a_service_is_refused_where_it_was_typed(office: Office) -> None:
    taken = office.hall.read(lambda records: records.catalogue.services()[0].letter)

    page = office.fill("/hall", paper_letter=taken)

    assert page.status == 422
    assert "Тут дозволено: " in page.text
    assert office.hall.hall().settings.paper_letter == "Х"


def test_left_empty_it_stays_as_it_was(office: Office) -> None:
    office.fill("/hall", paper_letter="")

    assert office.hall.hall().settings.paper_letter == "Х"
