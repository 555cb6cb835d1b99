"""The page of the virtual panels in a real Chromium: presses go to the wire, lamps come from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hardware.buttons.panels import Panels
from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import Lamp
from hardware.buttons.virtual.misbehaviour import Mode
from hardware.buttons.virtual.page import PageServer
from hardware.buttons.virtual.panel import VirtualPanel
from hardware.buttons.virtual.places import LinkPlace
from hardware.buttons.virtual.qsystem_panels import QsystemPanels
from hardware.buttons.virtual.window_displays import VirtualDisplays
from hardware.buttons.virtual.wire import VirtualWire
from hardware.buttons.wired import SerialWire
from hardware.parts import RunningParts
from server.contract.terms import PressKind
from tests.browser.hall import wait_until
from tests.browser.pages import Opener, Troubles
from tests.hardware.buttons.hearing import Hearing

pytestmark = pytest.mark.browser

Served = tuple[str, VirtualPanel]


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    return tmp_path / "wire"


@pytest.fixture
def served(wire: Path) -> Iterator[Served]:
    """The page's address, and its panels."""
    with VirtualPanel(wire, (1, 2)) as panels:
        page = PageServer(panels, 0)
        page.start()
        yield f"http://127.0.0.1:{page.port}/", panels
        page.stop()


def panel(page: Page, address: int) -> Callable[[str], None]:
    """Presses the key of this name on a panel."""
    return lambda name: page.locator(f'[data-address="{address}"]').get_by_role("button", name=name, exact=True).click()


def test_a_press_on_the_page_is_a_press_on_the_wire_and_the_lamp_answers(
    served: Served, wire: Path, page_at: Opener
) -> None:
    heard = Hearing()
    box = RunningParts([Panels(SerialWire(str(wire)), {"1": "Перше", "2": "Друге"}, heard)])
    box.start()
    page = page_at(served[0])

    panel(page, 2)("Викликати")
    panel(page, 1)("Не з’явився")
    wait_until(lambda: set(heard.keys) == {("2", "call"), ("1", "missed")}, "both presses on the wire")
    heard.show("2", Lamp.STEADY)

    expect(page.locator('[data-address="2"] .state')).to_have_text("світиться: талон викликано")
    expect(page.locator('[data-address="1"] .state')).to_have_text("не світиться")
    assert box.stop() == ()


def test_the_page_holds_a_key_down_and_presses_the_second_button(served: Served, wire: Path, page_at: Opener) -> None:
    heard = Hearing()
    box = RunningParts([Panels(SerialWire(str(wire)), {"1": "Перше"}, heard)])
    box.start()
    page = page_at(served[0])

    panel(page, 1)("Викликати, тримаючи натиснутою")
    wait_until(lambda: heard.presses == [("1", KeyPress("call", PressKind.LONG))], "held down")
    panel(page, 2)("Друга кнопка")

    wait_until(lambda: ("2", KeyPress("call", PressKind.SECOND)) in heard.presses, "the second button")
    assert box.stop() == ()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_page_is_accessible(
    language: str, served: Served, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{served[0]}?language={language}")

    assert_accessible(page)
    assert page.locator("html").get_attribute("lang") == language


@pytest.fixture(params=[QsystemPanels((32, 33)), VirtualDisplays((5, 6))], ids=["qsystem", "display"])
def displaying(request: pytest.FixtureRequest, wire: Path) -> Iterator[tuple[str, VirtualWire]]:
    """The page's address, and a wire with something on it that shows texts; stays until the browser has left."""
    with VirtualWire(request.param, LinkPlace(wire)) as virtual:
        page = PageServer(virtual, 0)
        page.start()
        yield f"http://127.0.0.1:{page.port}/", virtual
        page.stop()


def test_a_switch_on_the_page_takes_the_power_and_all_is_still_accessible(
    displaying: tuple[str, VirtualWire], page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    address, virtual = displaying
    page = page_at(address)

    page.get_by_role("button", name="Усі без живлення").click()
    expect(page.locator("#mode")).to_have_text("Усі без живлення")
    expect(page.locator(".text").first).to_have_text("без живлення")

    assert_accessible(page)
    assert virtual.mode is Mode.SILENT


def test_panels_that_are_off_are_said_to_be(wire: Path, page_at: Opener, troubles: Troubles) -> None:
    troubles.expect("net::ERR_")
    with VirtualPanel(wire, (1,)) as panels:
        server = PageServer(panels, 0)
        server.start()
        page = page_at(f"http://127.0.0.1:{server.port}/")

        server.stop()

    expect(page.get_by_role("alert")).to_have_text("Програму зупинено")
