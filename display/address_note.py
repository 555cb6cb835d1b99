"""For a display whose browser somebody opens by hand: prints the address once, when the server answers."""

import logging
import threading
from collections.abc import Callable

from hardware.errors import LinkError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0
LOOK_SECONDS = 20.0


class AddressNote:
    """A part of the box that has done its work after one line."""

    name = "address"

    def __init__(self, way: Callable[[], str], say: Callable[[str], None]) -> None:
        self._way = way
        self._say = say
        self._woken = threading.Event()

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Say the address, then rest until ``stop``."""
        is_said = False
        has_said_why = False
        while not stop.is_set():
            tick()
            if not is_said:
                try:
                    self._say(f"Board: {self._way()} (opens once, in the screen's browser)")
                    is_said = True
                except LinkError as error:
                    if not has_said_why:
                        log.warning("no address for the board yet: %s", error)
                    has_said_why = True
            self._woken.wait(LOOK_SECONDS if is_said else PAUSE_SECONDS)
            self._woken.clear()

    def wake(self) -> None:
        """Look whether to stop."""
        self._woken.set()
