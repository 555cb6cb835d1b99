"""The printer that a box's settings describe."""

from hardware.drivers import open_printer
from hardware.errors import ConfigurationRefused
from hardware.ports import Printer
from hardware.settings import PrinterSettings


def open_configured(printer: PrinterSettings) -> Printer:
    """Raises ``ConfigurationRefused``, naming the line of the settings. Does not touch the device yet."""
    try:
        return open_printer(printer.driver, printer.options)
    except ConfigurationRefused as error:
        raise printer.refused(error) from error
