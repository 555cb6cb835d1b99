"""The wire is a pseudo-terminal, a socket or a telnet port; lost, it can be opened again."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serial
import serial.rfc2217

from hardware.buttons.wired import SerialWire
from hardware.errors import SettingsRefused, WireBroke, WireUnreachable
from hardware.pseudo_terminal import PseudoTerminal
from tests.kiosk.running import DEADLINE_SECONDS, wait_until


def read_until(wire: SerialWire, wanted: bytes) -> None:
    """Until the wire has brought just this."""
    come = bytearray()

    def has_come() -> bool:
        come.extend(wire.read())
        return bytes(come) == wanted

    wait_until(has_come, f"{wanted!r} on the wire")


@contextmanager
def echo_at_a_socket() -> Iterator[int]:
    """A TCP port that says everything back."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                while data := connection.recv(100):
                    connection.sendall(data)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(DEADLINE_SECONDS)


@contextmanager
def echo_at_a_telnet_port() -> Iterator[int]:
    """A network adapter for serial lines (RFC 2217) whose line leads back to itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener, serial.serial_for_url("loop://", timeout=0) as port:
        over = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                # The stubs ask for more than the manager does of its two ends.
                manager = serial.rfc2217.PortManager(port, Connection(connection))  # type: ignore[arg-type]
                connection.settimeout(0.02)
                while not over.is_set():
                    try:
                        port.write(b"".join(manager.filter(connection.recv(1024))))
                    except TimeoutError:
                        pass
                    except OSError:
                        return
                    connection.sendall(b"".join(manager.escape(port.read(100))))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        over.set()
        thread.join(DEADLINE_SECONDS)


class Connection:
    """What pyserial's port manager writes its answers to."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def write(self, data: bytes) -> None:
        self._connection.sendall(data)


def test_bytes_go_both_ways_by_a_device(tmp_path: Path) -> None:
    terminal = PseudoTerminal(tmp_path / "wire")
    wire = SerialWire(str(tmp_path / "wire"))

    wire.open()
    terminal.write(b"to the box")
    read_until(wire, b"to the box")
    wire.write(b"to the panel")

    assert terminal.read(timeout_seconds=DEADLINE_SECONDS) == b"to the panel"
    wire.close()
    terminal.close()


def test_bytes_go_both_ways_by_a_socket() -> None:
    with echo_at_a_socket() as port:
        wire = SerialWire(f"socket://127.0.0.1:{port}")

        wire.open()
        wire.write(b"hello")
        read_until(wire, b"hello")
        wire.close()


@pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning")  # pyserial 3.5's own
def test_bytes_go_both_ways_by_a_telnet_port() -> None:
    with echo_at_a_telnet_port() as port:
        wire = SerialWire(f"rfc2217://127.0.0.1:{port}")

        wire.open()
        wire.write(b"hello")
        read_until(wire, b"hello")
        wire.close()


def test_nothing_on_the_wire_is_no_fault(tmp_path: Path) -> None:
    terminal = PseudoTerminal(tmp_path / "wire")
    wire = SerialWire(str(tmp_path / "wire"))
    wire.open()

    assert wire.read() == b""
    wire.close()
    terminal.close()


def test_a_pulled_wire_breaks_and_can_be_opened_again(tmp_path: Path) -> None:
    link = tmp_path / "wire"
    terminal = PseudoTerminal(link)
    wire = SerialWire(str(link))
    wire.open()

    terminal.close()
    with pytest.raises(WireBroke):
        wire.read()
    with pytest.raises(WireUnreachable, match="is it switched on"):
        wire.open()
    terminal = PseudoTerminal(link)
    wire.open()
    terminal.write(b"back")

    read_until(wire, b"back")
    wire.close()
    terminal.close()


def test_a_peer_that_takes_nothing_does_not_hold_the_writer_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire = SerialWire(f"socket://127.0.0.1:{listener.getsockname()[1]}")
        wire.open()
        peer, _ = listener.accept()

        with pytest.raises(WireBroke):
            wire.write(b"x" * 50_000_000)
        peer.close()


def test_a_device_belongs_to_one_program(tmp_path: Path) -> None:
    terminal = PseudoTerminal(tmp_path / "wire")
    wire, other = SerialWire(str(tmp_path / "wire")), SerialWire(str(tmp_path / "wire"))
    wire.open()

    with pytest.raises(WireUnreachable):
        other.open()
    wire.close()
    terminal.close()


def test_an_address_of_no_known_kind_is_refused_at_once() -> None:
    with pytest.raises(SettingsRefused, match="rfc2217://host:port"):
        SerialWire("carrier-pigeon://roof")
