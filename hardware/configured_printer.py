"""The printers that a box's settings describe."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from hardware.drivers import open_printer
from hardware.errors import ConfigurationRefused
from hardware.ports import Printer
from hardware.settings import BoxSettings, PrinterSettings
from server.contract.box_commands import PRINTER, SPARE_PRINTER

KEYS: Mapping[str, str] = {
    "escpos-tcp": "host",
    "escpos-serial": "wire",
    "escpos-lp": "path",
    "escpos-usb": "product",
    "escpos-cups": "queue",
    "escpos-file": "path",
}
"""The option by which each driver finds its device."""
USUAL_PATH, USUAL_PORT = "/dev/usb/lp0", 9100


def open_configured(printer: PrinterSettings) -> Printer:
    """Raises ``ConfigurationRefused``, naming the line of the settings. Does not touch the device yet."""
    try:
        return open_printer(printer.driver, printer.options)
    except ConfigurationRefused as error:
        raise printer.refused(error) from error


def open_all(settings: BoxSettings) -> dict[str, Printer]:
    """The box's printers by the names of their reports, the main one first; raises as ``open_configured``, and when
    both are the same device: it would have two owners, and be no spare."""
    main, spare = settings.printer, settings.spare_printer
    if main is None:
        return {}
    opened = {PRINTER: open_configured(main)}
    if spare is not None:
        opened[SPARE_PRINTER] = open_configured(spare)
        if _is_same(main, spare):
            raise spare.refused_key(KEYS[spare.driver], "names the same device as [printer]; name another one")
    return opened


def _is_same(one: PrinterSettings, other: PrinterSettings) -> bool:
    places = [_place(each) for each in (one, other)]
    if places[0] != places[1]:
        return False
    # Two of one make on USB are told apart by their serial numbers alone.
    serials = {each.options.get("serial") for each in (one, other)}
    return None in serials or len(serials) == 1


def _place(printer: PrinterSettings) -> tuple[object, ...]:
    """Where the device is, however it is written."""
    named = printer.options.get(KEYS[printer.driver], USUAL_PATH)
    match printer.driver:
        case "escpos-tcp":
            return "network", str(named).casefold(), printer.options.get("port", USUAL_PORT)
        case "escpos-serial" if "://" in str(named):
            address = urlsplit(str(named))
            return "network", address.hostname, address.port
        case "escpos-usb":
            return "usb", printer.options.get("vendor"), named
        case "escpos-cups":
            return "cups", named
        case _:
            # /dev/serial/by-id leads to the same device as /dev/ttyUSB0.
            return "file", os.path.realpath(str(named))
