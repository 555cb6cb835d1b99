"""Whatever virtual panels and their wire do, the box's real adapters hear each press once, and tell what they can know.

The box's clock stands still: no test depends on how fast the machine is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.buttons.contacts import LONG_SECONDS, STUCK_SECONDS
from hardware.buttons.frames import FrameReader
from hardware.buttons.panel import SILENT_AFTER_SECONDS
from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import Lamp
from hardware.buttons.settings import WindowDisplaysSettings
from hardware.buttons.virtual.far_end import Light
from hardware.buttons.virtual.misbehaviour import OFFERED, Mode
from hardware.buttons.virtual.places import LinkPlace
from hardware.buttons.virtual.window_displays import VirtualDisplays
from hardware.buttons.virtual.wire import ModeNotOffered, VirtualWire
from hardware.buttons.window_displays import WindowDisplays
from hardware.buttons.wired import SerialWire
from server.contract.terms import DeviceState, PanelMake, PressKind, PrintFault
from tests.hardware.buttons.conformance.rigs import at_work
from tests.hardware.buttons.hearing import Hearing
from tests.hardware.buttons.virtual_scenes import MAKES, MODULES, STREAMS, Scene
from tests.kiosk.running import wait_until

pytestmark = pytest.mark.slow


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
