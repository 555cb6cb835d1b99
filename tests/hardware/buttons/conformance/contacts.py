"""Keys that the box itself looks at: contacts on Modbus modules, and a number pad."""

from __future__ import annotations

import queue
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evdev import InputEvent, ecodes

from hardware.buttons.contacts import LONG_SECONDS, OPEN_SECONDS, STUCK_SECONDS
from hardware.buttons.modbus import ModbusPanels
from hardware.buttons.modbus_line import ModbusLine, serial_line, tcp_line
from hardware.buttons.numpad import Numpad, Pad
from hardware.buttons.settings import Parity
from hardware.errors import WireBroke, WireUnreachable
from server.contract.terms import DeviceState, PanelMake
from tests.hardware.buttons.conformance.rigs import SEED, Clock, Rig, Trick, at_work
from tests.hardware.buttons.hearing import Hearing
from tests.hardware.buttons.modules import Modules, SerialModules, tcp_modules
from tests.kiosk.running import wait_until

PATIENT_SECONDS = 1.0
TENTH = 0.05
"""Half of one of ten presses in a second."""
MOMENT = OPEN_SECONDS + 0.01


class Finger:
    """On one key of a device; ``change`` puts it down or lifts it, and comes back when the box has looked."""

    def __init__(self, clock: Clock, change: Callable[[bool], None]) -> None:
        self._clock = clock
        self._change = change

    def press(self) -> None:
        """Short, and off it."""
        self.chatter(1)
        self.leave()

    def chatter(self, times: int) -> None:
        """Ten times a second."""
        for _ in range(times):
            self._change(True)
            self._clock.pass_by(TENTH)
            self._change(False)
            self._clock.pass_by(TENTH if times > 1 else 0)

    def leave(self) -> None:
        """Until the key is up for good."""
        self._change(False)
        self._clock.pass_by(MOMENT)
        self._change(False)

    def ten_a_second(self) -> None:
        """And off it."""
        self.chatter(10)
        self.leave()

    def hold_with_chatter(self) -> None:
        """A worn key, held."""
        self.chatter(2)
        self.stay(LONG_SECONDS)
        self._change(False)
        self._clock.pass_by(TENTH)
        self.chatter(2)
        self.leave()

    def stay(self, seconds: float) -> None:
        """Down."""
        self._change(True)
        self._clock.pass_by(seconds)
        self._change(True)


@contextmanager
def modbus_rtu(folder: Path) -> Iterator[Rig]:
    modules, link = Modules(1, 2), folder / "line"
    wired = SerialModules(modules, link)
    line = serial_line(str(link), baud=9600, parity=Parity.NONE, answer_seconds=PATIENT_SECONDS)
    # Each costs the time of an answer that does not come.
    with modbus(line, modules, rubbish=6) as (rig, finger, tricks):

        def pressed_amid(spoil: Callable[[], None]) -> Callable[[], None]:
            def play() -> None:
                finger.stay(0)
                spoil()
                finger.press()

            return play

        def replug() -> None:
            nonlocal wired
            wired.unplug()
            rig.wait_for(DeviceState.FAULT)
            wired = SerialModules(modules, link)
            rig.wait_for(DeviceState.READY)
            finger.leave()
            finger.press()

        def damage() -> None:
            modules.spoiled = 2
            wait_until(lambda: modules.spoiled == 0, "a wrong check sum")

        def halve() -> None:
            modules.spoiled = 3
            wait_until(lambda: modules.spoiled == 0, "a half answer and a wrong check sum")

        rig.tricks = tricks | {
            Trick.NOISE: pressed_amid(lambda: wired.terminal.write(b"\xff\x01\x02\x01\x00\x55")),
            Trick.HALF: pressed_amid(halve),
            Trick.DAMAGED: pressed_amid(damage),
            Trick.REPLUG: replug,
        }
        yield rig
    wired.unplug()


@contextmanager
def modbus_tcp(_folder: Path) -> Iterator[Rig]:
    modules = Modules(1, 2)
    with (
        tcp_modules(modules) as address,
        modbus(tcp_line(address, answer_seconds=PATIENT_SECONDS), modules) as (rig, finger, tricks),
    ):

        def is_ready() -> bool:
            # One of them may have been asked just before, and is asked again only later.
            rig.clock.pass_by(0.1)
            return rig.heard.reports[-1].state is DeviceState.READY

        def go_and_come_back() -> None:
            modules.dead |= {1, 2}
            rig.wait_for(DeviceState.FAULT)
            modules.dead.clear()
            wait_until(is_ready, "both answer")
            rig.wait_for(DeviceState.READY)
            finger.leave()
            finger.press()

        rig.tricks = tricks | {Trick.REPLUG: go_and_come_back}
        yield rig


@contextmanager
def modbus(
    line: ModbusLine, modules: Modules, *, rubbish: int = 30
) -> Iterator[tuple[Rig, Finger, dict[Trick, Callable[[], None]]]]:
    """What both ways to modules have in common."""
    heard, clock = Hearing(), Clock()

    def on(module: int, *numbers: int) -> Finger:
        def change(is_down: bool) -> None:  # noqa: FBT001  what the finger does
            for number in numbers:
                (modules.hold if is_down else modules.let_go)(module, number)
            before = modules.looks(module)
            wait_until(lambda: modules.looks(module) > before + 1, "the box has looked")

        return Finger(clock, change)

    finger = on(1, 1)
    rig = Rig(heard, clock, {}, on(2, 8).press, ("2-8", "1"))

    def stick() -> None:
        finger.stay(STUCK_SECONDS + 1)
        rig.wait_for(DeviceState.WARNING)

    def die() -> None:
        modules.dead.add(1)
        rig.wait_for(DeviceState.WARNING)

    def talk_rubbish() -> None:
        source = random.Random(SEED)
        modules.rubbish = [source.randbytes(source.randrange(1, 20)) for _ in range(rubbish)]
        before = modules.looks(1), modules.looks(2)

        def is_over() -> bool:
            # Who answers rubbish is asked ever less often.
            clock.pass_by(0.1)
            return not modules.rubbish and modules.looks(1) > before[0] and modules.looks(2) > before[1]

        wait_until(is_over, "all the rubbish, and both looked at again")

    tricks: dict[Trick, Callable[[], None]] = {
        Trick.PRESS: finger.press,
        Trick.TWO_AT_ONCE: on(1, 1, 2).press,
        Trick.TEN_A_SECOND: finger.ten_a_second,
        Trick.CHATTERING_HOLD: finger.hold_with_chatter,
        Trick.STUCK: stick,
        Trick.DEAD: die,
        Trick.RUBBISH: talk_rubbish,
    }
    part = ModbusPanels(
        line,
        (1, 2),
        heard,
        make=PanelMake.MODBUS_RTU,
        windows={},
        note=heard.reports.append,
        clock=clock,
    )
    with at_work(heard, part):
        wait_until(lambda: modules.looks(1) > 1 and modules.looks(2) > 1, "a first look")
        yield rig, finger, tricks


class PlayedPad(Pad):
    """A pad whose events the test plays; None among them: it is pulled out."""

    def __init__(self) -> None:
        super().__init__("/dev/input/by-id/pad")
        self._batches: queue.Queue[list[InputEvent] | None] = queue.Queue()
        self._is_handed = False
        self.is_plugged = True

    def play(self, batch: list[InputEvent]) -> None:
        """Until the box has done with it."""
        self._batches.put(batch)
        self._batches.put([])
        wait_until(lambda: self._batches.unfinished_tasks == 0, "the box has looked")

    def pull_out(self) -> None:
        """Until ``is_plugged`` again."""
        self.is_plugged = False
        self._batches.put(None)

    def open(self) -> None:
        if not self.is_plugged:
            raise WireUnreachable(self.address, "it is not plugged in")

    def events(self) -> list[InputEvent]:
        self._have_done()
        try:
            batch = self._batches.get(timeout=0.02)
        except queue.Empty:
            return []
        self._is_handed = True
        if batch is None:
            self._have_done()
            raise WireBroke(self.address, "No such device")
        return batch

    def _have_done(self) -> None:
        if self._is_handed:
            self._is_handed = False
            self._batches.task_done()


@contextmanager
def numpad(_folder: Path) -> Iterator[Rig]:
    heard, clock, pad = Hearing(), Clock(), PlayedPad()

    def on(*codes: int) -> Finger:
        return Finger(
            clock, lambda is_down: pad.play([InputEvent(0, 0, ecodes.EV_KEY, code, int(is_down)) for code in codes])
        )

    finger = on(ecodes.KEY_KPENTER)
    rig = Rig(heard, clock, {}, on(ecodes.KEY_KPMINUS).press, ("1", "minus"))

    def replug() -> None:
        pad.pull_out()
        rig.wait_for(DeviceState.FAULT)
        pad.is_plugged = True
        rig.wait_for(DeviceState.READY)
        finger.press()

    def stick() -> None:
        finger.stay(STUCK_SECONDS + 1)
        rig.wait_for(DeviceState.WARNING)

    def talk_rubbish() -> None:
        source = random.Random(SEED)
        kinds = [kind for kind in range(32) if kind not in (ecodes.EV_KEY, ecodes.EV_SYN)]
        pad.play(
            [InputEvent(0, 0, source.choice(kinds), source.randrange(768), source.randrange(9)) for _ in range(999)]
        )

    rig.tricks = {
        Trick.PRESS: finger.press,
        Trick.TWO_AT_ONCE: on(ecodes.KEY_KPENTER, ecodes.KEY_KP0).press,
        Trick.TEN_A_SECOND: finger.ten_a_second,
        Trick.CHATTERING_HOLD: finger.hold_with_chatter,
        Trick.STUCK: stick,
        Trick.RUBBISH: talk_rubbish,
        Trick.REPLUG: replug,
    }
    with at_work(heard, Numpad(pad, {}, heard, note=heard.reports.append, clock=clock)):
        yield rig


RIGS = {"modbus-rtu": modbus_rtu, "modbus-tcp": modbus_tcp, "numpad": numpad}
