"""Runs a display: keeps a browser on the screen, waiting or showing the board of the hall, and reports its health."""

import sys
from functools import partial

from display.box import parts
from hardware import box
from hardware.command_line import main
from hardware.link import Link
from hardware.service_notice import ServiceNotice
from hardware.settings import BoxSettings
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxKind


def run(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
    """Until SIGTERM or Ctrl-C."""
    stop = box.stop_on_signals()
    link = Link(settings.server_url, enrolled.device_key)
    running = parts(settings, enrolled, link=link, say=partial(print, flush=True))
    box.run(running, link=link, notice=ServiceNotice(), stop=stop)
    return 0


if __name__ == "__main__":
    sys.exit(main("display", __doc__ or "", (BoxKind.DISPLAY,), run))
