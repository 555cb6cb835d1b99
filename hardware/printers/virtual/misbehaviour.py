"""Everything that can be wrong with the virtual printer, and how it then answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How the printer behaves until told otherwise."""

    NORMAL = "normal"
    NEAR_END = "near-end"
    PAPER_OUT = "paper-out"
    PAPER_OUT_HALFWAY = "paper-out-halfway"
    COVER_OPEN = "cover-open"
    COVER_OPEN_HALFWAY = "cover-open-halfway"
    CUTTER_JAMS = "cutter-jams"
    """At the next cut."""
    CUTTER_JAMMED = "cutter-jammed"
    BROKEN = "broken"
    SILENT = "silent"
    """It accepts everything, prints nothing and answers nothing."""
    SILENT_HALFWAY = "silent-halfway"
    SLOW = "slow"
    CLOSES_HALFWAY = "closes-halfway"
    """It loses power in the middle of a slip and is back at once."""
    ONE_WAY = "one-way"
    """It prints and never answers, as cheap printers do."""
    NOT_TAKEN = "not-taken"
    """Its slips stay in its mouth."""
    GARBLED = "garbled"
    """Its answers come as rubbish, as over a line of the wrong speed."""


FULL = 20
"""DLE EOT 20 asks a printer of Custom's for everything."""
HALFWAY: Mapping[Mode, Mode] = {
    Mode.PAPER_OUT_HALFWAY: Mode.PAPER_OUT,
    Mode.COVER_OPEN_HALFWAY: Mode.COVER_OPEN,
    Mode.SILENT_HALFWAY: Mode.SILENT,
    Mode.CLOSES_HALFWAY: Mode.NORMAL,
}
"""Modes that begin in the middle of a slip, and what they turn into there."""


@dataclass(frozen=True, slots=True)
class Sensors:
    """What the printer's switches say; worded as the bits of its answers."""

    is_paper_out: bool = False
    is_near_end: bool = False
    is_cover_open: bool = False
    is_cutter_stuck: bool = False
    is_broken: bool = False
    is_slip_in_mouth: bool = False

    @property
    def is_offline(self) -> bool:
        """It prints nothing in this state."""
        return self.is_paper_out or self.is_cover_open or self.is_cutter_stuck or self.is_broken

    def automatic(self) -> bytes:
        """The four bytes of the automatic status."""
        return bytes(
            (
                0x10 | 0x08 * self.is_offline | 0x20 * self.is_cover_open,
                0x08 * self.is_cutter_stuck | 0x20 * self.is_broken,
                0x03 * (self.is_near_end or self.is_paper_out) | 0x0C * self.is_paper_out,
                0x0F,
            )
        )

    def realtime(self, number: int) -> bytes:
        """The answer to DLE EOT ``number``; none to numbers it does not know."""
        is_in_error = self.is_cutter_stuck or self.is_broken
        bits = {
            1: 0x08 * self.is_offline,
            2: 0x04 * self.is_cover_open | 0x20 * self.is_paper_out | 0x40 * is_in_error,
            3: 0x08 * self.is_cutter_stuck | 0x20 * self.is_broken,
            4: 0x0C * (self.is_near_end or self.is_paper_out) | 0x60 * self.is_paper_out,
        }
        if number == FULL:
            return bytes((0x10, 0x0F, 0x20 * self.is_slip_in_mouth, 0x02 * self.is_cover_open, 0, 0))
        return bytes((0x12 | bits[number],)) if number in bits else b""

    def paper(self) -> bytes:
        """The answer to GS r 1."""
        return bytes((0x03 * (self.is_near_end or self.is_paper_out) | 0x0C * self.is_paper_out,))


SENSORS: Mapping[Mode, Sensors] = {
    Mode.NEAR_END: Sensors(is_near_end=True),
    Mode.PAPER_OUT: Sensors(is_paper_out=True),
    Mode.COVER_OPEN: Sensors(is_cover_open=True),
    Mode.CUTTER_JAMMED: Sensors(is_cutter_stuck=True),
    Mode.BROKEN: Sensors(is_broken=True),
    Mode.NOT_TAKEN: Sensors(is_slip_in_mouth=True),
}
ALL_WELL = Sensors()


def sensors(mode: Mode) -> Sensors:
    """The switches in a mode; in most they say that all is well."""
    return SENSORS.get(mode, ALL_WELL)
