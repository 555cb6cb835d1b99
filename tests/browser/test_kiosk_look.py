"""Every screen of the kiosk, upright and lying, in both languages and all three aids: readable, reachable, whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Opener
from tests.kiosk.process import KioskProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UPRIGHT, LYING = (1080, 1920), (1920, 1080)
# On a 21.5-inch full-HD screen a millimetre is 4.03 px.
LEAST_LETTER_PX, LEAST_TARGET_PX, LEAST_GAP_PX = 41.9, 20 * 4.03, 3 * 4.03
AIDS = {
    "plain": (),
    "contrast": ("Контраст",),
    "large": ("Більші літери",),
    "low": ("Кнопки нижче",),
    "large and low": ("Більші літери", "Кнопки нижче"),
}

FAULTS = """async ([letter, target, gap]) => {
  await document.fonts.ready;
  const said = (element) => element.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
  const faults = [];
  for (const element of document.querySelectorAll("#kiosk *")) {
    const box = element.getBoundingClientRect();
    if (!box.width || element.closest("svg")) continue;
    const isPushed = element.closest(".facts dl"); // a long list is pushed with the finger
    if (!isPushed && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1))
      faults.push(`outside the screen: ${said(element)}`);
    const style = getComputedStyle(element);
    const holds = element.matches(".tile, .row, .switch, .screen, .stub, .wish, .deed, .after");
    const isFull = element.scrollHeight > element.clientHeight + 3;
    if ((holds || style.overflow === "hidden") && isFull) faults.push(`cut off: ${said(element)}`);
    if (element.matches(".facts") && element.clientHeight < 4 * letter) faults.push("no room for the facts");
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (hasText && parseFloat(style.fontSize) < letter) faults.push(`small letters: ${said(element)}`);
  }
  const isPushedAway = (button) => {
    const list = button.closest(".facts")?.getBoundingClientRect();
    const box = button.getBoundingClientRect();
    return list && (box.bottom > list.bottom || box.top < list.top);
  };
  const placed = (button) => [said(button), button.getBoundingClientRect()];
  const isTouchable = (button) => !button.closest("[inert]") && !isPushedAway(button);
  const buttons = [...document.querySelectorAll("button")].filter(isTouchable).map(placed);
  for (const [index, [name, box]] of buttons.entries()) {
    if (box.width < target || box.height < target) faults.push(`small target: ${name} ${box.width}×${box.height}`);
    for (const [other, next] of buttons.slice(index + 1)) {
      const aside = Math.max(next.left - box.right, box.left - next.right);
      const apart = Math.max(aside, next.top - box.bottom, box.top - next.bottom);
      if (apart < gap) faults.push(`too near: ${name} and ${other}: ${apart}`);
    }
  }
  return faults;
}"""


@pytest.mark.parametrize("size", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_every_screen_is_readable_and_within_reach(
    kiosk: KioskProcess, page_at: Opener, assert_accessible: Callable[[Page], None], size: tuple[int, int]
) -> None:
    page = page_at(kiosk.url, size=size)
    expect(page.locator(".tile").first).to_be_visible()
    faults: list[str] = []

    def look(screen: str) -> None:
        assert_accessible(page)
        found = page.evaluate(FAULTS, [LEAST_LETTER_PX, LEAST_TARGET_PX, LEAST_GAP_PX])
        faults.extend(f"{screen}: {fault}" for fault in found)

    for aid, names in AIDS.items():
        for language in ("uk", "en"):
            for name in names:
                page.get_by_role("button", name=name).click()
            if language == "en":
                page.get_by_role("button", name="English").click()
            walk(page, lambda screen, aid=aid, language=language: look(f"{aid} {language} {screen}"))  # type: ignore[misc]
    assert not faults, "\n".join(faults)


def walk(page: Page, look: Callable[[str], None]) -> None:
    """From the first screen to the ticket by whatever comes first, and back to the first screen."""
    look("home")
    page.locator(".tile").first.click()
    look("services")
    page.locator(".row").first.click()
    look("purpose")
    page.locator(".row").nth(1).click()
    look("confirm")
    add_services(page, look)
    go_back(page, look)
    page.locator(".switch").first.click()
    page.locator(".switch").last.click()
    look("category")
    page.locator(".row").first.click()
    look("visit")
    page.locator(".button.is-main").click()
    expect(page.locator(".paper.is-printed")).to_be_visible()
    look("ticket")
    page.locator(".give-up").click()
    look("whether to cancel")
    page.locator(".asking .button").last.click()
    expect(page.locator(".is-cancelled")).to_be_visible()
    look("cancelled")
    page.locator(".button.is-main").click()
    expect(page.locator(".tile").first).to_be_visible()


def go_back(page: Page, look: Callable[[str], None]) -> None:
    """With several services, to the first screen, and by the same choices to the last look again."""
    for _ in ("purpose", "services"):
        page.locator(".ways .button").first.click()
    look("services of a visit")
    page.locator(".ways .button").first.click()
    look("home of a visit")
    page.locator(".tile").first.click()
    page.locator(".row").first.click()
    expect(page.locator(".visit")).to_be_visible()


def add_services(page: Page, look: Callable[[str], None]) -> None:
    """As many as one visit may have."""
    page.locator(".one-more").click()
    look("one more")
    page.locator(".tile").first.click()
    look("services for one more")
    page.locator(".row:enabled").first.click()
    for sphere in (1, 2, 3):
        page.locator(".one-more").click()
        page.locator(".tile").nth(sphere).click()
        page.locator(".row:enabled").first.click()
    expect(page.locator(".one-more")).to_be_hidden()


def test_every_target_is_low_when_asked_for(kiosk: KioskProcess, page_at: Opener) -> None:
    page = page_at(kiosk.url, size=UPRIGHT)
    page.get_by_role("button", name="Кнопки нижче").click()

    for step in (".tile", ".row", ".row", ".switch"):
        expect(page.locator(step).first).to_be_visible()
        highest = page.evaluate(
            "() => Math.min(...[...document.querySelectorAll('button')].map(b => b.getBoundingClientRect().top))"
        )
        assert highest > UPRIGHT[1] * 0.22, step
        page.locator(step).first.click()


def test_a_button_says_what_it_does_in_four_words(kiosk: KioskProcess, page_at: Opener) -> None:
    page = page_at(kiosk.url, size=UPRIGHT)
    long: list[str] = []

    def look(_screen: str) -> None:
        for text in page.locator(".button").all_inner_texts():
            long.extend([text] if len(text.split()) > 4 else [])

    walk(page, look)

    assert not long


@pytest.mark.parametrize("size", [LYING, (1024, 768)])
def test_the_page_is_as_high_as_the_screen_and_no_letter_covers_a_name(
    kiosk: KioskProcess, page_at: Opener, size: tuple[int, int]
) -> None:
    page = page_at(kiosk.url, size=size)
    expect(page.locator(".tile").first).to_be_visible()

    assert page.evaluate("document.documentElement.scrollHeight") == size[1]
    covered = """() => [...document.querySelectorAll(".tile")].filter((tile) => {
      const range = document.createRange();
      range.selectNodeContents(tile.querySelector(".name"));
      const lines = [...range.getClientRects()];
      return [...tile.querySelectorAll(".letters i")].map((letter) => letter.getBoundingClientRect()).some((badge) =>
        lines.some((line) => line.right > badge.left && line.left < badge.right
          && line.top + line.height / 4 < badge.bottom && badge.width > 0));
    }).map((tile) => tile.textContent.trim())"""
    assert page.evaluate(covered) == []
