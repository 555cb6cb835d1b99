"""Whatever virtual panels and their wire do, the box's real adapters hear each press once, and tell what they can know.

Both clocks stand still: no test depends on how fast the machine is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.buttons.contacts import LONG_SECONDS, STUCK_SECONDS
from hardware.buttons.frames import FrameReader
from hardware.buttons.modbus import ModbusPanels
from hardware.buttons.modbus_line import ModbusLine, serial_line, tcp_line
from hardware.buttons.panel import SILENT_AFTER_SECONDS
from hardware.buttons.panels import Panels
from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import Lamp
from hardware.buttons.qsystem import QsystemPanels
from hardware.buttons.settings import Parity, WindowDisplaysSettings
from hardware.buttons.virtual import cherha_panels, qsystem_panels
from hardware.buttons.virtual.far_end import FarEnd, Light
from hardware.buttons.virtual.misbehaviour import OFFERED, Mode
from hardware.buttons.virtual.modbus_modules import SHORT_SECONDS, ModbusModules
from hardware.buttons.virtual.places import LinkPlace, Place, Plug, PortPlace
from hardware.buttons.virtual.window_displays import VirtualDisplays
from hardware.buttons.virtual.wire import ModeNotOffered, VirtualWire
from hardware.buttons.window_displays import WindowDisplays
from hardware.buttons.wired import SerialWire
from server.contract.terms import DeviceState, PanelMake, PressKind, PrintFault
from tests.hardware.buttons.conformance.rigs import Clock, at_work
from tests.hardware.buttons.hearing import Hearing
from tests.kiosk.running import wait_until

pytestmark = pytest.mark.slow

PATIENT_SECONDS = 1.0
MOMENT = 0.1


class Overheard:
    """A place whose plug keeps what the panels' side has put on the wire, piece by piece."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.pieces: list[bytes] = []

    @property
    def address(self) -> str:
        return self._place.address

    def plug_in(self) -> Plug:
        self._plug = self._place.plug_in()
        self.read, self.close = self._plug.read, self._plug.close
        return self

    def write(self, data: bytes) -> None:
        self.pieces.append(data)
        self._plug.write(data)


@dataclass
class Scene:
    """A virtual wire, and the box at its other end. ``first`` and ``last`` are panels with a key each."""

    heard: Hearing
    clock: Clock
    wire: VirtualWire
    place: Overheard
    first: tuple[str, str]
    last: tuple[str, str]

    def press(self, panel: tuple[str, str], kind: PressKind = PressKind.SHORT) -> None:
        """And off the key."""
        before, said = len(self.heard.presses), len(self.place.pieces)
        self.wire.touch(panel[0], KeyPress(panel[1], kind))
        if isinstance(self.wire.far_end, ModbusModules):
            # Of each two answers one may be spoiled.
            wait_until(lambda: len(self.place.pieces) > said + 6, "the modules have been looked at")
            self.clock.pass_by(SHORT_SECONDS)
        wait_until(lambda: self._have_come(before), f"a press of {panel}")

    def wait_for(self, state: DeviceState, fault: PrintFault | None = None) -> None:
        """Until the box reports the wire so."""

        def is_reported() -> bool:
            # Who does not answer is asked ever less often.
            self.clock.pass_by(MOMENT)
            last = self.heard.reports[-1]
            return last.state is state and fault in (None, last.fault)

        wait_until(is_reported, f"{state} reported")

    def _have_come(self, before: int) -> bool:
        if isinstance(self.wire.far_end, ModbusModules):
            self.clock.pass_by(MOMENT)
        return len(self.heard.presses) > before


@contextmanager
def at_a_stream(far_end: FarEnd, folder: Path, *, is_tcp: bool = False) -> Iterator[Scene]:
    heard, clock = Hearing(), Clock()
    place = Overheard(PortPlace(0) if is_tcp else LinkPlace(folder / "wire"))
    with VirtualWire(far_end, place) as wire:
        owner = Panels if far_end.make is PanelMake.CHERHA else QsystemPanels
        windows = dict.fromkeys(far_end.addresses, "3")
        part = owner(SerialWire(place.address), windows, heard, note=heard.reports.append, clock=clock)
        with at_work(heard, part):
            one, other = far_end.addresses
            scene = Scene(heard, clock, wire, place, (one, "call"), (other, "missed"))
            scene.press((one, "start"))
            if isinstance(far_end, cherha_panels.CherhaPanels):
                wait_until(lambda: not far_end.firmware(one).is_sending, "it is acknowledged")
            yield scene


@contextmanager
def at_modules(folder: Path, *, is_tcp: bool = False) -> Iterator[Scene]:
    heard, clock = Hearing(), Clock()
    place = Overheard(PortPlace(0, is_bare=True) if is_tcp else LinkPlace(folder / "wire"))
    make = PanelMake.MODBUS_TCP if is_tcp else PanelMake.MODBUS_RTU
    with VirtualWire(ModbusModules((1, 2), keys=8, is_tcp=is_tcp), place, clock=clock) as wire:
        part = ModbusPanels(
            line_to(place, is_tcp=is_tcp),
            (1, 2),
            heard,
            make=make,
            windows={},
            keys=8,
            note=heard.reports.append,
            clock=clock,
        )
        with at_work(heard, part):
            scene = Scene(heard, clock, wire, place, ("1-1", "1"), ("2-1", "8"))
            scene.press(("1-1", "2"))
            yield scene


def line_to(place: Place, *, is_tcp: bool) -> ModbusLine:
    if is_tcp:
        return tcp_line(place.address, answer_seconds=PATIENT_SECONDS)
    return serial_line(place.address, baud=9600, parity=Parity.NONE, answer_seconds=PATIENT_SECONDS)


MAKES: dict[str, Callable[[Path], AbstractContextManager[Scene]]] = {
    "cherha": lambda folder: at_a_stream(cherha_panels.CherhaPanels((1, 2)), folder),
    "cherha over tcp": lambda folder: at_a_stream(cherha_panels.CherhaPanels((1, 2)), folder, is_tcp=True),
    "qsystem": lambda folder: at_a_stream(qsystem_panels.QsystemPanels((40, 41)), folder),
    "modbus-rtu": at_modules,
    "modbus-tcp": lambda folder: at_modules(folder, is_tcp=True),
}
STREAMS = ("cherha", "cherha over tcp", "qsystem")
MODULES = ("modbus-rtu", "modbus-tcp")


def damaged(scene: Scene) -> int:
    """How many frames on the wire could not be read."""
    reader = FrameReader()
    for piece in scene.place.pieces:
        reader.feed(piece)
    return reader.damaged


def press_frames(scene: Scene) -> list[bytes]:
    return [piece for piece in scene.place.pieces if b",press,call," in piece or piece[2:3] == b"\x31"]


@pytest.mark.parametrize(
    ("make", "mode"),
    [
        *((make, mode) for make in STREAMS for mode in (Mode.NOISE, Mode.PIECES)),
        ("modbus-rtu", Mode.NOISE),
        ("modbus-rtu", Mode.PIECES),
        ("modbus-rtu", Mode.TORN),
        ("modbus-rtu", Mode.WRONG_SUM),
        ("modbus-tcp", Mode.PIECES),
        *((make, mode) for make in ("cherha", "cherha over tcp") for mode in (Mode.TORN, Mode.WRONG_SUM)),
    ],
)
def test_on_a_bad_wire_each_press_is_heard_once(make: str, mode: Mode, tmp_path: Path) -> None:
    with MAKES[make](tmp_path) as scene:
        whole = {len(piece) for piece in scene.place.pieces}
        scene.wire.misbehave(mode)
        scene.press(scene.first)
        scene.press(scene.last)

        heard = scene.heard.keys[1:]

    assert heard == [scene.first, scene.last]
    assert scene.heard.reports[-1].state is DeviceState.READY
    if make.startswith("cherha") and mode in (Mode.TORN, Mode.WRONG_SUM):
        assert damaged(scene) > 0
    elif mode is not Mode.WRONG_SUM:
        assert {len(piece) for piece in scene.place.pieces} - whole


def test_a_torn_press_without_a_check_sum_is_lost_and_never_finished_by_the_next(tmp_path: Path) -> None:
    with MAKES["qsystem"](tmp_path) as scene:
        scene.wire.misbehave(Mode.TORN)
        scene.wire.touch(scene.last[0], KeyPress(scene.last[1]))
        wait_until(lambda: scene.place.pieces[-1] == b"\x01\x29", "half a frame")
        scene.press(scene.last)

        assert scene.heard.keys[1:] == [scene.last]


@pytest.mark.parametrize("mode", [Mode.REPEATS, Mode.STUCK])
@pytest.mark.parametrize("make", STREAMS)
def test_a_press_that_is_said_again_and_again_is_one_press(make: str, mode: Mode, tmp_path: Path) -> None:
    with MAKES[make](tmp_path) as scene:
        scene.wire.misbehave(mode)
        scene.press(scene.first)
        wait_until(lambda: len(press_frames(scene)) > 2, "it is said again")
        numbers = set(press_frames(scene))
        scene.wire.misbehave(Mode.NORMAL)
        scene.press(scene.last)

        assert scene.heard.keys[1:] == [scene.first, scene.last]
    # A repeat has the number of what it repeats, where there are numbers.
    assert (len(numbers) == 1) is (mode is Mode.REPEATS or make == "qsystem")


@pytest.mark.parametrize("make", MODULES)
def test_a_stuck_key_is_one_long_press_and_named_until_it_is_free(make: str, tmp_path: Path) -> None:
    with MAKES[make](tmp_path) as scene:
        scene.wire.misbehave(Mode.STUCK)
        scene.wire.touch(scene.first[0], KeyPress(scene.first[1]))
        said = len(scene.place.pieces)
        wait_until(lambda: len(scene.place.pieces) > said + 6, "the box has seen it go down")
        scene.clock.pass_by(LONG_SECONDS)
        wait_until(lambda: len(scene.heard.presses) == 2, "a long press")
        scene.clock.pass_by(STUCK_SECONDS)
        scene.wait_for(DeviceState.WARNING)
        assert "1-1: 1" in scene.heard.reports[-1].detail

        scene.wire.misbehave(Mode.NORMAL)
        scene.wait_for(DeviceState.READY)
        scene.press(scene.last)

    assert scene.heard.presses[1:] == [
        ("1-1", KeyPress("1", PressKind.LONG)),
        ("2-1", KeyPress("8", PressKind.SHORT)),
    ]


@pytest.mark.parametrize("make", ["cherha", "modbus-rtu", "modbus-tcp"])
def test_one_panel_without_power_is_named_and_holds_up_no_other(make: str, tmp_path: Path) -> None:
    with MAKES[make](tmp_path) as scene:
        scene.wire.misbehave(Mode.ONE_SILENT)
        if make == "cherha":
            scene.wire.touch(scene.first[0], KeyPress(scene.first[1]))
            scene.clock.pass_by(SILENT_AFTER_SECONDS + 1)
            scene.wait_for(DeviceState.WARNING)
        else:
            scene.wait_for(DeviceState.WARNING, PrintFault.NO_ANSWER)
        scene.press(scene.last)
        wait_until(lambda: "2" not in scene.heard.reports[-1].detail, "the other is not named")
        assert scene.heard.reports[-1].fault is PrintFault.NO_ANSWER
        assert not scene.wire.seen(scene.first[0]).has_power

        scene.wire.misbehave(Mode.NORMAL)
        scene.wait_for(DeviceState.READY)
        scene.press(scene.first)

    assert scene.heard.keys[1:] == [scene.last, scene.first]


@pytest.mark.parametrize("make", MAKES)
def test_what_is_pressed_without_power_never_comes_and_afterwards_all_is_well(make: str, tmp_path: Path) -> None:
    with MAKES[make](tmp_path) as scene:
        scene.wire.misbehave(Mode.SILENT)
        scene.wire.touch(scene.first[0], KeyPress(scene.first[1]))
        if make.startswith("cherha"):
            scene.clock.pass_by(SILENT_AFTER_SECONDS + 1)
            scene.wait_for(DeviceState.WARNING, PrintFault.NO_ANSWER)
        elif make in MODULES:
            scene.wait_for(DeviceState.FAULT)
        scene.wire.misbehave(Mode.NORMAL)
        scene.wait_for(DeviceState.READY)
        scene.press(scene.last)

    assert scene.heard.keys[1:] == [scene.last]


@pytest.mark.parametrize("make", MAKES)
def test_a_wire_that_is_pulled_out_is_a_fault_until_it_is_back(make: str, tmp_path: Path) -> None:
    with MAKES[make](tmp_path) as scene:
        address = scene.wire.address
        scene.wire.misbehave(Mode.UNPLUGGED)
        scene.wait_for(DeviceState.FAULT)
        scene.wire.misbehave(Mode.NORMAL)
        if make in STREAMS:
            # Only what makes sense shows that it is back; what is said before the box has opened it is lost.
            wait_until(lambda: pressed_again(scene), "a press by the wire that is back")
        scene.wait_for(DeviceState.READY)
        if make in MODULES:
            scene.press(scene.last)

        assert scene.wire.address == address
    assert set(scene.heard.keys[1:]) == {scene.last}
    assert make in STREAMS or len(scene.heard.keys) == 2


def pressed_again(scene: Scene) -> bool:
    scene.wire.touch(scene.last[0], KeyPress(scene.last[1]))
    return scene.last in scene.heard.keys


@contextmanager
def at_displays(folder: Path) -> Iterator[tuple[Hearing, VirtualWire]]:
    heard = Hearing()
    settings = WindowDisplaysSettings(str(folder / "wire"), (5, 6))
    with VirtualWire(VirtualDisplays((5, 6)), LinkPlace(folder / "wire")) as wire:
        part = WindowDisplays(SerialWire(settings.wire), settings, heard, note=heard.reports.append)
        with at_work(heard, part):
            yield heard, wire


def test_a_display_shows_what_it_is_told_and_nothing_without_power(tmp_path: Path) -> None:
    with at_displays(tmp_path) as (heard, wire):
        heard.show("5", Lamp.OFF, "А\u00a0042")
        wait_until(lambda: wire.seen("5").text == "А 042", "the number")
        assert wire.seen("6").text == ""

        wire.misbehave(Mode.SILENT)
        assert wire.seen("5").text == ""
        wire.misbehave(Mode.NORMAL)
        heard.show("5", Lamp.OFF, "А\u00a0043")
        wait_until(lambda: wire.seen("5").text == "А 043", "the next number")

        wire.misbehave(Mode.UNPLUGGED)
        wait_until(lambda: heard.reports[-1].state is DeviceState.FAULT, "the wire is lost")


def test_a_panel_with_a_display_shows_number_and_led(tmp_path: Path) -> None:
    with MAKES["qsystem"](tmp_path) as scene:
        scene.heard.show("40", Lamp.STEADY, "А\u00a0042")
        wait_until(lambda: scene.wire.seen("40").text == "042", "the number")
        assert scene.wire.seen("40").is_text_blinking
        scene.heard.show("41", Lamp.FLASH)
        wait_until(lambda: scene.wire.seen("41").light is Light.SLOW_GREEN, "somebody waits")

        assert scene.wire.seen("41").text == ""
        assert scene.wire.seen("40").light is Light.DARK


@pytest.mark.parametrize("make", MODULES)
def test_the_lamp_of_a_module_is_lit(make: str, tmp_path: Path) -> None:
    with MAKES[make](tmp_path) as scene:
        scene.heard.show("1-1", Lamp.STEADY)

        wait_until(lambda: scene.wire.seen("1-1").light is Light.STEADY, "the lamp")
        assert scene.wire.seen("2-1").light is Light.DARK


def test_what_cannot_happen_to_a_make_is_refused(tmp_path: Path) -> None:
    wire = VirtualWire(VirtualDisplays((5,)), LinkPlace(tmp_path / "wire"))

    for mode in set(Mode) - set(OFFERED[PanelMake.DISPLAY]):
        with pytest.raises(ModeNotOffered):
            wire.misbehave(mode)
