"""How each kind of fault is brought about and taken away again, and how it is known that all is well."""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from hardware.buttons.frames import encoded
from hardware.buttons.protocol import Key, panel_frame
from hardware.buttons.protocol import Press as PressFrame
from hardware.printers.virtual import Mode
from tests.browser.hall import wait_until
from tests.soak.crew import Crew
from tests.soak.insisting import Refused, poster, until_answered
from tests.soak.plan import Device, Fault, Kind, Place
from tests.soak.rig import LOGINS, PANELS, STUCK, Box, Rig
from tests.soak.way import Way

MODES: Mapping[Kind, Mode] = {
    Kind.POWER_BLINKS: Mode.CLOSES_HALFWAY,
    Kind.PAPER_OUT: Mode.PAPER_OUT,
    Kind.PAPER_OUT_HALFWAY: Mode.PAPER_OUT_HALFWAY,
    Kind.NEAR_END: Mode.NEAR_END,
    Kind.COVER_OPEN: Mode.COVER_OPEN,
    Kind.COVER_OPEN_HALFWAY: Mode.COVER_OPEN_HALFWAY,
    Kind.CUTTER_JAMS: Mode.CUTTER_JAMS,
    Kind.BROKEN: Mode.BROKEN,
    Kind.GARBAGE: Mode.GARBLED,
    Kind.SILENT: Mode.SILENT,
    Kind.SILENT_HALFWAY: Mode.SILENT_HALFWAY,
    Kind.ONE_WAY: Mode.ONE_WAY,
    Kind.SLOW: Mode.SLOW,
}
STRUCK_SECONDS = 120.0
"""Until somebody has taken a ticket there, and its slip is half out."""
NOISE_SECONDS = 0.03
PRESS_SECONDS = 0.1

Strike = Callable[[Rig, Box, random.Random], AbstractContextManager[None]]


@contextmanager
def struck(rig: Rig, fault: Fault, chance: random.Random) -> Iterator[None]:
    """It is so inside, and over afterwards."""
    box = rig.boxes[fault.box]
    if fault.kind in MODES:
        with _printer_in(box, MODES[fault.kind]):
            yield
    else:
        with STRIKES[fault.kind](rig, box, chance):
            yield


def is_well(rig: Rig, fault: Fault) -> bool:
    """The place, as those know it who are told of it."""
    box = rig.boxes[fault.box]
    match fault.place:
        case Place.KIOSK_PRINTER | Place.SECOND_PRINTER | Place.RECEPTION_PRINTER:
            return rig.office.is_ready(box.name, Device.PRINTER)
        case Place.KIOSK_PANELS | Place.RECEPTION_PANELS:
            return rig.office.is_ready(box.name, Device.BUTTONS)
        case Place.HOUSE:
            is_linked = box.page is None or box.page.is_linked
            return rig.office.is_here(box.name) and is_linked and not rig.office.is_ill(box.name, Device.DISK)


@contextmanager
def _printer_in(box: Box, mode: Mode) -> Iterator[None]:
    box.printer.misbehave(mode)
    try:
        if mode is Mode.CLOSES_HALFWAY:
            wait_until(lambda: box.printer.mode is not mode, f"a slip at {box.name}", STRUCK_SECONDS)
        yield
    finally:
        box.printer.misbehave(Mode.NORMAL)


def _spoiled(way: Callable[[Box], Way | None], spoil: Callable[[Way], None]) -> Strike:
    """Of one of the ways around a box."""

    @contextmanager
    def strike(_: Rig, box: Box, __: random.Random) -> Iterator[None]:
        struck_way = way(box)
        assert struck_way is not None
        spoil(struck_way)
        try:
            yield
        finally:
            struck_way.mend()

    return strike


_line_reset = _spoiled(lambda box: box.cable, Way.cut)


@contextmanager
def _power_out(rig: Rig, box: Box, chance: random.Random) -> Iterator[None]:
    with _printer_in(box, Mode.CLOSES_HALFWAY), _line_reset(rig, box, chance):
        yield


@contextmanager
def _unplugged(rig: Rig, box: Box, chance: random.Random) -> Iterator[None]:
    assert box.panels is not None
    if box.adapter is not None:
        with _spoiled(lambda box: box.adapter, Way.cut)(rig, box, chance):
            yield
        return
    box.panels.unplug()
    try:
        yield
    finally:
        box.panels.plug_in()


@contextmanager
def _meanwhile(turn: Callable[[], None], every_seconds: float) -> Iterator[None]:
    """Again and again, on a thread of its own."""

    def go_on(stop: threading.Event) -> None:
        while not stop.wait(every_seconds):
            turn()

    # A fault that ended by itself is none that a box has borne.
    with Crew() as crew:
        crew.begin("fault", go_on)
        yield


@contextmanager
def _noise(_: Rig, box: Box, chance: random.Random) -> Iterator[None]:
    panels = box.panels
    assert panels is not None
    with _meanwhile(lambda: panels.say(chance.randbytes(chance.randint(1, 48))), NOISE_SECONDS):
        yield


@contextmanager
def _half_frames(_: Rig, box: Box, chance: random.Random) -> Iterator[None]:
    panels = box.panels
    assert panels is not None
    addresses = tuple(PANELS[box.name])

    def half() -> None:
        press = PressFrame(chance.choice(addresses), chance.randrange(256), Key.CALL, chance.randrange(65536))
        frame = encoded(panel_frame(press))
        cut = chance.randrange(1, len(frame))
        panels.say(chance.choice((frame[:cut], frame[cut:])))

    with _meanwhile(half, NOISE_SECONDS):
        yield


@contextmanager
def _stuck_key(rig: Rig, box: Box, _: random.Random) -> Iterator[None]:
    panels, address = box.panels, STUCK[box.name]
    assert panels is not None
    with _meanwhile(lambda: panels.press(address, Key.CALL), PRESS_SECONDS):
        yield
    wait_until(lambda: not panels.is_sending(address), "the stuck key's presses are over")
    window = PANELS[box.name][address]
    login = LOGINS[window]
    for name in ("start-serving", "finish-serving"):
        try:
            until_answered(
                poster(rig.hall.session(login), f"{rig.hall.url}/v1/commands/{name}"),
                {"window_id": rig.crowd.windows[login]},
            )
        except Refused:
            return  # it called nobody


@contextmanager
def _network_blinks(_: Rig, box: Box, __: random.Random) -> Iterator[None]:
    box.network.cut()
    box.network.mend()
    yield


@contextmanager
def _server_killed(rig: Rig, _: Box, __: random.Random) -> Iterator[None]:
    rig.hall.stop(signal.SIGKILL)
    rig.hall.start()
    yield


@contextmanager
def _server_away(rig: Rig, _: Box, __: random.Random) -> Iterator[None]:
    rig.hall.stop(signal.SIGKILL)
    try:
        yield
    finally:
        rig.hall.start()


@contextmanager
def _box_killed(_: Rig, box: Box, __: random.Random) -> Iterator[None]:
    box.process.end(signal.SIGKILL)
    box.process.start()
    yield


@contextmanager
def _box_off(_: Rig, box: Box, __: random.Random) -> Iterator[None]:
    box.process.end(signal.SIGKILL)
    try:
        yield
    finally:
        box.process.start()


@contextmanager
def _disk_full(_: Rig, box: Box, __: random.Random) -> Iterator[None]:
    box.process.fill_disk()
    try:
        yield
    finally:
        box.process.empty_disk()


STRIKES: Mapping[Kind, Strike] = {
    Kind.LINE_RESET: _line_reset,
    Kind.CABLE_PULLED: _spoiled(lambda box: box.cable, Way.deafen),
    Kind.POWER_OUT: _power_out,
    Kind.UNPLUGGED: _unplugged,
    Kind.PANELS_SILENT: _spoiled(lambda box: box.adapter, Way.deafen),
    Kind.NOISE: _noise,
    Kind.HALF_FRAMES: _half_frames,
    Kind.STUCK_KEY: _stuck_key,
    Kind.NETWORK_BLINKS: _network_blinks,
    Kind.NETWORK_REFUSED: _spoiled(lambda box: box.network, Way.cut),
    Kind.NETWORK_DEAF: _spoiled(lambda box: box.network, Way.deafen),
    Kind.NETWORK_LONG: _spoiled(lambda box: box.network, Way.deafen),
    Kind.SERVER_KILLED: _server_killed,
    Kind.SERVER_AWAY: _server_away,
    Kind.BOX_KILLED: _box_killed,
    Kind.BOX_OFF: _box_off,
    Kind.DISK_FULL: _disk_full,
}
