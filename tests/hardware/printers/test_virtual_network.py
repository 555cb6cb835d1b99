"""The virtual printer on the network, as a host meets it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from hardware.errors import WireBroke
from hardware.printers.conversation import Conversation
from hardware.printers.status import ProcessDone
from hardware.printers.virtual import Mode, VirtualPrinter
from hardware.printers.wires.tcp import TcpWire, open_tcp
from tests.hardware.printers.conftest import Host, StartPrinter
from tests.hardware.printers.slips import UKRAINIAN

Connect = Callable[[VirtualPrinter], TcpWire]
ASK_PROCESS = b"\x1d(H\x06\x00\x30\x30abcd"


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Opens wires and ends them after the test."""
    with ExitStack() as stack:

        def to(printer: VirtualPrinter) -> TcpWire:
            wire = open_tcp(printer.host, printer.port, timeout_seconds=1)
            stack.callback(wire.close)
            return wire

        yield to


def test_a_second_host_waits_until_the_first_has_gone(start: StartPrinter, connect: Connect) -> None:
    printer = start()
    first, waiting = Conversation(connect(printer)), Conversation(connect(printer))

    assert first.ask_condition(seconds=1) is not None
    assert waiting.ask_condition(seconds=0.2) is None


def test_the_second_host_is_served_after_the_first(start: StartPrinter, connect: Connect) -> None:
    printer = start()
    first, second = connect(printer), connect(printer)

    first.close()

    assert Conversation(second).ask_condition(seconds=1) is not None


def test_a_host_that_comes_too_late_still_gets_the_latest_confirmation(start: StartPrinter, connect: Connect) -> None:
    printer = start(slow_bytes_per_second=2000)
    printer.misbehave(Mode.SLOW)
    gone = connect(printer)
    Conversation(gone).exchange(bytes(600) + ASK_PROCESS, seconds=1)
    gone.close()

    event = Conversation(connect(printer)).listen(seconds=3, until=lambda event: isinstance(event, ProcessDone))

    assert event == ProcessDone(b"abcd")


def test_a_host_hears_of_an_open_cover_without_asking(start: StartPrinter, connect: Connect) -> None:
    printer = start()
    talk = Conversation(connect(printer))
    talk.start_reports(waits=True, seconds=1)

    printer.misbehave(Mode.COVER_OPEN)

    assert talk.listen(seconds=1, until=lambda _event: True) is not None


def test_power_loss_in_the_middle_breaks_the_connection(start: StartPrinter, connect: Connect) -> None:
    printer = start(halfway_rows=10)
    printer.misbehave(Mode.CLOSES_HALFWAY)
    talk = Conversation(connect(printer))

    with pytest.raises(WireBroke, match="broke off"):
        talk.exchange(b"\x1dv0\x00\x48\x00\xff\x00" + bytes(72 * 255), seconds=2, once_sent=lambda _event: False)


def test_the_port_is_free_again_after_it_stops(start: StartPrinter) -> None:
    printer = start()
    printer.stop()

    with socket.create_server((printer.host, printer.port)) as other:
        assert other.getsockname()[1] == printer.port


def test_a_slip_is_counted_with_its_bytes(start: StartPrinter, host: Host) -> None:
    printer = start()

    host(printer).print(UKRAINIAN)

    slip = printer.slips[0]
    assert (slip.number, slip.is_cut) == (1, True)
    assert 15_000 < slip.bytes_received < 25_000


def test_waiting_for_paper_that_does_not_come_has_an_end(start: StartPrinter) -> None:
    with pytest.raises(TimeoutError, match="slip 1 did not come out"):
        start().wait_for_slip(1, 0.05)
