"""Windows and what they serve."""

from __future__ import annotations

import pytest

from server.domain.hall import Window
from tests.builders import SampleHall
from tests.server.office.desk import Office


def test_a_window_serves_what_was_ticked(office: Office) -> None:
    office.fill("/windows/new", name="3А", services=[sample(office).business, sample(office).passport])

    assert set(named(office, "3А").service_ids) == {sample(office).business, sample(office).passport}


def test_services_are_ticked_as_they_stand(office: Office) -> None:
    form = office.open(f"/windows/{sample(office).one}").form

    assert set(form.fields["services"]) == {sample(office).passport, sample(office).residence}


def test_the_last_tick_can_be_taken_away(office: Office) -> None:
    office.fill(f"/windows/{sample(office).one}", services=None)

    assert named(office, "1").service_ids == ()


@pytest.mark.parametrize("name", ["***", "—", "№", "()"])
def test_a_name_that_the_voice_cannot_say_is_refused_with_a_hint(office: Office, name: str) -> None:
    page = office.fill("/windows/new", name=name, services=[sample(office).passport])

    assert page.status == 422
    assert "Голос не зможе вимовити цю назву" in page.text
    assert page.form.fields["services"] == [sample(office).passport]
    assert len(windows(office)) == 2


@pytest.mark.parametrize("name", ["7", "3А", "Каса", "Ї", "Desk B"])
def test_a_name_with_a_number_or_a_letter_will_do(office: Office, name: str) -> None:
    assert office.fill("/windows/new", name=name).status == 200

    assert windows(office)[-1].name == name


def test_a_name_that_is_taken_is_said_at_the_name(office: Office) -> None:
    page = office.fill("/windows/new", name="2")

    assert page.status == 422
    assert 'id="name-error"' in page.html
    assert "«2» вже є." in page.text


def test_what_is_in_the_archive_stays_with_its_window(office: Office) -> None:
    office.press(office.open("/services/"), f"/services/{sample(office).residence}/archive")

    office.fill(f"/windows/{sample(office).one}", name="1")

    assert sample(office).residence in named(office, "1").service_ids


def test_windows_change_places(office: Office) -> None:
    office.press(office.open("/windows/"), f"/windows/{sample(office).one}/move", to="down")

    assert [window.name for window in windows(office)] == ["2", "1"]


def test_a_window_where_somebody_sits_is_not_archived(office: Office) -> None:
    office.hall.sit(sample(office).olena, sample(office).one)

    page = office.press(office.open("/windows/"), f"/windows/{sample(office).one}/archive")

    assert "«1» зараз використовується: Olena." in page.text
    assert not named(office, "1").is_archived


def test_the_list_says_who_is_where(office: Office) -> None:
    office.hall.sit(sample(office).olena, sample(office).one)

    assert "Olena" in office.open("/windows/").text


def test_a_window_only_helps_out_with_what_is_ticked_so(office: Office) -> None:
    hall = sample(office)
    office.fill(f"/windows/{hall.one}", helpers=[hall.residence, hall.business])

    assert named(office, "1").helper_ids == {hall.residence}, "what it does not serve it cannot help with"
    assert office.open(f"/windows/{hall.one}").form.fields["helpers"] == [hall.residence]
    assert "на допомогу: 1" in office.open("/windows/").text


def test_moving_a_window_keeps_where_it_helps_out(office: Office) -> None:
    hall = sample(office)
    page = office.fill(f"/windows/{hall.one}", helpers=[hall.residence])

    office.press(page, f"/windows/{hall.one}/move", to="down")

    assert named(office, "1").helper_ids == {hall.residence}


def sample(office: Office) -> SampleHall:
    assert isinstance(office.hall, SampleHall)
    return office.hall


def windows(office: Office) -> list[Window]:
    return list(office.hall.read(lambda records: records.windows.all()))


def named(office: Office, name: str) -> Window:
    return next(window for window in windows(office) if window.name == name)
