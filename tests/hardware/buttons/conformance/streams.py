"""Panels that speak by themselves on a serial wire: our own protocol, and QSystem's."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from hardware.buttons.frames import encoded
from hardware.buttons.panel import SILENT_AFTER_SECONDS
from hardware.buttons.panels import Panels
from hardware.buttons.protocol import Alive, Key, Lamp, Press, panel_frame
from hardware.buttons.qsystem import QsystemPanels
from hardware.buttons.wired import SerialWire
from hardware.parts import Part
from hardware.pseudo_terminal import PseudoTerminal
from server.contract.terms import DeviceState
from tests.hardware.buttons.conformance.rigs import SEED, Clock, Rig, Trick, at_work
from tests.hardware.buttons.hearing import Hearing
from tests.kiosk.running import wait_until

RUBBISH_BYTES = 3000
"""A pseudo-terminal holds 4095: with more, what comes after it might be lost."""


class Stream:
    """The panels' end of the wire. ``call`` and ``start`` are frames of two keys, new ones at each time."""

    def __init__(self, link: Path, call: Callable[[], bytes], start: Callable[[], bytes]) -> None:
        self._link = link
        self._call = call
        self._start = start
        self.terminal = PseudoTerminal(link)

    def tricks(self, rig: Rig) -> dict[Trick, Callable[[], None]]:
        """What both protocols have in common."""

        def say(*pieces: bytes) -> Callable[[], None]:
            return lambda: self.terminal.write(b"".join(pieces))

        half = self._call()
        damaged = bytearray(self._call())
        damaged[-2] ^= 1
        return {
            Trick.PRESS: say(self._call()),
            Trick.NOISE: say(b"\xff\x00\x01<\x07>,*", self._call(), b"\x00<\x01"),
            Trick.HALF: say(half[: len(half) // 2], self._call()),
            Trick.TWO_AT_ONCE: say(self._call(), self._start()),
            Trick.DAMAGED: say(bytes(damaged)),
            Trick.TEN_A_SECOND: say(*(self._call() for _ in range(10))),
            Trick.RUBBISH: self._rubbish,
            Trick.REPLUG: lambda: self._replug(rig),
        }

    def _rubbish(self) -> None:
        self.terminal.write(random.Random(SEED).randbytes(RUBBISH_BYTES))

    def _replug(self, rig: Rig) -> None:
        self.terminal.close()
        rig.wait_for(DeviceState.FAULT)
        self.terminal = PseudoTerminal(self._link)
        # What is said before the box has opened the wire, its driver throws away.
        wait_until(lambda: self.terminal.read(timeout_seconds=0.05) != b"", "the box tells the lamps")
        self.terminal.write(self._call())
        rig.wait_for(DeviceState.READY)


@contextmanager
def cherha(folder: Path) -> Iterator[Rig]:
    heard, clock, numbers = Hearing(), Clock(), count(1)

    def frame(key: Key, address: int = 1) -> bytes:
        return encoded(panel_frame(Press(address, next(numbers), key, 7)))

    link = folder / "wire"
    stream = Stream(link, lambda: frame(Key.CALL), lambda: frame(Key.START))
    rig = Rig(heard, clock, {}, lambda: stream.terminal.write(frame(Key.MISSED, 2)), ("2", "missed"))

    def fall_silent() -> None:
        clock.pass_by(SILENT_AFTER_SECONDS + 1)
        stream.terminal.write(encoded(panel_frame(Alive(2, next(numbers), Lamp.OFF, 7))))
        rig.wait_for(DeviceState.WARNING)

    rig.tricks = stream.tricks(rig) | {Trick.DEAD: fall_silent}
    with at_work(heard, Panels(SerialWire(str(link)), {"1": "3"}, heard, note=heard.reports.append, clock=clock)):
        yield rig
    stream.terminal.close()


@contextmanager
def qsystem(folder: Path) -> Iterator[Rig]:
    heard, clock, link = Hearing(), Clock(), folder / "wire"
    stream = Stream(link, lambda: b"\x01\x28\x31\x07", lambda: b"\x01\x28\x32\x07")
    rig = Rig(heard, clock, {}, lambda: stream.terminal.write(b"\x01\x29\x34\x07"), ("41", "missed"))
    rig.tricks = stream.tricks(rig)
    wire = SerialWire(str(link), baud=57600)
    part: Part = QsystemPanels(wire, {"40": "3"}, heard, note=heard.reports.append, clock=clock)
    with at_work(heard, part):
        yield rig
    stream.terminal.close()


RIGS = {"cherha": cherha, "qsystem": qsystem}
