"""Window-call panels by hand: which key was pressed, and every state of their lamps."""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from hardware.buttons.fitting import adapters
from hardware.buttons.ports import KeyPress, PanelId, Shown
from hardware.buttons.protocol import HEARTBEAT_SECONDS, Key, Lamp
from hardware.parts import RunningParts
from hardware.settings import ButtonsSettings
from hardware.trials.causes import cannot_be_opened
from hardware.trials.say import Say, of_fault
from server.contract.box_commands import DeviceReport
from server.contract.panel_commands import PanelReport
from server.contract.terms import DeviceState, PanelMake, PressKind, PrintFault

PATIENCE_SECONDS = 2 * HEARTBEAT_SECONDS
"""Within which every panel that can be heard without a press has spoken."""
OPENING_SECONDS = 1.0

Note = Callable[[Say], None]
"""What is told at once, once: a wire that is lost, panels that fell silent."""

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


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was pressed; ``heard``: the panels that spoke all the same, ``unopened``: the wires that never opened."""

    heard: tuple[str, ...]
    open: tuple[ButtonsSettings, ...]
    unopened: tuple[str, ...]

    def say(self) -> Iterator[Say]:
        """Which of the three it was, and what to do."""
        if self.heard:
            names = ", ".join(f"«{place}»" for place in self.heard)
            english = ", ".join(f"“{place}”" for place in self.heard)
            yield Say(
                f"Пульт чути ({names}), але кнопки ніхто не натиснув. Якщо ви натискали — несправна сама кнопка.",
                f"The panel is heard ({english}), and nothing was pressed. If you did press: the key itself is broken.",
            )
        elif self.open:
            yield Say(
                f"На проводі не чути нічого: {_wires(self.open)}. Перевірте живлення пульта, кабель, його швидкість "
                "(baud) і рід (kind).",
                f"Nothing is heard on the wire: {_wires(self.open)}. Check the panel’s power, its cable, its speed "
                "(baud) and its kind.",
            )
            if any(wire.kind is PanelMake.QSYSTEM for wire in self.open):
                yield QSYSTEM_IS_SILENT
        if self.unopened:
            yield Say(
                f"Провід не відкрився, тож його й не слухали: {', '.join(self.unopened)}.",
                f"The wire did not open, so nobody listened to it: {', '.join(self.unopened)}.",
            )


QSYSTEM_IS_SILENT = Say(
    "Пульт QSystem озивається, лише коли натиснуто його кнопку: чи під’єднано його, інакше не дізнатися.",
    "A QSystem panel speaks only when its key is pressed: whether it is connected is not known otherwise.",
)


class _OneLamp:
    """Every lamp does the same, whatever the hall does; remembers what was heard. Called from the adapters' threads."""

    def __init__(self, wires: Sequence[ButtonsSettings], tell: Note) -> None:
        self.lamp = Lamp.OFF
        self.pressed: Pressed | None = None
        self._wires = {"buttons" if number == 1 else f"buttons-{number}": wire for number, wire in enumerate(wires, 1)}
        self._windows = {PanelId(wire.wire, address): name for wire in wires for address, name in wire.windows.items()}
        self._tell = tell
        self._heard: dict[PanelId, str] = {}
        self._reports: dict[str, DeviceReport] = {}
        self._happened = threading.Condition()

    def seen(self, panel: PanelReport) -> None:
        """Of the settings' panels it says no more than the settings."""

    def heard(self, panel: PanelId) -> None:
        """Told when it is asked for."""
        with self._happened:
            if panel not in self._heard:
                self._heard[panel] = self._place(panel)
                self._happened.notify_all()

    def press(self, panel: PanelId, pressed: KeyPress) -> None:
        """The first one counts."""
        with self._happened:
            self.pressed = self.pressed or Pressed(panel.wire, self._place(panel), pressed)
            self._happened.notify_all()

    def shown(self, panel: PanelId, now: float) -> Shown:
        """What they all do."""
        return Shown(self.lamp, window=self._windows.get(panel))

    def note(self, report: DeviceReport) -> None:
        """How a wire is; a trouble is told when it is another one than before."""
        with self._happened:
            if self._reports.get(report.name) == report:
                return
            self._reports[report.name] = report
            self._happened.notify_all()
        for said in _trouble(self._wires[report.name], report):
            self._tell(said)

    def wait(self, until: Callable[["_OneLamp"], bool], seconds: float) -> None:
        """Until something is so, or the time is over, or there is no wire left to listen to."""
        ends_at = time.monotonic() + seconds
        with self._happened:
            while not until(self) and self._may_hear() and (left := ends_at - time.monotonic()) > 0:
                self._happened.wait(left)

    @property
    def is_any_heard(self) -> bool:
        """Whether anything that makes sense has come."""
        return bool(self._heard)

    def silence(self) -> Silence:
        """What to tell when nothing was pressed."""
        with self._happened:
            unopened = {name for name, report in self._reports.items() if _is_unopened(report)}
            return Silence(
                heard=tuple(self._heard.values()),
                open=tuple(wire for name, wire in self._wires.items() if name not in unopened),
                unopened=tuple(wire.wire for name, wire in self._wires.items() if name in unopened),
            )

    def _may_hear(self) -> bool:
        return not all(name in self._reports and _is_unopened(self._reports[name]) for name in self._wires)

    def _place(self, panel: PanelId) -> str:
        return self._windows.get(panel, panel.address)


def next_press(wires: Sequence[ButtonsSettings], *, seconds: float, tell: Note) -> Pressed | Silence:
    """The first press within the time; the lamp of every panel is lit while it is waited for."""
    with _listening(wires, tell) as lamps:
        lamps.lamp = Lamp.SLOW
        lamps.wait(lambda heard: heard.pressed is not None, seconds)
        return lamps.pressed or lamps.silence()


def walk(
    wires: Sequence[ButtonsSettings],
    *,
    tell: Note,
    look: Callable[[Lamp], None],
    patience_seconds: float = PATIENCE_SECONDS,
) -> Silence | None:
    """Every state of the lamps in turn; ``look`` is called while they show it, and takes its time.

    The silence, and no lamp, where no panel is heard first, unless there are panels that never speak by themselves.
    """
    with _listening(wires, tell) as lamps:
        # Of panels that never speak by themselves the wire alone is awaited.
        is_any_to_speak = any(wire.kind is not PanelMake.QSYSTEM for wire in wires)
        lamps.wait(lambda heard: heard.is_any_heard, patience_seconds if is_any_to_speak else OPENING_SECONDS)
        silence = lamps.silence()
        if not silence.heard:
            if all(wire.kind is not PanelMake.QSYSTEM for wire in silence.open):
                return silence
            tell(QSYSTEM_IS_SILENT)
        for lamp in SHOWN:
            lamps.lamp = lamp
            look(lamp)
    return None


@contextmanager
def _listening(wires: Sequence[ButtonsSettings], tell: Note) -> Iterator[_OneLamp]:
    lamps = _OneLamp(wires, tell)
    running = RunningParts(list(adapters(wires, lamps, lamps.note)))
    # What the adapters write into a box's log is told here in plain words.
    written = logging.getLogger("hardware.buttons")
    usual = written.level
    written.setLevel(logging.CRITICAL)
    running.start()
    try:
        yield lamps
    finally:
        running.stop()
        written.setLevel(usual)


def _trouble(wire: ButtonsSettings, report: DeviceReport) -> Iterator[Say]:
    fault = of_fault(report.fault)
    if _is_unopened(report):
        yield _of_wire(wire.wire, cannot_be_opened(_reason_of(report.detail)))
    elif report.state is DeviceState.FAULT:
        yield _of_wire(wire.wire, fault)
    elif report.state is DeviceState.WARNING:
        yield _of_wire(f"{wire.wire}: {report.detail}", fault)


def _is_unopened(report: DeviceReport) -> bool:
    return report.state is DeviceState.FAULT and report.fault is PrintFault.UNREACHABLE


def _reason_of(detail: str) -> str:
    """Of an error that names the wire too."""
    found = re.search(r"cannot be reached \((.*)\)", detail)
    return detail if found is None else found[1]


def _of_wire(wire: str, said: Say) -> Say:
    return Say(f"{wire}: {said.uk}", f"{wire}: {said.en}")


def _wires(wires: Sequence[ButtonsSettings]) -> str:
    return ", ".join(f"{wire.wire} ({wire.kind})" for wire in wires)
