"""Virtual panels on one wire, on a thread of their own; what the page and the tests press."""

import logging
import secrets
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from hardware.buttons.frames import Frame, FrameReader, encoded
from hardware.buttons.protocol import MOST_BOOTS, Key, Lamp, from_box
from hardware.buttons.virtual.firmware import Firmware
from hardware.buttons.virtual.terminal import PseudoTerminal
from server.contract.terms import PressKind

log = logging.getLogger(__name__)

TURN_SECONDS = 0.02


class AddressUnknown(LookupError):
    """No panel has this address."""


class VirtualPanel:
    """One wire with a panel at each address. Use as a context, or ``start`` and ``stop``."""

    def __init__(self, wire: Path, addresses: Iterable[int] = (1,)) -> None:
        self._wire = wire
        self._handling = threading.RLock()
        self._panels = {address: Firmware(address, secrets.randbelow(MOST_BOOTS)) for address in addresses}
        self._terminal: PseudoTerminal | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="virtual-panel", daemon=True)

    @property
    def addresses(self) -> tuple[int, ...]:
        """Of the panels, as given."""
        return tuple(self._panels)

    def press(self, address: int, key: Key = Key.CALL, kind: PressKind = PressKind.SHORT) -> None:
        """A finger on a key; raises ``AddressUnknown``."""
        with self._handling:
            self._panel(address).press(key, time.monotonic(), kind)

    def lamp(self, address: int) -> Lamp:
        """What the panel's lamp does now; raises ``AddressUnknown``."""
        with self._handling:
            return self._panel(address).lamp(time.monotonic())

    def is_sending(self, address: int) -> bool:
        """Whether a press waits for its acknowledgement; raises ``AddressUnknown``."""
        with self._handling:
            return self._panel(address).is_sending

    def plug_in(self) -> None:
        """Connect the wire, as ``start`` does."""
        with self._handling:
            if self._terminal is None:
                self._terminal = PseudoTerminal(self._wire)

    def unplug(self) -> None:
        """Pull the wire out; the panels keep their power."""
        with self._handling:
            if self._terminal is not None:
                self._terminal.close()
                self._terminal = None

    def say(self, data: bytes) -> None:
        """Put any bytes on the wire: noise, and frames that no firmware would send."""
        with self._handling:
            if self._terminal is not None:
                self._terminal.write(data)

    def start(self) -> None:
        """Power and wire on; raises ``OSError`` when the link cannot be made."""
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
        reader = FrameReader()
        while not self._stop.wait(TURN_SECONDS):
            with self._handling:
                if self._terminal is None:
                    continue
                for frame in reader.feed(self._terminal.read(timeout_seconds=0)):
                    self._hear(frame)
                for panel in self._panels.values():
                    self._send(panel.due(time.monotonic()))

    def _hear(self, frame: Frame) -> None:
        message = from_box(frame)
        if message is not None and message.address in self._panels:
            self._send(self._panels[message.address].hear(message, time.monotonic()))

    def _send(self, frames: list[Frame]) -> None:
        for frame in frames:
            self.say(encoded(frame))

    def _panel(self, address: int) -> Firmware:
        if address not in self._panels:
            raise AddressUnknown(address)
        return self._panels[address]
