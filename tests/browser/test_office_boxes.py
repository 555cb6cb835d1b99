"""The office's boxes on a server that works on threads: how they are, whether one shall go, and how one comes in."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hall import Hall
from tests.browser.pages import Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_box_goes_after_a_question_and_a_new_one_comes_with_its_line(hall: Hall, page_at: Opener) -> None:
    page = page_at(f"{hall.url}/office/boxes/", sign_in=lambda page: hall.sign_in(page, "it"))
    page.get_by_role("link", name="В архів: Кіоск 1").click()
    expect(page.get_by_role("heading", name="Перенести «Кіоск 1» в архів?")).to_be_visible()
    page.get_by_role("link", name="Залишити").click()
    expect(page.get_by_role("link", name="Кіоск 1", exact=True)).to_be_visible()

    page.goto(f"{hall.url}/office/boxes/new")
    page.locator("#name").fill("Кіоск 9")
    page.get_by_role("button", name="Додати").click()

    expect(page.locator("#enrolling")).to_contain_text("--config /etc/cherha/kiosk.toml --enrol")
    page.get_by_role("button", name="Скопіювати рядок").click()
    expect(page.get_by_role("button", name="Скопійовано")).to_be_visible()
