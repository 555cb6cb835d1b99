"""One virtual wire with what stands on it, on a thread of its own; what the page and the tests press."""

import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Self

from hardware.buttons.ports import KeyPress
from hardware.buttons.virtual.far_end import FarEnd, Said, Seen
from hardware.buttons.virtual.misbehaviour import OFFERED, Mode
from hardware.buttons.virtual.places import Place, Plug
from hardware.buttons.virtual.spoiling import Spoiler

TURN_SECONDS = 0.02


class ModeNotOffered(ValueError):
    """This cannot happen to panels of this make."""


class VirtualWire:
    """Use as a context, or ``start`` and ``stop``. Safe in several threads."""

    def __init__(self, far_end: FarEnd, place: Place, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.far_end = far_end
        self._place = place
        self._clock = clock
        self._handling = threading.RLock()
        self._mode = Mode.NORMAL
        self._spoiler = Spoiler(far_end.sum_at)
        self._outgoing: deque[bytes] = deque()
        self._plug: Plug | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="virtual-panel", daemon=True)

    @property
    def address(self) -> str:
        """Of the wire, as a box's settings name it."""
        return self._place.address

    @property
    def mode(self) -> Mode:
        """How it behaves now."""
        with self._handling:
            return self._mode

    def misbehave(self, mode: Mode) -> None:
        """Behave so from now on; raises ``ModeNotOffered``, and ``OSError`` when the wire's place is taken."""
        if mode not in OFFERED[self.far_end.make]:
            raise ModeNotOffered(mode)
        with self._handling:
            if mode is Mode.UNPLUGGED:
                self.unplug()
            elif self._mode is Mode.UNPLUGGED:
                self.plug_in()
            self._mode = mode
            self.far_end.misbehave(mode)

    def touch(self, address: str, pressed: KeyPress) -> None:
        """A finger on a key; raises ``AddressUnknown``."""
        with self._handling:
            self.far_end.press(address, pressed, self._clock())

    def seen(self, address: str) -> Seen:
        """What a person sees of a panel; raises ``AddressUnknown``."""
        with self._handling:
            return self.far_end.seen(address, self._clock())

    def plug_in(self) -> None:
        """Connect the wire, as ``start`` does."""
        with self._handling:
            if self._plug is None:
                self._plug = self._place.plug_in()

    def unplug(self) -> None:
        """Pull the wire out; the panels keep their power."""
        with self._handling:
            self._outgoing.clear()
            if self._plug is not None:
                self._plug.close()
                self._plug = None

    def say(self, data: bytes) -> None:
        """Put any bytes on the wire: noise, and frames that no firmware would send."""
        with self._handling:
            if self._plug is not None:
                self._plug.write(data)

    def start(self) -> None:
        """Power and wire on, unless it was told to be unplugged; raises ``OSError`` when the wire's place is taken."""
        if self._mode is not Mode.UNPLUGGED:
            self.plug_in()
        self._thread.start()

    def stop(self) -> None:
        """Power off; the link is taken away."""
        self._stop.set()
        self._thread.join()
        self.unplug()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stop.wait(TURN_SECONDS):
            with self._handling:
                if self._plug is not None:
                    now = self._clock()
                    self._send(self.far_end.hear(self._plug.read(timeout_seconds=0), now), now)
                    self._send(self.far_end.due(now), now)
                    self._put_on_the_wire(now)

    def _send(self, said: list[Said], now: float) -> None:
        for each in said:
            self._outgoing += self._spoiler.pieces(self._mode, each, now)

    def _put_on_the_wire(self, now: float) -> None:
        """What comes in pieces comes one a turn."""
        noise = self._spoiler.noise(self._mode, now)
        if noise:
            self._outgoing.append(noise)
        for _ in range(1 if self._mode is Mode.PIECES else len(self._outgoing)):
            if self._outgoing:
                self.say(self._outgoing.popleft())
