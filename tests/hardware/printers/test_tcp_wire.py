"""The wire: what reaches the other side when a conversation ends well, and when it does not."""

import socket
from collections.abc import Iterator

import pytest

from hardware.errors import WireBroke, WireUnreachable
from hardware.printers.wires.tcp import TcpWire, open_tcp

DEADLINE_SECONDS = 5.0


@pytest.fixture
def ends() -> Iterator[tuple[TcpWire, socket.socket]]:
    """Our wire and the printer's end of it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire = open_tcp("127.0.0.1", listener.getsockname()[1], timeout_seconds=DEADLINE_SECONDS)
        printer_side, _ = listener.accept()
        with printer_side:
            printer_side.settimeout(DEADLINE_SECONDS)
            yield wire, printer_side
        wire.close()


def test_everything_sent_arrives_though_nobody_read_the_answers(ends: tuple[TcpWire, socket.socket]) -> None:
    wire, printer_side = ends
    data = bytes(2000)
    sent = wire.transfer(memoryview(data), timeout_seconds=DEADLINE_SECONDS).sent
    printer_side.sendall(b"\x12" * 100)

    wire.close()

    assert len(_read_to_the_end(printer_side)) == sent == len(data)


def test_an_aborted_wire_is_reset(ends: tuple[TcpWire, socket.socket]) -> None:
    wire, printer_side = ends

    wire.abort()

    with pytest.raises(ConnectionResetError):
        printer_side.recv(1)


def test_the_last_answer_is_heard_before_the_end(ends: tuple[TcpWire, socket.socket]) -> None:
    wire, printer_side = ends
    printer_side.sendall(b"\x37\x22abcd\x00")
    printer_side.close()

    heard = wire.transfer(memoryview(b""), timeout_seconds=DEADLINE_SECONDS).received

    assert heard == b"\x37\x22abcd\x00"
    with pytest.raises(WireBroke, match="closed the connection"):
        wire.transfer(memoryview(b""), timeout_seconds=DEADLINE_SECONDS)


def test_a_printer_that_reads_nothing_does_not_hold_us(ends: tuple[TcpWire, socket.socket]) -> None:
    wire, _ = ends
    full = memoryview(bytes(2048))
    while wire.transfer(full, timeout_seconds=0.2).sent:
        pass

    assert wire.transfer(full, timeout_seconds=0).sent == 0


def test_a_closed_port_names_the_address_and_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(WireUnreachable, match=rf"127\.0\.0\.1:{port} .*is it switched on"):
        open_tcp("127.0.0.1", port, timeout_seconds=DEADLINE_SECONDS)


def _read_to_the_end(endpoint: socket.socket) -> bytes:
    pieces = []
    while piece := endpoint.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)
