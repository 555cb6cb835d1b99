"""What the box makes of each trick with each adapter: the rows of the table in docs/buttons.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.hardware.buttons.conformance.rigs import Trick

ASIDE = "—"
"""There is nothing at its end that this could happen to, or nothing by which the box could know."""
HEADINGS = {
    "cherha": "`cherha`",
    "qsystem": "`qsystem`",
    "modbus-rtu": "`modbus-rtu`",
    "modbus-tcp": "`modbus-tcp`",
    "numpad": "`numpad`",
}
SPEAKING = frozenset({"cherha", "qsystem"})
"""Their panels say what was pressed; of the others the box itself looks at the keys."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One row: what happens, and what is to be made of it."""

    words: str
    heard: str
    differing: Mapping[str, str] = field(default_factory=dict)

    def expected(self, adapter: str) -> str:
        """The cell of an adapter."""
        return self.differing.get(adapter, self.heard)


def aside(*adapters: str) -> dict[str, str]:
    """These have none of it."""
    return dict.fromkeys(adapters, ASIDE)


BEHAVIOURS: Mapping[Trick, Behaviour] = {
    Trick.PRESS: Behaviour("a key is pressed", "one press"),
    Trick.TWO_AT_ONCE: Behaviour("two keys are heard in one read", "two presses"),
    Trick.NOISE: Behaviour("noise around a press", "one press", aside("modbus-tcp", "numpad")),
    Trick.HALF: Behaviour("half a frame before a press", "one press", aside("modbus-tcp", "numpad")),
    Trick.DAMAGED: Behaviour(
        "a press in a damaged frame",
        "no press",
        # The key is still down when the box asks again.
        {"modbus-rtu": "one press", **aside("modbus-tcp", "numpad")},
    ),
    Trick.RUBBISH: Behaviour("bytes, answers or events of rubbish", "no press"),
    Trick.TEN_A_SECOND: Behaviour("a worn key closes ten times in a second", "one press"),
    Trick.CHATTERING_HOLD: Behaviour(
        "a held key chatters when it goes down and up", "one long press", aside(*SPEAKING)
    ),
    Trick.STUCK: Behaviour("a key sticks", "one long press; warning: key-stuck", aside(*SPEAKING)),
    Trick.DEAD: Behaviour(
        "a panel or module falls silent beside others", "no press; warning: no-answer", aside("qsystem", "numpad")
    ),
    Trick.REPLUG: Behaviour("the wire is pulled out and put back, then a press", "one press; fault; ready"),
}
