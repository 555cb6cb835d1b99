"""The doors for people, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall import Hall
from tests.browser.pages import Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_administrator_signs_in_and_is_led_to_the_page_of_their_work(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{hall.url}/")
    assert_accessible(page)

    hall.sign_in(page, "olena")

    assert page.url == f"{hall.url}/desk"


def test_a_wrong_password_is_said_in_a_sentence(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{hall.url}/sign-in")

    page.get_by_label("Логін").fill("olena")
    page.get_by_label("Пароль").fill("не той пароль")
    page.get_by_role("button", name="Увійти").click()

    expect(page.get_by_role("alert")).to_contain_text("Ім’я або пароль не підходять.")
    assert_accessible(page)
