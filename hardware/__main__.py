"""Runs a box without a screen: a printer, window-call buttons, or both."""

import sys

from hardware import box
from hardware.command_line import main
from hardware.service_notice import ServiceNotice
from hardware.settings import BoxSettings
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxKind


def run(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
    """Until SIGTERM or Ctrl-C."""
    stop = box.stop_on_signals()
    whole = box.assembled(settings, enrolled, box.NobodyListens())
    box.run(whole.parts, notice=ServiceNotice(), stop=stop)
    whole.link.close()
    return 0


if __name__ == "__main__":
    sys.exit(main("hardware", __doc__ or "", (BoxKind.PRINTER, BoxKind.BUTTONS), run))
