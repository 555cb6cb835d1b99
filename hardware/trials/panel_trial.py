"""Window-call panels by hand: which key was pressed, and every state of their lamps."""

import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from hardware.buttons.fitting import adapters
from hardware.buttons.ports import KeyPress, PanelId, Shown
from hardware.buttons.protocol import Key, Lamp
from hardware.parts import RunningParts
from hardware.settings import ButtonsSettings
from hardware.trials.say import Say
from server.contract.box_commands import DeviceReport
from server.contract.panel_commands import PanelReport
from server.contract.terms import PressKind

SHOWN = {
    Lamp.STEADY: Say("світить", "steady"),
    Lamp.FLASH: Say("коротко спалахує", "short flashes"),
    Lamp.SLOW: Say("блимає повільно", "slow blinks"),
    Lamp.FAST: Say("блимає швидко", "fast blinks"),
    Lamp.DOUBLE: Say("блимає двічі поспіль", "two short blinks"),
    Lamp.OFF: Say("не світить", "off"),
}
KEYS: dict[str, Say] = {
    Key.CALL: Say("«Викликати»", "call"),
    Key.RECALL: Say("«Ще раз»", "recall"),
    Key.START: Say("«Почати»", "start"),
    Key.FINISH: Say("«Завершити»", "finish"),
    Key.MISSED: Say("«Не прийшов»", "missed"),
}
KINDS = {
    PressKind.SHORT: Say("", ""),
    PressKind.LONG: Say(" (тримаючи натиснутою)", " (held down)"),
    PressKind.SECOND: Say(" (друга кнопка)", " (second button)"),
}


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key of a panel on a wire; ``place`` is its window by the settings, else its address."""

    wire: str
    place: str
    pressed: KeyPress

    def say(self) -> Say:
        """As it is told."""
        key, kind = KEYS.get(self.pressed.key, Say(self.pressed.key, self.pressed.key)), KINDS[self.pressed.press]
        return Say(
            f"Натиснуто {key.uk}{kind.uk} на пульті «{self.place}» ({self.wire}).",
            f"Pressed: {key.en}{kind.en} on panel “{self.place}” ({self.wire}).",
        )


class _OneLamp:
    """Every lamp does the same, whatever the hall does."""

    def __init__(self, windows: dict[PanelId, str], on_press: Callable[[Pressed], None]) -> None:
        self.lamp = Lamp.OFF
        self._windows = windows
        self._on_press = on_press

    def seen(self, panel: PanelReport) -> None:
        """Nobody needs to know."""

    def press(self, panel: PanelId, pressed: KeyPress) -> None:
        """Told as it is."""
        self._on_press(Pressed(panel.wire, self._windows.get(panel, panel.address), pressed))

    def shown(self, panel: PanelId, now: float) -> Shown:
        """What they all do."""
        return Shown(self.lamp, window=self._windows.get(panel))


def next_press(
    wires: Sequence[ButtonsSettings], *, seconds: float, note: Callable[[DeviceReport], None]
) -> Pressed | None:
    """The first press within the time; the lamp of every panel is lit while it is waited for."""
    presses: queue.Queue[Pressed] = queue.Queue()
    with _listening(wires, note, presses.put) as lamps:
        lamps.lamp = Lamp.SLOW
        try:
            return presses.get(timeout=seconds)
        except queue.Empty:
            return None


def walk(
    wires: Sequence[ButtonsSettings], *, note: Callable[[DeviceReport], None], look: Callable[[Lamp], None]
) -> None:
    """Every state of the lamps in turn; ``look`` is called while they show it, and takes its time."""
    with _listening(wires, note, lambda _: None) as lamps:
        for lamp in SHOWN:
            lamps.lamp = lamp
            look(lamp)


@contextmanager
def _listening(
    wires: Sequence[ButtonsSettings], note: Callable[[DeviceReport], None], on_press: Callable[[Pressed], None]
) -> Iterator[_OneLamp]:
    windows = {PanelId(wire.wire, address): name for wire in wires for address, name in wire.windows.items()}
    lamps = _OneLamp(windows, on_press)
    running = RunningParts(list(adapters(wires, lamps, note)))
    running.start()
    try:
        yield lamps
    finally:
        running.stop()
