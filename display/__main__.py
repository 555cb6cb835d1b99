"""Runs a display: keeps a browser on the screen, waiting or showing the board of the hall, and reports its health."""

import sys

from display.box import Display
from hardware import box
from hardware.command_line import main
from hardware.service_notice import ServiceNotice
from hardware.settings import BoxSettings
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxKind


def run(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
    """Until SIGTERM or Ctrl-C."""
    stop = box.stop_on_signals()
    display = Display(settings, enrolled)
    print(f"Board: {display.address}", flush=True)
    box.run(display.parts, link=display.link, notice=ServiceNotice(), stop=stop)
    return 0


if __name__ == "__main__":
    sys.exit(main("display", __doc__ or "", (BoxKind.DISPLAY,), run))
