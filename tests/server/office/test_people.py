"""People, their roles and passwords."""

from __future__ import annotations

import pytest

from server.contract.terms import Role
from server.domain.errors import Refusal
from server.domain.office_events import PersonSaved
from tests.server.office.desk import Office

PASSWORD = "вишня під вікном"


def test_a_new_person_can_sign_in(office: Office) -> None:
    office.fill("/people/new", name="Надія Мороз", login="Nadiia", roles=["administrator"], password=PASSWORD)

    signed_in = office.identity.sign_in("nadiia", PASSWORD)
    assert signed_in.actor.name == "Надія Мороз"
    assert signed_in.actor.roles == {Role.ADMINISTRATOR}


def test_a_new_person_sent_twice_is_one_person(office: Office) -> None:
    page = office.open("/people/new")

    for _ in range(2):
        sent = office.send(page, name="Надія", login="nadiia", roles=["administrator"], password=PASSWORD)
        assert sent.status == 200

    saved = [event for event in office.hall.events() if isinstance(event, PersonSaved) and event.login == "nadiia"]
    assert len(saved) == 1


def test_a_short_password_is_said_at_the_field_and_the_rest_stays(office: Office) -> None:
    page = office.fill("/people/new", name="Надія", login="nadiia", roles=["auditor"], password="коротко")

    assert page.status == 422
    assert 'id="password-error"' in page.html
    assert page.form.value("name") == "Надія"
    assert page.form.fields["roles"] == ["auditor"]


def test_a_login_that_is_taken_is_said_at_the_login(office: Office) -> None:
    page = office.fill("/people/new", name="Інша Олена", login="olena", roles=["auditor"], password=PASSWORD)

    assert 'id="login-error"' in page.html
    assert "«olena» вже є." in page.text


def test_without_a_role_nobody_is_saved(office: Office) -> None:
    page = office.fill("/people/new", name="Надія", login="nadiia", password=PASSWORD)

    assert page.status == 422
    assert "Оберіть принаймні одне." in page.text


def test_roles_are_in_force_at_once(office: Office) -> None:
    olena = office.hall.actor_of("olena")
    office.become("olena")
    assert office.open("/services/").status == 403
    hers = office.client
    office.become("olha")

    office.fill(f"/people/{olena.person_id}", roles=["administrator", "supervisor"])

    office.client = hers
    assert office.open("/services/").status == 200


def test_an_empty_password_stays_as_it_is(office: Office) -> None:
    page = office.fill("/people/new", name="Надія", login="nadiia", roles=["auditor"], password=PASSWORD)
    nadiia = office.hall.actor_of("nadiia")

    office.fill(f"/people/{nadiia.person_id}", name="Надія Мороз")

    assert page.status == 200
    assert office.identity.sign_in("nadiia", PASSWORD).actor.name == "Надія Мороз"


def test_another_password_ends_the_sessions_of_that_person(office: Office) -> None:
    olena = office.hall.actor_of("olena")
    office.become("olena")
    hers = office.client
    office.become("olha")

    office.fill(f"/people/{olena.person_id}", password=PASSWORD)

    office.client = hers
    assert office.open("/password/").path == "/sign-in"


def test_who_is_archived_is_out_at_once_and_may_come_back(office: Office) -> None:
    office.fill("/people/new", name="Надія", login="nadiia", roles=["auditor"], password=PASSWORD)
    nadiia = office.hall.actor_of("nadiia")
    secret = office.identity.sign_in("nadiia", PASSWORD).secret
    assert office.identity.person_of(secret) is not None

    page = office.press(office.open("/people/"), f"/people/{nadiia.person_id}/archive")

    assert office.identity.person_of(secret) is None
    with pytest.raises(Refusal, match="sign-in-failed"):
        office.identity.sign_in("nadiia", PASSWORD)
    office.press(page, f"/people/{nadiia.person_id}/restore")
    assert office.identity.sign_in("nadiia", PASSWORD).actor == nadiia


def test_who_sits_at_a_window_is_not_archived_and_the_page_says_where(office: Office) -> None:
    olena = office.hall.actor_of("olena")
    office.hall.sit(olena, office.hall.window("каса"))

    page = office.press(office.open("/people/"), f"/people/{olena.person_id}/archive")

    assert "Olena — за вікном каса." in page.text


def test_who_sits_at_a_window_keeps_the_role_and_the_form_says_where(office: Office) -> None:
    olena = office.hall.actor_of("olena")
    office.hall.sit(olena, office.hall.window("каса"))

    page = office.fill(f"/people/{olena.person_id}", roles=["auditor"])

    assert page.status == 422
    assert "Olena — за вікном каса." in page.text
    assert office.hall.actor_of("olena").roles == olena.roles
    assert 'id="roles-error"' in page.html
    assert page.form.fields["roles"] == ["auditor"]


def test_the_last_one_with_the_it_role_keeps_it(office: Office) -> None:
    founder = office.hall.founder.person_id

    page = office.fill(f"/people/{founder}", roles=["supervisor"])

    assert page.status == 422
    assert "Це остання людина з роллю «ІТ»" in page.text
    assert Role.IT in office.hall.actor_of("olha").roles


@pytest.mark.parametrize("room", ["people", "boxes"])
def test_a_supervisor_does_not_enter_the_rooms_of_it(office: Office, room: str) -> None:
    office.hall.person("mykola", Role.SUPERVISOR)
    office.become("mykola")

    page = office.open("/services/")

    assert f'href="/office/{room}/"' not in page.html
    assert office.open(f"/{room}/").status == 403


def test_an_auditor_changes_nothing(office: Office) -> None:
    office.hall.person("lidiia", Role.AUDITOR)
    office.become("lidiia")

    for room in ("hall", "services/", "windows/", "people/", "boxes/"):
        assert office.open(f"/{room}").status == 403


def test_names_are_in_the_order_of_the_ukrainian_alphabet(office: Office) -> None:
    for login, name in (("iryna", "Ірина Ґудзь"), ("andrii", "Андрій Яворський"), ("yulia", "Юлія Їжак")):
        office.fill("/people/new", name=name, login=login, roles=["auditor"], password=PASSWORD)

    text = office.open("/people/").text

    assert text.index("Андрій") < text.index("Ірина") < text.index("Юлія")
