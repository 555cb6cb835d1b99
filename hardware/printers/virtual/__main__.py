"""Run the virtual printer: ``python -m hardware.printers.virtual --port 9100 --control-port 9101 --folder slips``.

With ``--pty`` it is on a serial line instead, which a box opens like an adapter's.
"""

import argparse
import signal
import sys
import threading
from pathlib import Path

from hardware.printers.virtual.control import ControlServer
from hardware.printers.virtual.doors import SerialDoor
from hardware.printers.virtual.misbehaviour import Mode
from hardware.printers.virtual.network import VirtualPrinter
from server.contract.terms import Evidence


def main(arguments: list[str] | None = None) -> int:
    """Print until Ctrl-C or SIGTERM; 1 when a port is taken."""
    wanted = _parser().parse_args(arguments)
    printer = VirtualPrinter(
        wanted.folder,
        wanted.port,
        host=wanted.host,
        width_dots=wanted.width,
        grade=Evidence(wanted.grade),
        slow_bytes_per_second=wanted.slow,
        door=SerialDoor(_link(wanted.pty)) if wanted.pty is not None else None,
    )
    printer.misbehave(Mode(wanted.mode))
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    try:
        printer.start()
    except OSError as error:
        if wanted.pty is not None:
            return _said(f"cannot make the link {wanted.pty} ({error}); choose another place")
        return _taken(wanted.host, wanted.port, error)
    try:
        control = ControlServer(printer, wanted.control_port, host=wanted.host)
    except OSError as error:
        printer.stop()
        return _taken(wanted.host, wanted.control_port, error)
    control.start()
    print(f"virtual printer: ESC/POS at {printer.address}, slips in {wanted.folder}", flush=True)
    print(f"virtual printer: page at http://{wanted.host}:{control.port}/", flush=True)
    stopping.wait()
    control.stop()
    printer.stop()
    return 0


def _link(wanted: Path) -> Path | None:
    return None if wanted == Path() else wanted


def _taken(host: str, port: int, error: OSError) -> int:
    return _said(f"cannot listen at {host}:{port} ({error}); choose another port")


def _said(why: str) -> int:
    print(f"virtual printer: {why}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hardware.printers.virtual", description="A ticket printer that is not there."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=9100, help="port for ESC/POS (9100); 0 lets the system choose")
    parser.add_argument(
        "--pty",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="LINK",
        help="a serial line instead of the port: the program says which device, or makes this link to it",
    )
    parser.add_argument(
        "--control-port", type=int, default=9101, help="port of the page (9101); 0 lets the system choose"
    )
    parser.add_argument("--folder", type=Path, default=Path("slips"), help="where the slips go as PNG (slips)")
    parser.add_argument("--width", type=int, choices=(384, 512, 576), default=576, help="dots across the paper (576)")
    parser.add_argument(
        "--grade", choices=list(Evidence), default=Evidence.PROCESS_ID, help="the best proof of print it gives (a)"
    )
    parser.add_argument("--slow", type=int, default=2000, help="bytes a second when it is slow (2000)")
    parser.add_argument("--mode", choices=list(Mode), default=Mode.NORMAL, help="how it behaves at first (normal)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
