"""One's own password."""

from __future__ import annotations

import pytest

from server.domain.errors import Refusal
from tests.server.office.desk import Office

FIRST, SECOND = "вишня під вікном", "чорнобривці біля хати"


@pytest.fixture
def hers(office: Office) -> Office:
    """An administrator who knows her password is signed in."""
    office.fill("/people/new", name="Надія", login="nadiia", roles=["administrator"], password=FIRST)
    office.become("nadiia")
    return office


def test_she_changes_it_and_stays_signed_in(hers: Office) -> None:
    page = hers.fill("/password/", present=FIRST, password=SECOND)

    assert page.status == 200
    assert "Пароль змінено." in page.text
    assert hers.identity.sign_in("nadiia", SECOND).actor.name == "Надія"
    with pytest.raises(Refusal, match="sign-in-failed"):
        hers.identity.sign_in("nadiia", FIRST)


def test_whoever_else_was_signed_in_as_her_is_out(hers: Office) -> None:
    secret = hers.identity.sign_in("nadiia", FIRST).secret
    assert hers.identity.person_of(secret)

    hers.fill("/password/", present=FIRST, password=SECOND)

    assert hers.identity.person_of(secret) is None


def test_a_wrong_present_password_is_said_at_its_field(hers: Office) -> None:
    page = hers.fill("/password/", present="навмання вгадую", password=SECOND)

    assert page.status == 422
    assert 'id="present-error"' in page.html
    assert hers.identity.sign_in("nadiia", FIRST).actor.name == "Надія"


def test_a_short_one_is_refused(hers: Office) -> None:
    page = hers.fill("/password/", present=FIRST, password="коротко")

    assert page.status == 422
    assert 'id="password-error"' in page.html
