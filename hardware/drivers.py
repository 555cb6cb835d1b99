"""Which printers there are: a driver is chosen by its name in the configuration.

Options that every driver takes: ``width_dots`` 576 (512 for older Epson, 384 for 58 mm paper); ``dots_per_inch`` 203;
``profile`` of python-escpos; ``cutter`` automatic or none; ``can_double``; ``print_seconds``; ``layout`` of the slip by
name or file; ``mode`` raster, text or auto; ``cp1251_page`` (0: as the profile says). Those that can hear the printer
take too: ``evidence`` a, b, c or d (auto: found out by asking); ``answer_seconds``, ``millimetres_per_second``,
``presenter_seconds`` (0: it has no presenter).
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hardware.driver_options import OptionReader, Options, values
from hardware.errors import DriverUnknown, OptionRefused
from hardware.ports import Printer
from hardware.printers.characters import cp1251_page
from hardware.printers.encoder import Cutter, profiles
from hardware.printers.layout.reading import STANDARD, read_layout, why_no_layout
from hardware.printers.line import POLITE_SECONDS
from hardware.printers.mode import Mode, choose_mode
from hardware.printers.proof import Patience
from hardware.printers.raster import NARROWEST_DOTS, WIDEST_DOTS
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.wires.cups import open_cups
from hardware.printers.wires.file import open_file
from hardware.printers.wires.lp import open_lp
from hardware.printers.wires.serial_line import SerialSettings, open_serial
from hardware.printers.wires.tcp import open_tcp
from hardware.printers.wires.usb_bulk import UsbSettings, open_usb
from hardware.serial_port import Flow, why_not_an_address
from server.contract.terms import Evidence

Driver = Callable[[Options], Printer]
FIND_OUT = "auto"
FOR_EVER = float("inf")
SLOWEST_BAUD, USUAL_BAUD, FASTEST_BAUD = 1200, 38400, 921600
WIDEST_ID = 0xFFFF
LONGEST_CONNECT_SECONDS, LONGEST_ANSWER_SECONDS, LONGEST_PRINT_SECONDS = 10.0, 30.0, 120.0
SHARE_SECONDS, LONGEST_SHARE_SECONDS = 15.0, 60.0
A_CITIZEN_WAITS = "a citizen stands and waits, and a box that does not move for longer is started anew"


def open_printer(driver: str, options: Options) -> Printer:
    """The printer that a configuration describes; raises ``ConfigurationRefused``. Does not touch the device yet."""
    if driver not in DRIVERS:
        raise DriverUnknown(driver, DRIVERS)
    return DRIVERS[driver](options)


def escpos_tcp(options: Options) -> Printer:
    """ESC/POS behind a raw TCP port: ``host``; ``port`` 9100; ``connect_seconds`` 3; ``hold`` (false for a printer that
    several kiosks share, which then waits ``share_seconds`` 15 for another's slip) and ``hold_seconds`` 240, after
    which the connection is given up once and opened anew."""
    read = OptionReader("escpos-tcp", options)
    host = read.text("host")
    try:
        host.encode("idna")
    except UnicodeError as error:
        raise OptionRefused("escpos-tcp", "host", f"{host!r} is neither a name nor an address ({error})") from error
    port = read.whole("port", 9100, least=1, most=65535)
    connect_seconds = read.number("connect_seconds", 3.0, most=LONGEST_CONNECT_SECONDS, why=A_CITIZEN_WAITS)
    hold_seconds = read.number("hold_seconds", POLITE_SECONDS)
    is_held = read.yes_or_no("hold", default=True)
    share_seconds = read.number("share_seconds", SHARE_SECONDS, most=LONGEST_SHARE_SECONDS, why=A_CITIZEN_WAITS)
    settings = _thermal(read)
    read.refuse_the_rest()
    return ThermalPrinter(
        lambda: open_tcp(host, port, timeout_seconds=connect_seconds),
        settings,
        hold_seconds=hold_seconds if is_held else None,
        share_seconds=0.0 if is_held else share_seconds,
    )


def escpos_serial(options: Options) -> Printer:
    """ESC/POS on a serial line: ``wire`` is a device, ``socket://host:port`` or ``rfc2217://host:port``; ``baud``
    38400; ``flow`` hardware, software or none."""
    read = OptionReader("escpos-serial", options)
    address = read.text("wire")
    why_not = why_not_an_address(address)
    if why_not is not None:
        raise OptionRefused("escpos-serial", "wire", why_not)
    line = SerialSettings(
        address,
        baud=read.whole("baud", USUAL_BAUD, least=SLOWEST_BAUD, most=FASTEST_BAUD),
        flow=Flow(read.one_of("flow", Flow.HARDWARE.value, values(Flow))),
    )
    settings = _thermal(read, baud=line.baud)
    read.refuse_the_rest()
    return ThermalPrinter(lambda: open_serial(line), settings, hold_seconds=FOR_EVER)


def escpos_lp(options: Options) -> Printer:
    """ESC/POS through the kernel's USB printer driver: ``path`` /dev/usb/lp0."""
    read = OptionReader("escpos-lp", options)
    path = Path(read.text("path", "/dev/usb/lp0"))
    settings = _thermal(read)
    read.refuse_the_rest()
    return ThermalPrinter(lambda: open_lp(path), settings, hold_seconds=FOR_EVER)


def escpos_usb(options: Options) -> Printer:
    """ESC/POS straight through libusb: ``vendor`` and ``product`` as lsusb shows them; ``serial`` where two are
    alike."""
    read = OptionReader("escpos-usb", options)
    device = UsbSettings(
        vendor=read.whole("vendor", None, least=1, most=WIDEST_ID),
        product=read.whole("product", None, least=0, most=WIDEST_ID),
        serial_number=read.optional_text("serial"),
    )
    settings = _thermal(read)
    read.refuse_the_rest()
    return ThermalPrinter(lambda: open_usb(device), settings, hold_seconds=FOR_EVER)


def escpos_cups(options: Options) -> Printer:
    """ESC/POS into a raw ``queue`` of CUPS, from which nothing is heard: grade d."""
    read = OptionReader("escpos-cups", options)
    queue = read.text("queue")
    settings = _one_way(read)
    read.refuse_the_rest()
    return ThermalPrinter(lambda: open_cups(queue, seconds=settings.patience.print_seconds), settings)


def escpos_file(options: Options) -> Printer:
    """ESC/POS onto the end of the file ``path``, for training: grade d."""
    read = OptionReader("escpos-file", options)
    path = Path(read.text("path"))
    settings = _one_way(read)
    read.refuse_the_rest()
    return ThermalPrinter(lambda: open_file(path), settings)


DRIVERS: dict[str, Driver] = {
    "escpos-tcp": escpos_tcp,
    "escpos-serial": escpos_serial,
    "escpos-lp": escpos_lp,
    "escpos-usb": escpos_usb,
    "escpos-cups": escpos_cups,
    "escpos-file": escpos_file,
}


def _thermal(read: OptionReader, *, baud: int | None = None) -> ThermalSettings:
    evidence = read.one_of("evidence", FIND_OUT, (FIND_OUT, *values(Evidence)))
    settings = _one_way(read, baud=baud)
    usual = Patience()
    return replace(
        settings,
        evidence=None if evidence == FIND_OUT else Evidence(evidence),
        patience=replace(
            settings.patience,
            answer_seconds=read.number(
                "answer_seconds", usual.answer_seconds, most=LONGEST_ANSWER_SECONDS, why=A_CITIZEN_WAITS
            ),
            millimetres_per_second=read.number("millimetres_per_second", usual.millimetres_per_second),
        ),
        presenter_seconds=read.whole("presenter_seconds", 0, least=0, most=3600) or None,
    )


def _one_way(read: OptionReader, *, baud: int | None = None) -> ThermalSettings:
    """What matters of a printer that is not heard; ``baud`` of a serial line alone."""
    width_dots = read.whole("width_dots", 576, least=NARROWEST_DOTS, most=WIDEST_DOTS, step=16)
    profile = read.one_of("profile", "default", profiles())
    wanted = Mode(read.one_of("mode", Mode.AUTOMATIC.value, values(Mode)))
    page = read.whole("cp1251_page", 0, least=0, most=255) or cp1251_page(profile)
    layout = read.text("layout", STANDARD)
    why_not = why_no_layout(layout)
    if why_not is not None:
        raise read.refused("layout", why_not)
    mode = choose_mode(wanted, baud=baud, page=page, profile=profile)
    return ThermalSettings(
        width_dots=width_dots,
        dots_per_inch=read.whole("dots_per_inch", 203, least=100, most=255),
        profile=profile,
        cutter=Cutter(read.one_of("cutter", Cutter.AUTOMATIC.value, values(Cutter))),
        can_double=read.yes_or_no("can_double", default=True),
        evidence=Evidence.NONE,
        patience=Patience(
            print_seconds=read.number(
                "print_seconds", Patience().print_seconds, most=LONGEST_PRINT_SECONDS, why=A_CITIZEN_WAITS
            ),
            baud=baud,
        ),
        layout=read_layout(layout, width_dots=width_dots),
        text_page=page if mode is Mode.TEXT else None,
    )
