"""Pictures or the printer's own letters: a slow line decides, unless the configuration does."""

from enum import StrEnum

from hardware.errors import LineTooSlow, TableUnknown

BITS_A_BYTE = 10
"""Eight, and the start and stop bits of 8N1."""
SLIP_BYTES = 20_000
"""Of a usual slip of 80 mm as a picture."""
LONGEST_SECONDS = 8.0
"""So long somebody waits at a kiosk before they believe that nothing comes: 38400 baud and faster print pictures."""


class Mode(StrEnum):
    """How slips are sent to a printer."""

    RASTER = "raster"
    TEXT = "text"
    AUTOMATIC = "auto"
    """Pictures, unless the line is too slow for them."""


def seconds_on(baud: int, size_bytes: int) -> float:
    """How long a serial line takes for so many bytes."""
    return size_bytes * BITS_A_BYTE / baud


def choose_mode(wanted: Mode, *, baud: int | None, page: int | None, profile: str) -> Mode:
    """RASTER or TEXT for a printer whose Windows-1251 table has this number (None: unknown) on a serial line of this
    speed (None: no serial line); raises ``LineTooSlow`` where neither will do."""
    if wanted is Mode.RASTER:
        return wanted
    seconds = 0.0 if baud is None else seconds_on(baud, SLIP_BYTES)
    if wanted is Mode.AUTOMATIC and seconds <= LONGEST_SECONDS:
        return Mode.RASTER
    if page is None:
        raise TableUnknown(profile) if baud is None else LineTooSlow(baud, seconds, profile)
    return Mode.TEXT
