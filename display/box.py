"""The display put together: the parts of every box, and either a kept browser or one line with the address."""

from collections.abc import Callable, Sequence

from display.address_note import AddressNote
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


def parts(
    settings: BoxSettings,
    enrolled: BoxEnrolled,
    *,
    link: Link,
    say: Callable[[str], None],
    test_flags: Sequence[str] = (),
) -> tuple[Part, ...]:
    """Everything to run; raises ``ConfigurationRefused``. ``test_flags`` are the browser's, for tests alone."""
    health = Health(link, box.version())
    common = box.assembled(settings, enrolled, box.NobodyListens(), link=link, health=health)
    if settings.screen is None:
        return (*common, AddressNote(Entrance(settings.server_url, enrolled.device_key).address, say))
    wishes = (("scale", f"{settings.screen.scale:g}"),)
    holding = HoldingPage(Entrance(settings.server_url, enrolled.device_key, wishes).address)
    screen = Screen(
        lambda: holding.address,
        note=health.note,
        browser=settings.screen.browser,
        landmark=LANDMARK,
        test_flags=test_flags,
    )
    return (*common, holding, screen)
