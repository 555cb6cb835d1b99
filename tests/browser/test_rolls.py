"""Paper at reception: the roll's button is counted from, and the warning goes with the new roll."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from server.contract.terms import BoxKind
from tests.browser.hall import Hall
from tests.browser.pages import OFFICE_SCREEN, Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_new_roll_is_counted_once_reception_says_that_it_is_in(hall: Hall, page_at: Opener) -> None:
    kiosk = hall.enrol(BoxKind.KIOSK)
    low = {"name": "printer", "state": "warning", "fault": "paper-low"}
    hall.box_command(kiosk, "report-health", {"version": "1", "devices": [low]})
    page = page_at(f"{hall.url}/reception", size=OFFICE_SCREEN, sign_in=lambda page: hall.sign_in(page, "oksana"))
    box = page.locator(".boxes li", has_text="Кіоск 1")
    expect(page.locator(".notice-warn", has_text="Закінчується папір: Кіоск 1")).to_be_visible()
    expect(box).to_contain_text("Відлік паперу не почато")

    box.get_by_role("button", name="Новий рулон").click()
    page.get_by_role("dialog").get_by_label("Скільки паперу на рулоні").fill("30")
    page.get_by_role("dialog").get_by_role("button", name="Рулон поставлено").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(box).to_contain_text("лишилося ≈ 30 м")
    hall.box_command(kiosk, "report-health", {"version": "1", "devices": [{"name": "printer", "state": "ready"}]})
    expect(page.locator(".notice-warn", has_text="Закінчується папір")).to_have_count(0)
