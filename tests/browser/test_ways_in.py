"""The doors for people, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall import Hall, running_hall
from tests.browser.pages import FULL_HD, Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_administrator_signs_in_and_is_led_to_the_page_of_their_work(
    still_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{still_hall.url}/")
    assert_accessible(page)

    still_hall.sign_in(page, "olena")

    assert page.url == f"{still_hall.url}/desk"


def test_a_wrong_password_is_said_in_a_sentence(
    still_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{still_hall.url}/sign-in")

    page.get_by_label("Логін").fill("olena")
    page.get_by_label("Пароль").fill("не той пароль")
    page.get_by_role("button", name="Увійти").click()

    expect(page.get_by_role("alert")).to_contain_text("Логін або пароль не підходить.")
    assert_accessible(page)


def test_the_first_start_in_the_browser(
    tmp_path: Path, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    with running_hall(tmp_path / "empty") as empty:
        link = re.search(r"http://\S+/welcome/\S+", empty.log())
        assert link, empty.log()
        page = page_at(link[0])
        assert_accessible(page)

        page.get_by_label("Назва українською").fill("Центр «Прозорий офіс»")
        page.get_by_label("Ваше ім’я та прізвище").fill("Андрій Лисенко")
        page.get_by_label("Логін").fill("andrii")
        page.get_by_label("Пароль").fill("чотири звичайні слова")
        page.get_by_role("button", name="Створити зал").click()

        page.wait_for_url(re.compile("/office/"))
        expect(page.get_by_role("banner")).to_contain_text("Андрій Лисенко")
        page.close()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_tv_asks_for_its_code(
    language: str, still_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{still_hall.url}/display", size=FULL_HD, language=language)
    assert_accessible(page)

    page.locator("input[name=code]").fill("AAAA-AAAA")
    page.locator("main button").click()

    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)


def test_the_language_is_kept_from_page_to_page(still_hall: Hall, page_at: Opener) -> None:
    page = page_at(f"{still_hall.url}/sign-in")

    page.get_by_role("link", name="Eng").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    still_hall.sign_in(page, "oksana")

    expect(page.get_by_role("navigation", name="Sections")).to_contain_text("Reception")


def test_signing_out_leads_back_to_the_door(still_hall: Hall, page_at: Opener) -> None:
    page = page_at(f"{still_hall.url}/desk", sign_in=lambda page: still_hall.sign_in(page, "olena"))

    page.get_by_role("button", name="Вийти").click()

    expect(page.get_by_role("heading", name="Увійти")).to_be_visible()


def test_a_page_that_does_not_exist_says_so(
    still_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{still_hall.url}/nowhere")

    expect(page.get_by_role("heading", name="Такої сторінки немає.")).to_be_visible()
    assert_accessible(page)
