"""Window-call panels by hand: which key was pressed, and every state of their lamps."""

import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from hardware.buttons.lamps import Lamps
from hardware.buttons.panels import Panels
from hardware.buttons.protocol import Key, Lamp
from hardware.buttons.wired import SerialWire
from hardware.parts import RunningParts
from hardware.settings import ButtonsSettings
from hardware.trials.say import Say
from server.contract.commands import DeviceReport

SHOWN = {
    Lamp.STEADY: Say("світить", "steady"),
    Lamp.SLOW: Say("блимає повільно", "slow blinks"),
    Lamp.FAST: Say("блимає швидко", "fast blinks"),
    Lamp.DOUBLE: Say("блимає двічі поспіль", "two short blinks"),
    Lamp.OFF: Say("не світить", "off"),
}
KEYS = {
    Key.CALL: Say("«Викликати»", "call"),
    Key.RECALL: Say("«Ще раз»", "recall"),
    Key.START: Say("«Почати»", "start"),
    Key.FINISH: Say("«Завершити»", "finish"),
    Key.MISSED: Say("«Не прийшов»", "missed"),
}


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key of the panel at a window, on a wire."""

    wire: str
    window: str
    key: Key

    def say(self) -> Say:
        """As it is told."""
        key = KEYS[self.key]
        return Say(
            f"Натиснуто {key.uk} на панелі вікна «{self.window}» ({self.wire}).",
            f"Pressed: {key.en} on the panel of window “{self.window}” ({self.wire}).",
        )


class _OneLamp(Lamps):
    """Every lamp does the same, whatever the hall does."""

    def __init__(self) -> None:
        super().__init__(())
        self.lamp = Lamp.OFF

    def shown(self, window: str, now: float) -> Lamp:
        """What they all do."""
        return self.lamp


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
    lamps = _OneLamp()
    running = RunningParts(
        [
            Panels(
                SerialWire(wire.wire, baud=wire.baud),
                {int(address): name for address, name in wire.windows.items()},
                lamps,
                on_press=_telling(wire.wire, on_press),
                note=note,
                name=wire.wire,
            )
            for wire in wires
        ]
    )
    running.start()
    try:
        yield lamps
    finally:
        running.stop()


def _telling(wire: str, on_press: Callable[[Pressed], None]) -> Callable[[str, Key], None]:
    return lambda window, key: on_press(Pressed(wire, window, key))
