"""Runs a box without a screen: a printer, window-call buttons, or both."""

import sys

from hardware import box
from hardware.command_line import main
from hardware.health import Health
from hardware.link import Link
from hardware.service_notice import ServiceNotice
from hardware.settings import BoxSettings
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxKind


def run(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
    """Until SIGTERM or Ctrl-C."""
    stop = box.stop_on_signals()
    link = Link(settings.server_url, enrolled.device_key)
    parts = box.assembled(settings, enrolled, box.NobodyListens(), link=link, health=Health(link, box.version()))
    box.run(parts, link=link, notice=ServiceNotice(), stop=stop)
    return 0


if __name__ == "__main__":
    sys.exit(main("hardware", __doc__ or "", (BoxKind.PRINTER, BoxKind.BUTTONS), run))
