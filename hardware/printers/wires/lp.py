"""A USB printer as the kernel's usblp shows it: /dev/usb/lp0, read and write."""

import os
import select
from pathlib import Path

from hardware.errors import WireUnreachable
from hardware.printers.wires.descriptor import DescriptorWire

FAREWELL_MS = 2000
"""usblp drops the piece that is under way when its file is closed."""


def open_lp(path: Path) -> DescriptorWire:
    """Raises ``WireUnreachable``: not plugged in, no right to it, or in use by another program."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError as error:
        raise WireUnreachable(str(path), error.strerror or str(error)) from error

    def let_go(is_wanted: bool) -> None:  # noqa: FBT001  a value, not a switch
        if is_wanted:
            under_way = select.poll()
            under_way.register(descriptor, select.POLLOUT)
            under_way.poll(FAREWELL_MS)
        os.close(descriptor)

    return DescriptorWire(descriptor, str(path), let_go)
