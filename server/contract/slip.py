"""The printed paper as data: the server decides what it says, a printer adapter decides how it looks."""

from dataclasses import dataclass
from datetime import datetime

from server.contract.terms import Language


@dataclass(frozen=True, slots=True)
class WaitRange:
    """An expected wait in whole minutes, both ends rounded up to five; ``low`` is never above ``high``."""

    low_minutes: int
    high_minutes: int


@dataclass(frozen=True, slots=True)
class SlipWords:
    """What a slip says once more, in a second language; empty where the office has written nothing in it."""

    language: Language
    hall_name: str
    service_name: str
    purpose_name: str
    texts: dict[str, str]
    """By the keys of the slip's own."""
    further: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    bottom_text: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One ticket on paper.

    ``texts`` carries every fixed word of the slip in ``language``, by the keys ``your_number``, ``service``,
    ``purpose``,
    ``before_you``, ``wait``, ``minutes``, ``unknown_wait``, ``follow``, ``valid_today``, ``copy``, ``then``,
    ``documents``, ``window`` and ``windows``, so that a box needs no catalogue. Slips that were ordered by an older
    server lack the last three, and whatever has a default.
    """

    hall_name: str
    label: str
    service_name: str
    purpose_name: str
    taken_at: datetime
    """Aware, in the hall's own time zone."""
    people_before: int
    wait: WaitRange | None
    """None: nobody can say yet; the slip says so in words."""
    phone_url: str
    """Absolute address of the ticket's phone page, for the QR."""
    language: Language
    is_copy: bool
    """A reprint carries the mark «копія» in large letters."""
    texts: dict[str, str]
    further: tuple[str, ...] = ()
    """Names of the further services of the visit, under the heading ``then``."""
    documents: tuple[str, ...] = ()
    """What to have ready for the service, one thing or one line of the office's each."""
    windows: tuple[str, ...] = ()
    """Names of the windows that give the service, in the hall's order."""
    bottom_text: str = ""
    """The office's own words at the foot; may have line ends."""
    second: SlipWords | None = None
    """Ukrainian for whoever took the ticket in another language, and the reverse."""
