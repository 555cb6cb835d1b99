"""What is known of one Modbus module and of the panels wired to it. Pure; moments are seconds that never fall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from hardware.buttons.contacts import Contacts
from hardware.buttons.ports import KeyPress, PanelId

FIRST_BACK_OFF_SECONDS, LONGEST_BACK_OFF_SECONDS = 0.5, 8.0
"""A silent module is asked ever less often: each question to it takes the time of seven to the others."""
FAILURES_UNTIL_SILENT = 3
FAILURES_UNTIL_LAMPLESS = 3


class Answering(Enum):
    """How a module is known to answer since the line was opened; silence is remembered beyond that."""

    UNKNOWN = auto()
    WELL = auto()
    NEVER = auto()
    TOO_FEW_INPUTS = auto()


@dataclass(slots=True)
class ModulePanel:
    """``first`` is its first input; its lamp is the coil of the same number."""

    id: PanelId
    first: int
    contacts: Contacts
    is_lit: bool | None = None


@dataclass(slots=True)
class Module:
    """Its panels are as many as its inputs make."""

    address: int
    panels: Sequence[ModulePanel]
    answering: Answering = Answering.UNKNOWN
    has_lamps: bool = True
    ask_at: float = 0.0
    stuck: frozenset[str] = frozenset()
    _failures: int = field(default=0)
    _lamp_failures: int = field(default=0)

    def reopened(self) -> None:
        """Nobody could look for a while."""
        self._forget()
        self.ask_at = 0.0
        if self.answering is not Answering.NEVER:
            self.answering, self._failures = Answering.UNKNOWN, 0

    def looked_at(self, closed: Sequence[bool], now: float) -> Iterator[tuple[PanelId, KeyPress]]:
        """What has been pressed, given which inputs are closed now."""
        self.answering, self._failures = Answering.WELL, 0
        stuck = []
        for panel in self.panels:
            keys = closed[panel.first : panel.first + len(panel.contacts.keys)]
            for pressed in panel.contacts.look(keys, now):
                yield panel.id, pressed
            stuck += [f"{panel.id.address}: {key}" for key in panel.contacts.stuck(now)]
        self.stuck = frozenset(stuck)

    def has_too_few_inputs(self, now: float) -> None:
        """It answers that it has fewer than it was asked for."""
        self.answering, self._failures = Answering.TOO_FEW_INPUTS, 0
        self.ask_at = now + LONGEST_BACK_OFF_SECONDS
        self._forget()

    def has_failed(self, now: float) -> None:
        """It did not answer: three times in a row are silence."""
        self._failures += 1
        if self._failures < FAILURES_UNTIL_SILENT:
            return
        pause = FIRST_BACK_OFF_SECONDS * 2.0 ** min(self._failures - FAILURES_UNTIL_SILENT, 10)
        self.ask_at = now + min(LONGEST_BACK_OFF_SECONDS, pause)
        self.answering = Answering.NEVER
        # Whoever has put it right may have given it lamps.
        self.has_lamps, self._lamp_failures = True, 0
        self._forget()

    def lamp_answered(self) -> None:
        """A lamp was switched."""
        self._lamp_failures = 0

    def lamp_failed(self) -> None:
        """An order to a lamp was ignored, which holds up every look: three in a row mean that it has none."""
        self._lamp_failures += 1
        self.has_lamps = self._lamp_failures < FAILURES_UNTIL_LAMPLESS

    def _forget(self) -> None:
        self.stuck = frozenset()
        for panel in self.panels:
            panel.contacts.lost()
            panel.is_lit = None


def module_at(wire: str, address: int, *, inputs: int, names: Sequence[str]) -> Module:
    """Panel ``2-1`` is the first one on module 2; each has as many inputs as there are ``names``."""
    firsts = enumerate(range(0, inputs, len(names)), 1)
    panels = (ModulePanel(PanelId(wire, f"{address}-{number}"), first, Contacts(names)) for number, first in firsts)
    return Module(address, tuple(panels))
