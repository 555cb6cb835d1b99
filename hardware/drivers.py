"""Which printers there are: a driver is chosen by its name in the configuration."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from hardware.errors import DriverUnknown, OptionRefused
from hardware.ports import Printer
from hardware.printers.connection import open_tcp
from hardware.printers.encoder import Cutter, profiles
from hardware.printers.proof import Patience
from hardware.printers.raster import NARROWEST_DOTS, WIDEST_DOTS
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from server.contract.terms import Evidence

Options = Mapping[str, object]
Driver = Callable[[Options], Printer]
FIND_OUT = "auto"


def open_printer(driver: str, options: Options) -> Printer:
    """The printer that a configuration describes; raises ``ConfigurationRefused``. Does not touch the device yet."""
    if driver not in DRIVERS:
        raise DriverUnknown(driver, DRIVERS)
    return DRIVERS[driver](options)


def escpos_tcp(options: Options) -> Printer:
    """A thermal printer that speaks ESC/POS behind a raw TCP port.

    Options: ``host``; ``port`` 9100; ``connect_seconds`` 3; ``width_dots`` 576 (512 for older Epson, 384 for 58 mm
    paper); ``dots_per_inch`` 203; ``profile`` of python-escpos; ``cutter`` automatic or none; ``can_double``;
    ``evidence`` a, b, c or d (auto: found out by asking); ``answer_seconds``, ``print_seconds``,
    ``millimetres_per_second``.
    """
    read = _Reader("escpos-tcp", options)
    host = read.text("host")
    port = read.whole("port", 9100, least=1, most=65535)
    connect_seconds = read.number("connect_seconds", 3.0)
    evidence = read.one_of("evidence", FIND_OUT, (FIND_OUT, *_values(Evidence)))
    usual = Patience()
    settings = ThermalSettings(
        width_dots=read.whole("width_dots", 576, least=NARROWEST_DOTS, most=WIDEST_DOTS, step=16),
        dots_per_inch=read.whole("dots_per_inch", 203, least=100, most=255),
        profile=read.one_of("profile", "default", profiles()),
        cutter=Cutter(read.one_of("cutter", Cutter.AUTOMATIC.value, _values(Cutter))),
        can_double=read.yes_or_no("can_double", default=True),
        evidence=None if evidence == FIND_OUT else Evidence(evidence),
        patience=Patience(
            answer_seconds=read.number("answer_seconds", usual.answer_seconds),
            print_seconds=read.number("print_seconds", usual.print_seconds),
            millimetres_per_second=read.number("millimetres_per_second", usual.millimetres_per_second),
        ),
    )
    read.refuse_the_rest()
    return ThermalPrinter(lambda: open_tcp(host, port, timeout_seconds=connect_seconds), settings)


DRIVERS: dict[str, Driver] = {"escpos-tcp": escpos_tcp}


class _Reader:
    """Takes options out of a configuration, strictly: what nobody asked for is refused."""

    def __init__(self, driver: str, options: Options) -> None:
        self._driver = driver
        self._options = options
        self._known: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        value = self._take(name, default)
        if not isinstance(value, str) or not value:
            raise OptionRefused(self._driver, name, "needs a text")
        return value

    def one_of(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self._take(name, default)
        if value not in choices:
            raise OptionRefused(self._driver, name, f"{value!r} is none of: {', '.join(choices)}")
        return str(value)

    def whole(self, name: str, default: int, *, least: int, most: int, step: int = 1) -> int:
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most or value % step:
            among = f"from {least} to {most}" + (f" that {step} divides" if step > 1 else "")
            raise OptionRefused(self._driver, name, f"needs a whole number {among}, not {value!r}")
        return value

    def number(self, name: str, default: float) -> float:
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 3600:
            raise OptionRefused(self._driver, name, f"needs a number above 0 and below 3600, not {value!r}")
        return float(value)

    def yes_or_no(self, name: str, *, default: bool) -> bool:
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise OptionRefused(self._driver, name, f"needs true or false, not {value!r}")
        return value

    def refuse_the_rest(self) -> None:
        for name in self._options:
            if name not in self._known:
                raise OptionRefused(
                    self._driver, name, f"is unknown; the known ones are: {', '.join(sorted(self._known))}"
                )

    def _take(self, name: str, default: object) -> object:
        self._known.append(name)
        return self._options.get(name, default)


def _values(choices: type[StrEnum]) -> tuple[str, ...]:
    return tuple(choice.value for choice in choices)
