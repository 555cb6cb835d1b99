"""Finds printers and wires, asks each how it is without using paper, and says what to write into the box's settings."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hardware.drivers import DRIVERS, open_printer
from hardware.errors import PrinterNotReady, WireError
from hardware.ports import Capabilities, Printer
from hardware.trials.plugged import Places, SerialPort, UsbPrinter, serial_ports, usb_printers
from hardware.trials.say import Say, of_fault, same
from hardware.trials.wire_ear import hears_panels
from server.contract.terms import Evidence

PRINTER_PORT = 9100
SERIAL_SPEEDS = (115200, 19200, 9600, 38400)
"""As thermal printers leave their factories, the usual ones first."""
PANEL_SPEEDS = (9600,)

Options = Mapping[str, str | int]

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
    options: dict[str, str | int] = {"host": host}
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
    options: dict[str, str | int] = {"vendor": printer.vendor, "product": printer.product}
    return {**options, "serial": printer.serial} if printer.serial else options


def serial_port(port: SerialPort, *, patience_seconds: float) -> Found:
    """A wire with window-call panels, else a printer: listened to first, since a question disturbs some devices."""
    what = Say(f"Послідовний порт {port.path.name}", f"Serial port {port.path.name}")
    for baud in PANEL_SPEEDS:
        try:
            addresses = hears_panels(str(port.path), baud=baud, seconds=patience_seconds)
        except WireError as error:
            return Found(what, (_unreached(error),))
        if addresses:
            return _panels(what, str(port.path), baud, addresses)
    for baud in SERIAL_SPEEDS if "escpos-serial" in DRIVERS else ():
        options: dict[str, str | int] = {"wire": str(port.path), "baud": baud}
        found = tried(what, "escpos-serial", options)
        if found.has_answered:
            return found
    return Found(
        what,
        (
            Say(
                "Ні панель, ні принтер не озвалися: перевірте живлення пристрою та його швидкість.",
                "Neither a panel nor a printer spoke: check the device's power and its speed.",
            ),
        ),
    )


def tried(what: Say, driver: str, options: Options) -> Found:
    """Asks a printer how it is and what it can; the lines say what was found."""
    if driver not in DRIVERS:
        return Found(what, (Say(f"Драйвера {driver} немає.", f"There is no driver {driver}."),))
    return asked(what, open_printer(driver, options), driver, options)


def asked(what: Say, printer: Printer, driver: str, options: Options) -> Found:
    """The same of a printer that is described already; lets go of it."""
    try:
        can = printer.probe()
    except PrinterNotReady as error:
        lines = printer_lines(driver, options, None)
        return Found(what, (of_fault(error.fault), _AGAIN), lines, has_answered=True)
    except WireError as error:
        return Found(what, (_unreached(error),))
    finally:
        printer.close()
    lines = printer_lines(driver, options, can.evidence)
    return Found(what, tuple(_abilities(can)), lines, has_answered=can.evidence is not Evidence.NONE)


def printer_lines(driver: str, options: Options, evidence: Evidence | None) -> tuple[str, ...]:
    """The table of the settings; without ``evidence`` a box finds that out by itself."""
    given: dict[str, str | int] = {"driver": driver, **options}
    if evidence is not None:
        given["evidence"] = evidence.value
    return ("[printer]", *(f"{key} = {_toml(key, value)}" for key, value in given.items()))


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
    yield Say("Рядки для box.toml (для паперу 58 мм додайте width_dots = 384):",
              "Lines for box.toml (for paper 58 mm wide add width_dots = 384):")  # fmt: skip


_AGAIN = Say("Виправте це й перевірте ще раз. Поки що:", "Put that right and probe again. So far:")


def _unreached(error: WireError) -> Say:
    return Say(f"Не відкривається: {error.why}", f"It cannot be opened: {error.why}")


def _panels(what: Say, wire: str, baud: int, addresses: Iterable[int]) -> Found:
    names = ", ".join(map(str, addresses))
    windows = ", ".join(f'{address} = "{number}"' for number, address in enumerate(addresses, 1))
    said = Say(
        f"Чути панелі виклику з адресами {names}. Рядки для box.toml (назви вікон — ваші):",
        f"Window-call panels with the addresses {names} are heard. Lines for box.toml (the windows’ names are yours):",
    )
    speed = (f"baud = {baud}",) if baud != PANEL_SPEEDS[0] else ()
    return Found(what, (said,), ("[[buttons]]", f"wire = {_toml('wire', wire)}", *speed, f"windows = {{ {windows} }}"))


def _toml(key: str, value: str | int) -> str:
    """A basic string of TOML takes what JSON writes, as no name of a device holds what they differ in."""
    if key in ("vendor", "product") and isinstance(value, int):
        return f"0x{value:04x}"  # as lsusb shows it
    return json.dumps(value, ensure_ascii=False)
