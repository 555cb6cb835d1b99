"""Finds printers and wires, asks each how it is without using paper, and says what to write into the box's settings."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from hardware.drivers import DRIVERS, open_printer
from hardware.errors import PrinterNotReady, WireError
from hardware.ports import Capabilities, Printer
from hardware.serial_port import Flow
from hardware.trials.causes import cannot_be_opened
from hardware.trials.plugged import Places, SerialPort, UsbPrinter, serial_ports, usb_printers
from hardware.trials.say import Say, of_fault, same
from hardware.trials.wire_ear import hears_panels, hears_qsystem
from server.contract.terms import Evidence, PanelMake

PRINTER_PORT = 9100
WEB_PORTS = (80, 443, 631, 8000, 8080, 8090, 8091, 8443)
"""Where no printer takes slips; a question in HTTP would come out of one as paper, so the number alone is looked at."""
SERIAL_SPEEDS = (115200, 19200, 9600, 38400)
"""As thermal printers leave their factories, the usual ones first."""
PANEL_BAUD = 9600

Value = str | int | float
Options = Mapping[str, Value]

Ask = Callable[[Say, str, Options], "Found"]

GRADES = {
    Evidence.PROCESS_ID: Say(
        "Принтер сам підтверджує кожен надрукований талон (доказ a, найкращий).",
        "The printer confirms each slip that it has printed (evidence a, the best).",
    ),
    Evidence.STATUS_AFTER_CUT: Say(
        "Принтер відповідає після відрізання, що папір є (доказ b, добрий).",
        "The printer answers after the cut that there is paper (evidence b, good).",
    ),
    Evidence.REALTIME_STATUS: Say(
        "Принтер каже лише, який він до і після друку (доказ c, слабкий).",
        "The printer only tells how it is before and after a slip (evidence c, weak).",
    ),
    Evidence.NONE: Say(
        "Принтер нічого не відповідає (доказ d): чи вийшов талон, програма не знатиме й питатиме на екрані.",
        "The printer answers nothing (evidence d): whether a slip came out is not known and is asked on the screen.",
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: what it is, what it said, and its lines of the settings (none: it is of no use)."""

    what: Say
    said: tuple[Say, ...]
    lines: tuple[str, ...] = ()
    has_answered: bool = False
    """A printer that says nothing may be one that does not understand, at this speed."""

    def told(self) -> Iterator[str]:
        """As it is printed."""
        yield from self.what.lines(mark="● ")
        for each in self.said:
            yield from each.lines(mark="    ")
        for line in self.lines:
            yield f"        {line}"


def probed(addresses: Iterable[str], places: Places, *, patience_seconds: float = 6.0) -> Iterator[Found]:
    """Everything in turn, as soon as it has been tried; ``patience_seconds`` is for a panel's heartbeat."""
    for address in addresses:
        yield network_printer(address)
    for printer in usb_printers(places):
        yield usb_printer(printer)
    for port in serial_ports(places):
        yield serial_port(port, patience_seconds=patience_seconds)


def network_printer(address: str) -> Found:
    """A printer that takes raw TCP, at ``host`` or ``host:port``."""
    host, _, port = address.rpartition(":") if address.count(":") == 1 else (address, "", "")
    if port and not (port.isdecimal() and 0 < int(port) < 65536):
        return Found(same(address), (Say("Такого порту немає.", "There is no such port."),))
    options: dict[str, Value] = {"host": host}
    if port and int(port) != PRINTER_PORT:
        options["port"] = int(port)
    what = Say(f"Мережевий принтер {address}", f"Network printer {address}")
    return tried(what, "escpos-tcp", options)


def usb_printer(printer: UsbPrinter) -> Found:
    """Through the kernel's driver where there is one, else by its numbers."""
    number = f"{printer.vendor:04x}:{printer.product:04x}"
    where = number if printer.node is None else f"{printer.node}, {number}"
    what = Say(f"USB-принтер {printer.name} ({where})", f"USB printer {printer.name} ({where})")
    if printer.node is not None:
        return tried(what, "escpos-lp", {"path": str(printer.node)})
    return tried(what, "escpos-usb", usb_options(printer))


def usb_options(printer: UsbPrinter) -> Options:
    """How the driver without a node finds it."""
    options: dict[str, Value] = {"vendor": printer.vendor, "product": printer.product}
    return {**options, "serial": printer.serial} if printer.serial else options


def serial_port(port: SerialPort, *, patience_seconds: float, ask: Ask | None = None) -> Found:
    """A wire with window-call panels, else a printer: listened to first, since a question disturbs some devices.
    ``ask`` stands for ``tried``."""
    what = Say(f"Послідовний порт {port.path.name}", f"Serial port {port.path.name}")
    wire = str(port.path)
    try:
        if addresses := hears_panels(wire, baud=PANEL_BAUD, seconds=patience_seconds):
            return _panels(what, wire, PanelMake.CHERHA, addresses)
        if addresses := hears_qsystem(wire, seconds=patience_seconds):
            return _panels(what, wire, PanelMake.QSYSTEM, addresses)
    except WireError as error:
        return Found(what, (_unreached(error),))
    for baud in SERIAL_SPEEDS:
        found = _serial_printer(what, {"wire": wire, "baud": baud}, ask or tried)
        if found is not None:
            return found
    return Found(what, (_NOBODY_SPOKE,))


def _serial_printer(what: Say, options: Options, ask: Ask) -> Found | None:
    """Asked without flow control first, as a cable of three wires leaves our CTS silent and would hold each question
    back for ever."""
    found = ask(what, "escpos-serial", {**options, "flow": Flow.NONE.value})
    if not found.has_answered:
        return None
    by_wire = ask(what, "escpos-serial", options)
    if by_wire.has_answered:
        return by_wire
    by_signs = ask(what, "escpos-serial", {**options, "flow": Flow.SOFTWARE.value})
    best = by_signs if by_signs.has_answered else found
    return replace(best, said=(*best.said, _NO_CTS))


def tried(what: Say, driver: str, options: Options) -> Found:
    """Asks a printer how it is and what it can; the lines say what was found."""
    if driver not in DRIVERS:
        return Found(what, (Say(f"Драйвера {driver} немає.", f"There is no driver {driver}."),))
    return asked(what, open_printer(driver, options), driver, options)


def asked(what: Say, printer: Printer, driver: str, options: Options, *, table: str = "printer") -> Found:
    """The same of a printer that is described already; lets go of it."""
    try:
        can = printer.probe()
    except PrinterNotReady as error:
        lines = printer_lines(driver, options, None, table=table)
        return Found(what, (of_fault(error.fault), _AGAIN), lines, has_answered=True)
    except WireError as error:
        return Found(what, (_unreached(error),))
    finally:
        printer.close()
    if can.evidence is Evidence.NONE:
        if options.get("port") in WEB_PORTS:
            return Found(what, (_WEB,))
        # A printer that a kiosk holds is silent too: what it can prove is not known by that.
        return Found(what, (_SILENT, _LINES), printer_lines(driver, options, None, table=table))
    lines = printer_lines(driver, options, can.evidence, table=table)
    return Found(what, tuple(_abilities(can)), lines, has_answered=True)


def printer_lines(
    driver: str, options: Options, evidence: Evidence | None, *, table: str = "printer"
) -> tuple[str, ...]:
    """The ``table`` of the settings; without ``evidence`` a box finds that out by itself."""
    given: dict[str, Value] = {"driver": driver, **options}
    if evidence is not None:
        given["evidence"] = evidence.value
    return (f"[{table}]", *(f"{key} = {_toml(key, value)}" for key, value in given.items()))


def advice_for_nothing() -> Iterator[str]:
    """What to look at when nothing was found at all."""
    for each in (
        Say("Нічого не знайдено. Перевірте:", "Nothing was found. Check:"),
        Say("чи ввімкнено пристрій і чи вставлено кабель;", "whether the device is on and its cable is in;"),
        Say(
            "USB: чи бачить його машина (lsusb), чи входить користувач до груп lp і dialout;",
            "USB: whether the machine sees it (lsusb), and whether this user is in the groups lp and dialout;",
        ),
        Say(
            "мережевий принтер: назвіть його адресу: cherha-hardware probe 10.0.0.7 (її друкує самотест принтера).",
            "a network printer: name its address: cherha-hardware probe 10.0.0.7 (its own self-test prints it).",
        ),
    ):
        yield from each.lines(mark="  ")


def _abilities(can: Capabilities) -> Iterator[Say]:
    yield GRADES[can.evidence]
    if can.has_automatic_status:
        yield Say(
            "Про кінець паперу й відкриту кришку повідомляє сам.",
            "It reports the end of its paper and an open cover by itself.",
        )
    yield _LINES


_LINES = Say(
    "Рядки для налаштувань, kiosk.toml чи hardware.toml (для паперу 58 мм додайте width_dots = 384):",
    "Lines for the settings, kiosk.toml or hardware.toml (for paper 58 mm wide add width_dots = 384):",
)
_WEB = Say(
    "Хтось є, але це порт вебсервера, а не принтера. Принтери слухають на 9100: назвіть саму адресу, без порту.",
    "Somebody is there, but this is a web server's port and no printer's. Printers listen on 9100: name the address "
    "alone, without a port.",
)
_SILENT = Say(
    "Ніщо не відповідає: принтер вимкнено або його тримає інша програма (зупиніть кіоск). Потім перевірте ще раз. "
    'Якщо він друкує, але ніколи не відповідає, додайте evidence = "d".',
    "Nothing answers: off, or held by another program (stop the kiosk). Then probe again. "
    'If it prints and never answers, add evidence = "d".',
)
_NO_CTS = Say(
    "Лінія CTS мовчить: кабель її не має, тож керування потоком — знаками. Увімкніть у принтері XON/XOFF.",
    "Nothing comes by CTS, which the cable may lack, so flow is controlled by signs. Set the printer to XON/XOFF.",
)
_NOBODY_SPOKE = Say(
    "Ні пульт, ні принтер не озвалися: перевірте живлення пристрою та його швидкість. "
    "Пульт QSystem озивається, лише коли натиснуто кнопку: перевірте ще раз, натискаючи її.",
    "Neither a panel nor a printer spoke: check the device's power and its speed. "
    "A QSystem panel speaks only when a key is pressed: probe again, pressing one.",
)
_AGAIN = Say("Виправте це й перевірте ще раз. Поки що:", "Put that right and probe again. So far:")


def _unreached(error: WireError) -> Say:
    return cannot_be_opened(error.why)


def _panels(what: Say, wire: str, make: PanelMake, addresses: Iterable[int]) -> Found:
    names = ", ".join(map(str, addresses))
    windows = ", ".join(f'{address} = "{number}"' for number, address in enumerate(addresses, 1))
    whose = "" if make is PanelMake.CHERHA else " QSystem"
    said = Say(
        f"Чути пульти виклику{whose} з адресами {names}. Рядки для hardware.toml (назви вікон — ваші):",
        f"Window-call panels{whose} with the addresses {names} are heard. "
        "Lines for hardware.toml (the windows’ names are yours):",
    )
    kind = () if make is PanelMake.CHERHA else (f'kind = "{make.value}"',)
    lines = ("[[buttons]]", *kind, f"wire = {_toml('wire', wire)}", f"windows = {{ {windows} }}")
    return Found(what, (said,), lines, has_answered=True)


def _toml(key: str, value: Value) -> str:
    """A basic string of TOML takes what JSON writes, as no name of a device holds what they differ in."""
    if key in ("vendor", "product") and isinstance(value, int):
        return f"0x{value:04x}"  # as lsusb shows it
    return json.dumps(value, ensure_ascii=False)
