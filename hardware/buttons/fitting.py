"""The panels and window displays of one box put together, and what the server's news mean for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from hardware.buttons.lamps import Lamps
from hardware.buttons.modbus import ModbusPanels
from hardware.buttons.modbus_line import serial_line, tcp_line
from hardware.buttons.panels import Panels
from hardware.buttons.ports import Host, KeyPress, PanelId, Shown
from hardware.buttons.presses import Presses
from hardware.buttons.qsystem import QsystemPanels
from hardware.buttons.roll_call import RollCall
from hardware.buttons.settings import ButtonsSettings, WindowDisplaysSettings
from hardware.buttons.window_displays import WindowDisplays
from hardware.buttons.wired import SerialWire
from hardware.errors import SettingsRefused
from hardware.link import Link
from hardware.parts import Part
from server.contract.box_commands import DeviceReport
from server.contract.catalogue import BoxWelcome
from server.contract.desk_news import DeskSnapshot
from server.contract.messages import BoxSnapshot, Published
from server.contract.panel_commands import PanelReport
from server.contract.terms import PanelMake
from server.contract.topics import DeskTopic, path_of

Note = Callable[[DeviceReport], None]
Adapter = Callable[[ButtonsSettings, Host, Note, str], Part]


class Buttons:
    """Nothing is opened or started by making it; raises ``SettingsRefused``.

    ``more_topics`` is called when panels have come to windows whose news are not joined yet.
    """

    def __init__(
        self,
        wires: Sequence[ButtonsSettings],
        *,
        link: Link,
        displays: Sequence[WindowDisplaysSettings] = (),
        note: Note = lambda _: None,
    ) -> None:
        self._link = link
        self._lamps = Lamps()
        self._roll_call = RollCall(link)
        self._presses = Presses(link, self._lamps, before_each=self._roll_call.tell_what_is_new)
        self.more_topics: Callable[[], None] = lambda: None
        self.parts: tuple[Part, ...] = (
            self._presses,
            self._roll_call,
            *adapters(wires, self, note),
            *_displays(displays, self, note),
        )

    def seen(self, panel: PanelReport) -> None:
        """As the port ``Host`` says."""
        self._roll_call.note(panel)

    def heard(self, panel: PanelId) -> None:
        """As the port ``Host`` says; the adapter itself tells which panels are silent."""

    def press(self, panel: PanelId, pressed: KeyPress) -> None:
        """As the port ``Host`` says."""
        self._presses.press(panel, pressed)

    def shown(self, panel: PanelId, now: float) -> Shown:
        """As the port ``Host`` says."""
        return self._lamps.shown(panel, now)

    def topics(self) -> Sequence[str]:
        """The desks where this box's panels stand, as the server knows them now; raises ``LinkError``."""
        welcome: BoxWelcome = self._link.ask("/v1/boxes/me", BoxWelcome)
        self._lamps.stand_at(welcome.panels)
        return [path_of(DeskTopic(welcome.hall_id, window)) for window in sorted(self._lamps.windows())]

    def snapshot(self, published: Published) -> None:
        """A window's ticket has moved, or a panel, by whatever hand."""
        match published.snapshot:
            case DeskSnapshot() as desk:
                self._lamps.desk(desk)
            case BoxSnapshot() as box:
                if self._lamps.stand_at(box.panels):
                    self.more_topics()

    def link(self, *, is_up: bool) -> None:
        """The server is in reach, or no longer."""
        self._lamps.link(is_up=is_up)
        if is_up:
            self._roll_call.wake()


def adapters(wires: Sequence[ButtonsSettings], host: Host, note: Note = lambda _: None) -> Iterator[Part]:
    """A part for each wire; raises ``SettingsRefused``."""
    for number, wire in enumerate(wires, 1):
        yield ADAPTERS[wire.kind](wire, host, note, "buttons" if number == 1 else f"buttons-{number}")


def _displays(wires: Sequence[WindowDisplaysSettings], host: Host, note: Note) -> Iterator[Part]:
    for number, wire in enumerate(wires, 1):
        name = "displays" if number == 1 else f"displays-{number}"
        yield WindowDisplays(SerialWire(wire.wire, baud=wire.baud), wire, host, note=note, name=name)


def _own(wire: ButtonsSettings, host: Host, note: Note, name: str) -> Part:
    return Panels(SerialWire(wire.wire, baud=wire.baud), wire.windows, host, note=note, name=name)


def _qsystem(wire: ButtonsSettings, host: Host, note: Note, name: str) -> Part:
    return QsystemPanels(SerialWire(wire.wire, baud=wire.baud), wire.windows, host, note=note, name=name)


def _modbus(wire: ButtonsSettings, host: Host, note: Note, name: str) -> Part:
    is_serial = wire.kind is PanelMake.MODBUS_RTU
    line = serial_line(wire.wire, baud=wire.baud, parity=wire.parity) if is_serial else tcp_line(wire.wire)
    return ModbusPanels(
        line,
        wire.modules,
        host,
        make=wire.kind,
        windows=wire.windows,
        keys=wire.keys,
        inputs=wire.inputs,
        note=note,
        name=name,
    )


def _numpad(wire: ButtonsSettings, host: Host, note: Note, name: str) -> Part:
    # An extra of the package: only a box that has a pad needs it.
    try:
        from hardware.buttons.numpad import Numpad, Pad
    except ImportError as error:
        raise SettingsRefused(
            f"[[buttons]] wire = {wire.wire!r}", "a number pad needs evdev; install it (pip install 'cherha[numpad]')"
        ) from error
    return Numpad(Pad(wire.wire), wire.windows, host, note=note, name=name)


ADAPTERS: Mapping[PanelMake, Adapter] = {
    PanelMake.CHERHA: _own,
    PanelMake.QSYSTEM: _qsystem,
    PanelMake.MODBUS_RTU: _modbus,
    PanelMake.MODBUS_TCP: _modbus,
    PanelMake.NUMPAD: _numpad,
}
