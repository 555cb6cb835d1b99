"""Run virtual panels: ``python -m hardware.buttons.virtual --wire LINK --page-port 9102 --addresses 1,2,3``."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from hardware.buttons.frames import HIGHEST_ADDRESS
from hardware.buttons.virtual.page import PageServer
from hardware.buttons.virtual.panel import VirtualPanel


def main(arguments: list[str] | None = None) -> int:
    """Until Ctrl-C or SIGTERM; 1 when the port or the link's place is taken."""
    wanted = _parser().parse_args(arguments)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    panels = VirtualPanel(wanted.wire, wanted.addresses)
    try:
        page = PageServer(panels, wanted.wire, wanted.page_port)
    except OSError as error:
        print(
            f"virtual panel: cannot listen at 127.0.0.1:{wanted.page_port} ({error}); choose another port",
            file=sys.stderr,
        )
        return 1
    try:
        panels.start()
    except OSError as error:
        print(f"virtual panel: cannot make the link {wanted.wire} ({error}); choose another place", file=sys.stderr)
        return 1
    page.start()
    print(f"virtual panel: wire at {wanted.wire}, page at http://127.0.0.1:{page.port}/", flush=True)
    stopping.wait()
    page.stop()
    panels.stop()
    return 0


def _addresses(text: str) -> tuple[int, ...]:
    addresses = tuple(int(each) for each in text.split(","))
    if not all(1 <= address <= HIGHEST_ADDRESS for address in addresses):
        raise ValueError(text)
    return addresses


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hardware.buttons.virtual", description="Window-call panels that are not there."
    )
    parser.add_argument("--wire", type=Path, required=True, metavar="LINK", help="where a box finds the wire")
    parser.add_argument("--page-port", type=int, default=9102, help="port of the page (9102); 0: any free one")
    parser.add_argument(
        "--addresses", type=_addresses, default=(1,), metavar="N,N…", help=f"of the panels, 1 to {HIGHEST_ADDRESS} (1)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
