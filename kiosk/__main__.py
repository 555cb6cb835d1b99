"""Runs a kiosk: its page on loopback, its printer, and its way to the server."""

import sys

from hardware import box
from hardware.command_line import main
from hardware.service_notice import ServiceNotice
from hardware.settings import BoxSettings
from kiosk.box import Kiosk
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxKind


def run(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
    """Until SIGTERM or Ctrl-C."""
    stop = box.stop_on_signals()
    kiosk = Kiosk(settings, enrolled)
    print(f"Kiosk page: {kiosk.url}", flush=True)
    box.run(kiosk.parts, link=kiosk.link, notice=ServiceNotice(), stop=stop)
    return 0


if __name__ == "__main__":
    sys.exit(main("kiosk", __doc__ or "", (BoxKind.KIOSK,), run))
