"""What was found is asked, and its lines are settings that a box can start with."""

from __future__ import annotations

import errno
import os
import select
import socket
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from hardware.buttons.virtual.panel import VirtualPanel
from hardware.drivers import open_printer
from hardware.ports import Capabilities
from hardware.printers.virtual import VirtualPrinter
from hardware.printers.virtual.misbehaviour import Mode
from hardware.settings import BoxSettings, read_settings
from hardware.trials.causes import cannot_be_opened
from hardware.trials.plugged import Places, SerialPort, UsbPrinter
from hardware.trials.probing import (
    Found,
    Options,
    advice_for_nothing,
    asked,
    printer_lines,
    probed,
    serial_port,
    usb_options,
)
from hardware.trials.say import Say, same
from server.contract.terms import Evidence, PanelMake
from tests.hardware.box.fake_printer import FakePrinter


def only(found: list[Found]) -> Found:
    assert len(found) == 1
    return found[0]


def read_back(found: Found, folder: Path) -> BoxSettings:
    """The lines, pasted into a box's settings."""
    path = folder / "box.toml"
    path.write_text("\n".join(['server_url = "http://10.0.0.2:8080"', 'state_folder = "s"', *found.lines]), "utf-8")
    return read_settings(path, {})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("grade", "said"),
    [(Evidence.PROCESS_ID, "the best"), (Evidence.STATUS_AFTER_CUT, "good"), (Evidence.REALTIME_STATUS, "weak")],
)
def test_a_printer_at_an_address_is_asked_and_its_lines_open_it(
    tmp_path: Path, places: Places, grade: Evidence, said: str
) -> None:
    with VirtualPrinter(tmp_path / "paper", 0, grade=grade) as printer:
        found = only(list(probed([f"127.0.0.1:{printer.port}"], places)))
        settings = read_back(found, tmp_path).printer
        assert settings is not None
        opened = open_printer(settings.driver, settings.options)
        can = opened.probe()

    assert any(said in each.en for each in found.said)
    assert settings.options == {"host": "127.0.0.1", "port": printer.port, "evidence": grade.value}
    assert can.evidence is grade
    assert not printer.slips


def test_a_printer_that_cannot_print_now_is_told_with_what_to_do(
    tmp_path: Path, places: Places, printer: VirtualPrinter
) -> None:
    printer.misbehave(Mode.COVER_OPEN)

    found = only(list(probed([f"127.0.0.1:{printer.port}"], places)))

    assert "Закрийте кришку" in "\n".join(found.told())
    assert read_back(found, tmp_path).printer is not None


def test_a_printer_that_says_nothing_is_not_taken_for_one_that_cannot(
    tmp_path: Path, places: Places, printer: VirtualPrinter
) -> None:
    printer.misbehave(Mode.SILENT)

    found = only(list(probed([f"127.0.0.1:{printer.port}"], places)))

    settings = read_back(found, tmp_path).printer
    assert settings is not None
    assert "evidence" not in settings.options
    assert "stop the kiosk" in found.said[0].en
    assert not found.has_answered


def test_an_address_where_nothing_is_gives_no_lines(places: Places, printer: VirtualPrinter) -> None:
    port = printer.port
    printer.stop()

    found = list(probed([f"127.0.0.1:{port}", "127.0.0.1:99999"], places))

    assert [each.lines for each in found] == [(), ()]
    assert "cannot be opened" in found[0].said[0].en
    assert "no such port" in found[1].said[0].en


@pytest.mark.parametrize(
    ("number", "uk", "en"),
    [
        (errno.ECONNREFUSED, "Перевірте порт", "Check the port"),
        (errno.ENOENT, "Чи вставлено кабель?", "Is its cable in?"),
        (errno.EACCES, "Додайте його до груп", "Add the user to the groups"),
        (errno.EBUSY, "його тримає інша програма", "another program holds it"),
        (errno.EHOSTUNREACH, "Перевірте адресу", "Check the address"),
        (errno.ETIMEDOUT, "ніхто не відповів", "nobody answered"),
    ],
)
def test_why_nothing_opens_is_told_in_the_language_of_the_sentence_with_what_to_do(
    number: int, uk: str, en: str
) -> None:
    said = cannot_be_opened(os.strerror(number))

    assert uk in said.uk
    assert en in said.en
    assert os.strerror(number) not in said.uk


def test_a_name_that_nobody_has_is_told_with_what_to_do() -> None:
    said = cannot_be_opened("Name or service not known")

    assert "Назвіть адресу, як-от 10.0.0.7" in said.uk
    assert "no such name in the network" in said.en


@pytest.mark.parametrize(("port", "lines"), [(8080, 0), (9101, 4)])
def test_a_web_server_is_not_offered_as_a_printer(port: int, lines: int) -> None:
    class Quiet(FakePrinter):
        def probe(self) -> Capabilities:
            return Capabilities(Evidence.NONE, has_automatic_status=False)

    found = asked(same("x"), Quiet(), "escpos-tcp", {"host": "10.0.0.7", "port": port})

    assert len(found.lines) == lines


@pytest.mark.slow
def test_panels_are_heard_on_their_wire_and_their_lines_are_settings(tmp_path: Path, places: Places) -> None:
    wires = places.dev / "serial/by-id"
    wires.mkdir(parents=True)
    with VirtualPanel(wires / "usb-panel", (32, 33)):
        found = only(list(probed([], places, patience_seconds=8.0)))

    buttons = read_back(found, tmp_path).buttons
    assert [button.wire for button in buttons] == [str(wires / "usb-panel")]
    assert "32, 33" in found.said[0].en


@pytest.mark.slow
def test_a_printer_on_a_serial_wire_is_found_with_its_speed(
    tmp_path: Path, places: Places, printer: VirtualPrinter
) -> None:
    wires = places.dev / "serial/by-id"
    wires.mkdir(parents=True)
    with on_a_pseudo_terminal(printer, wires / "usb-printer"):
        found = only(list(probed([], places, patience_seconds=0.1)))

    settings = read_back(found, tmp_path).printer
    assert settings is not None
    assert settings.options == {"wire": str(wires / "usb-printer"), "baud": 115200, "evidence": "a"}


@pytest.mark.parametrize(
    ("is_cts_wired", "flow"), [(True, {}), (False, {"flow": "software"})], ids=["with CTS", "without CTS"]
)
def test_a_serial_printer_is_asked_without_flow_control_first(
    tmp_path: Path, flow: dict[str, str], *, is_cts_wired: bool
) -> None:
    asked: list[str] = []

    def ask(what: Say, driver: str, options: Options) -> Found:
        asked.append(f"{options['baud']} {options.get('flow', 'hardware')}")
        has_answered = options["baud"] == 19200 and (is_cts_wired or "flow" in options)
        return Found(what, (), printer_lines(driver, options, Evidence.PROCESS_ID), has_answered=has_answered)

    with PseudoTerminal(tmp_path / "wire") as port:
        found = serial_port(port, patience_seconds=0.1, ask=ask)

    settings = read_back(found, tmp_path).printer
    assert settings is not None
    assert settings.options == {"wire": str(port.path), "baud": 19200, "evidence": "a", **flow}
    assert asked[:3] == ["115200 none", "19200 none", "19200 hardware"]


def test_a_qsystem_panel_is_heard_and_not_asked_as_a_printer(tmp_path: Path) -> None:
    def never(what: Say, driver: str, options: Options) -> Found:
        raise AssertionError("asked all the same")

    with PseudoTerminal(tmp_path / "wire", says=bytes([1, 40, 0x31, 7])) as port:
        found = serial_port(port, patience_seconds=0.5, ask=never)

    (buttons,) = read_back(found, tmp_path).buttons
    assert (buttons.kind, buttons.baud, buttons.windows) == (PanelMake.QSYSTEM, 57600, {"40": "1"})


class PseudoTerminal:
    """A serial port; the device behind it says the same again and again."""

    def __init__(self, link: Path, says: bytes = b"") -> None:
        self._link = link
        self._says = says
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._say)

    def __enter__(self) -> SerialPort:
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        os.set_blocking(self._ours, False)
        self._link.symlink_to(os.ttyname(self._theirs))
        self._thread.start()
        return SerialPort(self._link)

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()
        os.close(self._ours)
        os.close(self._theirs)

    def _say(self) -> None:
        while self._says and not self._stop.wait(0.02):
            with suppress(BlockingIOError):
                os.write(self._ours, self._says)


@contextmanager
def on_a_pseudo_terminal(printer: VirtualPrinter, link: Path) -> Iterator[None]:
    """The printer behind a serial wire: what comes by the one is handed on to the other."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    link.symlink_to(os.ttyname(theirs))
    network = socket.create_connection((printer.host, printer.port))
    stop = threading.Event()

    def hand_on() -> None:
        while not stop.is_set():
            ready, _, _ = select.select([ours, network.fileno()], [], [], 0.05)
            if ours in ready:
                network.sendall(os.read(ours, 4096))
            if network.fileno() in ready:
                os.write(ours, network.recv(4096))

    bridge = threading.Thread(target=hand_on)
    bridge.start()
    try:
        yield
    finally:
        stop.set()
        bridge.join()
        network.close()
        os.close(ours)
        os.close(theirs)


def test_a_printer_without_a_node_is_named_by_its_numbers_as_lsusb_shows_them() -> None:
    printer = UsbPrinter("EPSON TM-T20II", 0x04B8, 0x0E15, "J3A0", None)

    lines = printer_lines("escpos-usb", usb_options(printer), Evidence.PROCESS_ID)

    assert lines == (
        "[printer]",
        'driver = "escpos-usb"',
        "vendor = 0x04b8",
        "product = 0x0e15",
        'serial = "J3A0"',
        'evidence = "a"',
    )


def test_whatever_a_device_is_called_its_line_is_toml(tmp_path: Path) -> None:
    wire = '/dev/serial/by-id/usb-«Панель»_"1"\\2'

    found = Found(same("x"), (), printer_lines("escpos-serial", {"wire": wire, "baud": 9600}, None))

    settings = read_back(found, tmp_path).printer
    assert settings is not None
    assert settings.options == {"wire": wire, "baud": 9600}


def test_a_machine_where_nothing_is_found_is_told_what_to_check() -> None:
    advice = "\n".join(advice_for_nothing())

    assert "cherha-hardware probe 10.0.0.7" in advice
    assert "dialout" in advice
