"""The display put together: the parts of every box, the page to wait on, and a kept browser if it has a screen."""

from collections.abc import Sequence

from display.entrance import Entrance
from display.holding_page import HoldingPage
from hardware import box
from hardware.health import Health
from hardware.link import Link
from hardware.parts import Part
from hardware.screen import Screen
from hardware.settings import BoxSettings
from server.contract.catalogue import BoxEnrolled

LANDMARK = "#screen"
"""What the board and the holding page have, and neither an error page nor the server's form for a code."""


class Display:
    """Raises ``ConfigurationRefused``. ``test_flags`` are the browser's, for tests alone."""

    def __init__(self, settings: BoxSettings, enrolled: BoxEnrolled, *, test_flags: Sequence[str] = ()) -> None:
        self.link = Link(settings.server_url, enrolled.device_key)
        health = Health(self.link, box.version())
        common = box.assembled(settings, enrolled, box.NobodyListens(), link=self.link, health=health)
        scale = settings.screen.scale if settings.screen is not None else 1.0
        entrance = Entrance(settings.server_url, enrolled.device_key, scale)
        self._holding = HoldingPage(settings.display, entrance.address)
        self.parts: tuple[Part, ...] = (*common, self._holding)
        if settings.screen is not None:
            screen = Screen(
                lambda: self.address,
                note=health.note,
                browser=settings.screen.browser,
                landmark=LANDMARK,
                test_flags=test_flags,
            )
            self.parts = (*self.parts, screen)

    @property
    def address(self) -> str:
        """Where a browser of this machine finds the board, or waits for it."""
        return self._holding.address
