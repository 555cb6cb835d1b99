"""A virtual printer on a port of its own, and the real printer driver pointed at it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from hardware.printers.proof import Patience
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.virtual import VirtualPrinter
from hardware.printers.wires.tcp import open_tcp
from server.contract.terms import Evidence

SHORT = Patience(answer_seconds=1.0, print_seconds=5.0, millimetres_per_second=2000.0)
"""A loopback answers within milliseconds; a test of silence must not take a citizen's patience."""

StartPrinter = Callable[..., VirtualPrinter]
Host = Callable[..., ThermalPrinter]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[StartPrinter]:
    """Starts virtual printers, with any of their options, and stops them after the test."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(VirtualPrinter(tmp_path / "paper", 0, **options))


@pytest.fixture
def host() -> Host:
    """Makes the driver of a printer at this port."""

    def of(
        printer: VirtualPrinter, *, evidence: Evidence | None = None, width_dots: int = 576, patience: Patience = SHORT
    ) -> ThermalPrinter:
        settings = ThermalSettings(width_dots=width_dots, evidence=evidence, patience=patience)
        return ThermalPrinter(lambda: open_tcp(printer.host, printer.port, timeout_seconds=2), settings)

    return of
