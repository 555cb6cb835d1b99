"""Run virtual panels or displays: ``python -m hardware.buttons.virtual --make cherha --wire LINK --addresses 1,2``."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from hardware.buttons.settings import MOST_INPUTS
from hardware.buttons.virtual.cherha_panels import CherhaPanels
from hardware.buttons.virtual.far_end import FarEnd
from hardware.buttons.virtual.misbehaviour import OFFERED, Mode
from hardware.buttons.virtual.modbus_modules import ModbusModules
from hardware.buttons.virtual.page import PageServer
from hardware.buttons.virtual.places import LinkPlace, Place, PortPlace
from hardware.buttons.virtual.qsystem_panels import QsystemPanels
from hardware.buttons.virtual.window_displays import VirtualDisplays
from hardware.buttons.virtual.wire import VirtualWire
from server.contract.terms import PanelMake

ADDRESSES = {
    PanelMake.CHERHA: range(1, 255),
    PanelMake.QSYSTEM: range(32, 255),
    PanelMake.MODBUS_RTU: range(1, 248),
    PanelMake.MODBUS_TCP: range(1, 248),
    PanelMake.DISPLAY: range(1, 256),
}


def main(arguments: list[str] | None = None) -> int:
    """Until Ctrl-C or SIGTERM; 1 when the port or the wire's place is taken, 2 for options that do not fit."""
    wanted = _wanted(arguments)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    place = _place(wanted)
    wire = VirtualWire(_far_end(wanted), place)
    if wanted.mode is not Mode.NORMAL:
        wire.misbehave(wanted.mode)
    try:
        page = PageServer(wire, wanted.page_port)
    except OSError as error:
        return _taken(f"cannot listen at 127.0.0.1:{wanted.page_port} ({error}); choose another port")
    try:
        wire.start()
    except OSError as error:
        return _taken(f"cannot make the wire {place.address} ({error}); choose another place")
    page.start()
    print(f"virtual panel: wire at {wire.address}, page at http://127.0.0.1:{page.port}/", flush=True)
    stopping.wait()
    page.stop()
    wire.stop()
    return 0


def _taken(why: str) -> int:
    print(f"virtual panel: {why}", file=sys.stderr)
    return 1


def _far_end(wanted: argparse.Namespace) -> FarEnd:
    match wanted.make:
        case PanelMake.QSYSTEM:
            return QsystemPanels(wanted.addresses)
        case PanelMake.DISPLAY:
            return VirtualDisplays(wanted.addresses)
        case PanelMake.MODBUS_RTU | PanelMake.MODBUS_TCP:
            is_tcp = wanted.make is PanelMake.MODBUS_TCP
            return ModbusModules(wanted.addresses, keys=wanted.keys, is_tcp=is_tcp)
        case _:
            return CherhaPanels(wanted.addresses)


def _place(wanted: argparse.Namespace) -> Place:
    if wanted.wire is not None:
        return LinkPlace(wanted.wire)
    return PortPlace(wanted.port, is_bare=wanted.make is PanelMake.MODBUS_TCP)


def _wanted(arguments: list[str] | None) -> argparse.Namespace:
    parser = _parser()
    wanted = parser.parse_args(arguments)
    allowed = ADDRESSES[wanted.make]
    wanted.addresses = wanted.addresses or (allowed[0],)
    if not all(address in allowed for address in wanted.addresses):
        parser.error(f"--addresses: those of {wanted.make} are numbers from {allowed[0]} to {allowed[-1]}")
    if wanted.mode not in OFFERED[wanted.make]:
        parser.error(f"--mode: of {wanted.make} it is one of {', '.join(OFFERED[wanted.make])}")
    if wanted.make is PanelMake.MODBUS_TCP and wanted.port is None:
        parser.error("--make modbus-tcp: name its --port, not a --wire")
    return wanted


def _addresses(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hardware.buttons.virtual", description="Window-call panels and displays that are not there."
    )
    parser.add_argument(
        "--make", type=PanelMake, choices=list(OFFERED), default=PanelMake.CHERHA, help="how they speak (cherha)"
    )
    places = parser.add_mutually_exclusive_group(required=True)
    places.add_argument("--wire", type=Path, metavar="LINK", help="where a box finds the serial wire")
    places.add_argument("--port", type=int, help="the same over TCP, on 127.0.0.1; 0: any free one")
    parser.add_argument("--page-port", type=int, default=9102, help="port of the page (9102); 0: any free one")
    parser.add_argument(
        "--addresses", type=_addresses, metavar="N,N…", help="of the panels, displays or Modbus modules (the first)"
    )
    parser.add_argument(
        "--keys", type=int, choices=(1, 2, 4, MOST_INPUTS), default=1, help="of each panel on a Modbus module (1)"
    )
    parser.add_argument(
        "--mode", type=Mode, choices=list(Mode), default=Mode.NORMAL, help="how they behave at first (normal)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
