"""Looks through a box's settings to their end, drivers and wires included, before anything is done by them."""

from hardware.buttons.fitting import Buttons
from hardware.configured_printer import open_all
from hardware.link import Link
from hardware.settings import BoxSettings


def check(settings: BoxSettings) -> None:
    """Raises ``ConfigurationRefused``; opens no device and asks no server."""
    for printer in open_all(settings).values():
        printer.close()
    Buttons(settings.buttons, link=Link(settings.server_url, ""), displays=settings.window_displays)
