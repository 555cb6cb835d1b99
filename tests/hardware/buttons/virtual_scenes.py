"""A virtual wire of each make, overheard, and the box's real adapter at its other end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hardware.buttons.modbus import ModbusPanels
from hardware.buttons.modbus_line import ModbusLine, serial_line, tcp_line
from hardware.buttons.panels import Panels
from hardware.buttons.ports import KeyPress
from hardware.buttons.qsystem import QsystemPanels
from hardware.buttons.settings import Parity
from hardware.buttons.virtual import cherha_panels, qsystem_panels
from hardware.buttons.virtual.far_end import FarEnd
from hardware.buttons.virtual.modbus_modules import SHORT_SECONDS, ModbusModules
from hardware.buttons.virtual.places import LinkPlace, Place, Plug, PortPlace
from hardware.buttons.virtual.wire import VirtualWire
from hardware.buttons.wired import SerialWire
from server.contract.terms import DeviceState, PanelMake, PressKind, PrintFault
from tests.hardware.buttons.conformance.rigs import Clock, at_work
from tests.hardware.buttons.hearing import Hearing
from tests.kiosk.running import wait_until

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
