"""Which faults strike where and when: drawn from a seed, so that a soak can be played again. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain


class Told(StrEnum):
    """Who must learn of a fault while it lasts."""

    DEVICE = "the office: the device"
    BOX = "the office: the box"
    PAGE = "the kiosk's page"
    NOBODY = "—"
    """It is over before anybody can act, or every slip of it is told by itself."""


class BoxName(StrEnum):
    """The boxes of the soak, by what the office calls them."""

    KIOSK = "Kiosk"
    SECOND = "Second kiosk"
    RECEPTION = "Reception"


class Device(StrEnum):
    """As a box names them."""

    PRINTER = "printer"
    BUTTONS = "buttons"
    DISK = "disk"
    """Named from its first trouble on."""


class Kind(StrEnum):
    """What happens, in the words of the table."""

    LINE_RESET = "printer: the connection is cut and refused"
    CABLE_PULLED = "printer: its cable is pulled"
    POWER_BLINKS = "printer: its power blinks in mid-slip"
    POWER_OUT = "printer: its power goes in mid-slip and stays away"
    PAPER_OUT = "printer: no paper, a new roll"
    PAPER_OUT_HALFWAY = "printer: the paper ends in mid-slip"
    NEAR_END = "printer: the paper is near its end"
    COVER_OPEN = "printer: the cover is open"
    COVER_OPEN_HALFWAY = "printer: the cover is opened in mid-slip"
    CUTTER_JAMS = "printer: the blade jams"
    BROKEN = "printer: an error that does not pass"
    GARBAGE = "printer: it answers rubbish"
    SILENT = "printer: it is silent"
    SILENT_HALFWAY = "printer: it falls silent in mid-slip"
    ONE_WAY = "printer: it prints and no longer answers"
    SLOW = "printer: it is slow"
    UNPLUGGED = "panels: the wire is unplugged"
    PANELS_SILENT = "panels: they are silent"
    NOISE = "panels: noise on the wire"
    HALF_FRAMES = "panels: half frames"
    STUCK_KEY = "panels: a key presses ten times a second"
    NETWORK_BLINKS = "network: the box loses the server for a second"
    NETWORK_REFUSED = "network: the box is cut off, and refused"
    NETWORK_DEAF = "network: nothing passes, and nobody hangs up"
    NETWORK_LONG = "network: the box is away for long"
    SERVER_KILLED = "server: killed and started anew"
    SERVER_AWAY = "server: killed, and away for a while"
    BOX_KILLED = "box: killed and started anew"
    BOX_OFF = "box: killed, and off for long"
    DISK_FULL = "box: its disk is full"


class Place(StrEnum):
    """What goes wrong by itself, one fault after another; all of them at the same time."""

    KIOSK_PRINTER = "the kiosk's printer"
    SECOND_PRINTER = "the second kiosk's printer"
    RECEPTION_PRINTER = "reception's printer"
    KIOSK_PANELS = "panels on a serial wire"
    RECEPTION_PANELS = "panels on the network"
    HOUSE = "network, power and disks"


@dataclass(frozen=True, slots=True)
class Fault:
    """One of the plan: it begins no sooner than ``hour`` and lasts so many minutes, or until it is told."""

    place: Place
    kind: Kind
    box: BoxName
    hour: float
    minutes: float


_PRINTER_KINDS = tuple(kind for kind in Kind if kind.startswith("printer:"))
_ANYWHERE = (Kind.UNPLUGGED, Kind.NOISE, Kind.HALF_FRAMES, Kind.STUCK_KEY)
KINDS: Mapping[Place, Sequence[Kind]] = {
    Place.KIOSK_PRINTER: _PRINTER_KINDS,
    Place.SECOND_PRINTER: _PRINTER_KINDS,
    Place.RECEPTION_PRINTER: _PRINTER_KINDS,
    Place.KIOSK_PANELS: _ANYWHERE,
    Place.RECEPTION_PANELS: (*_ANYWHERE, Kind.PANELS_SILENT),
    Place.HOUSE: tuple(kind for kind in Kind if kind.startswith(("network:", "server:", "box:"))),
}
HOME: Mapping[Place, BoxName] = {
    Place.KIOSK_PRINTER: BoxName.KIOSK,
    Place.SECOND_PRINTER: BoxName.SECOND,
    Place.RECEPTION_PRINTER: BoxName.RECEPTION,
    Place.KIOSK_PANELS: BoxName.KIOSK,
    Place.RECEPTION_PANELS: BoxName.RECEPTION,
}
_KIOSKS = (BoxName.KIOSK, BoxName.SECOND)
_BOXES_OF: Mapping[Kind, Sequence[BoxName]] = {
    # Their own pages say it; reception's box has none.
    Kind.NETWORK_REFUSED: _KIOSKS,
    Kind.NETWORK_DEAF: _KIOSKS,
    # The two others live through everything, so that their memory can be compared.
    Kind.BOX_KILLED: (BoxName.SECOND,),
    Kind.BOX_OFF: (BoxName.SECOND,),
    Kind.SERVER_KILLED: (BoxName.KIOSK,),
    Kind.SERVER_AWAY: (BoxName.KIOSK,),
}
_TOLD: Mapping[Kind, Told] = {
    Kind.POWER_BLINKS: Told.NOBODY,
    Kind.SLOW: Told.NOBODY,
    Kind.NOISE: Told.NOBODY,
    Kind.HALF_FRAMES: Told.NOBODY,
    Kind.STUCK_KEY: Told.NOBODY,
    Kind.NETWORK_BLINKS: Told.NOBODY,
    Kind.NETWORK_REFUSED: Told.PAGE,
    Kind.NETWORK_DEAF: Told.PAGE,
    Kind.NETWORK_LONG: Told.BOX,
    Kind.SERVER_KILLED: Told.PAGE,
    Kind.SERVER_AWAY: Told.PAGE,
    Kind.BOX_KILLED: Told.NOBODY,
    Kind.BOX_OFF: Told.BOX,
}
BETWEEN_HOURS: Mapping[Place, tuple[float, float]] = {
    **dict.fromkeys(Place, (0.8, 2.0)),
    # A server that is killed takes as long to come back here as anywhere, and a box is noted as lost after 15 s.
    Place.HOUSE: (2.0, 4.0),
}
"""From the beginning of one fault at a place to the next; one that is told late puts the next off."""
MINUTES = (4.0, 30.0)


def told_to(kind: Kind) -> Told:
    """Who must learn of it; of all the others it is the device that the office is told of."""
    return _TOLD.get(kind, Told.DEVICE)


def planned(*, seed: int, hours: float) -> tuple[Fault, ...]:
    """The plan of so many hours, by their beginning. At each place every kind comes up before one comes again."""
    chance = random.Random(seed)
    faults = chain.from_iterable(_of_place(place, hours, chance) for place in Place)
    return tuple(sorted(faults, key=lambda fault: fault.hour))


def _of_place(place: Place, hours: float, chance: random.Random) -> Iterator[Fault]:
    deck: list[Kind] = []
    hour = chance.uniform(*BETWEEN_HOURS[place]) / 2
    while hour < hours:
        deck = deck or chance.sample(KINDS[place], len(KINDS[place]))
        kind = deck.pop()
        boxes = (HOME[place],) if place in HOME else _BOXES_OF.get(kind, tuple(BoxName))
        yield Fault(place, kind, chance.choice(boxes), hour, chance.uniform(*MINUTES))
        hour += chance.uniform(*BETWEEN_HOURS[place])
