"""Pictures of the running product for README and docs: ``make screenshots``."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import requests
from playwright.sync_api import Browser, Page, expect, sync_playwright

from server.contract.terms import BoxKind
from tests.browser.hall import Hall, running_hall, seeded_folder, wait_until
from tests.browser.pages import ARGUMENTS, FULL_HD, OFFICE_SCREEN, Opener, Troubles
from tests.hardware.printers.pictures import draw_layouts
from tests.kiosk.process import KioskProcess, kiosk_process

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
KIOSK_SCREEN = (1080, 1920)
PHONE_SCREEN = (412, 860)


def main() -> None:
    """Seeds a hall, lives through a few minutes of it, and keeps what is seen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    draw_layouts()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        codes = seeded_folder(folder / "hall")
        hall = stack.enter_context(running_hall(folder / "hall", codes, CHERHA_FORECAST="true"))
        kiosk = stack.enter_context(kiosk_process(hall.url, hall.codes.pop(BoxKind.KIOSK), folder / "kiosk"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        stack.callback(browser.close)
        take_all(hall, kiosk, browser)


def take_all(hall: Hall, kiosk: KioskProcess, browser: Browser) -> None:
    """Each page at its real size, in the order of a visit."""
    pages = Opener(browser, Troubles())
    secret = a_visit_at_the_kiosk(kiosk, pages)
    phone = pages(f"{hall.url}/t/{secret}", size=PHONE_SCREEN)
    keep(phone, "phone")
    calls_of_a_morning(hall)
    keep(board(hall, pages), "board")
    for login, path, name in (
        ("olena", "/desk", "desk"),
        ("oksana", "/reception", "reception"),
        ("it", "/office/", "office"),
    ):
        page = pages(f"{hall.url}{path}", size=OFFICE_SCREEN, sign_in=signing_in(hall, login))
        keep(page, name)
    pages.close()


def a_visit_at_the_kiosk(kiosk: KioskProcess, pages: Opener) -> str:
    """The kiosk's first and last screen, and the slip; the secret of the ticket's phone page."""
    page = pages(kiosk.url, size=KIOSK_SCREEN, has_touch=True)
    answers: list[dict[str, str]] = []
    page.on("response", lambda reply: answers.append(reply.json()) if "take-ticket" in reply.url else None)
    expect(page.locator(".tile").first).to_be_visible(timeout=20_000)
    keep(page, "kiosk")
    for name in ("Паспорти", "Паспорт для виїзду за кордон", "Подати документи", "Взяти талон"):
        page.get_by_role("button", name=name).first.tap()
    expect(page.get_by_text("Заберіть талон").first).to_be_visible(timeout=20_000)
    keep(page, "kiosk-ticket")
    kiosk.printer.wait_for_slip(1, 10)
    shutil.copyfile(kiosk.printer.slips[0].path, PICTURES / "slip.png")
    wait_until(lambda: bool(answers), "the ticket is answered")
    return answers[0]["phone_secret"]


def calls_of_a_morning(hall: Hall) -> None:
    """Three windows call; one of them already serves."""
    windows = hall.window_ids()
    for login, window in (("taras", "1"), ("iryna", "7"), ("olena", "3")):
        hall.command(login, "call-next", {"window_id": windows[window]})
        if login == "taras":
            hall.command(login, "start-serving", {"window_id": windows[window]})


def board(hall: Hall, pages: Opener) -> Page:
    """The board, with its first snapshot."""
    key = hall.enrol(BoxKind.DISPLAY)
    reply = requests.post(f"{hall.url}/v1/boxes/browser", headers={"Authorization": f"Box {key}"}, timeout=10)
    page = pages(f"{hall.url}{reply.json()['path']}", size=FULL_HD)
    expect(page.locator("[data-call-id]").first).to_be_visible(timeout=20_000)
    return page


def signing_in(hall: Hall, login: str) -> Callable[[Page], None]:
    """What ``page_at`` does first."""
    return lambda page: hall.sign_in(page, login)


def keep(page: Page, name: str) -> None:
    """What is on the screen once fonts and news are there."""
    page.wait_for_timeout(800)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=PICTURES / f"{name}.png")
    print(PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
