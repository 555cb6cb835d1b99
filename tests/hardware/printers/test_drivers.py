"""A printer is chosen by its name, and its options are read strictly."""

import pytest

from hardware.drivers import DRIVERS, open_printer
from hardware.errors import DriverUnknown, OptionRefused
from server.contract.terms import Evidence, PrintOutcome
from tests.hardware.printers.conftest import StartPrinter
from tests.hardware.printers.slips import UKRAINIAN


def test_an_unknown_driver_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DriverUnknown) as refused:
        open_printer("escpos-pigeon", {})

    assert refused.value.known == tuple(sorted(DRIVERS))
    assert "escpos-pigeon" in str(refused.value)
    assert "escpos-tcp" in str(refused.value)


def test_a_printer_opened_by_its_name_prints(start: StartPrinter) -> None:
    virtual = start(width_dots=384)
    printer = open_printer("escpos-tcp", {"host": virtual.host, "port": virtual.port, "width_dots": 384})

    report = printer.print(UKRAINIAN)
    printer.close()

    assert report.outcome is PrintOutcome.PRINTED
    assert len(virtual.slips) == 1


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("host", ""),
        ("host", 7),
        ("port", 0),
        ("port", "9100"),
        ("port", True),
        ("width_dots", 100),
        ("width_dots", 577),
        ("dots_per_inch", 600),
        ("profile", "a printer nobody makes"),
        ("cutter", "scissors"),
        ("can_double", 1),
        ("evidence", "e"),
        ("connect_seconds", 11),
        ("answer_seconds", 31),
        ("print_seconds", 121),
        ("print_seconds", 0),
        ("print_seconds", "long"),
        ("answer_seconds", False),
        ("colour", "red"),
    ],
)
def test_a_wrong_option_is_refused_by_name(option: str, value: object) -> None:
    with pytest.raises(OptionRefused) as refused:
        open_printer("escpos-tcp", {"host": "127.0.0.1", option: value})

    assert refused.value.option == option


def test_patience_beyond_a_citizens_is_refused_with_the_reason() -> None:
    with pytest.raises(OptionRefused, match=r"up to 120, not 600: a citizen stands and waits"):
        open_printer("escpos-cups", {"queue": "kiosk", "print_seconds": 600})


def test_a_printer_without_an_address_is_refused() -> None:
    with pytest.raises(OptionRefused, match="host"):
        open_printer("escpos-tcp", {})


@pytest.mark.parametrize(
    ("driver", "option", "options"),
    [
        ("escpos-tcp", "hold", {"host": "printer.example", "hold": "yes"}),
        ("escpos-tcp", "hold_seconds", {"host": "printer.example", "hold_seconds": 0}),
        ("escpos-tcp", "presenter_seconds", {"host": "printer.example", "presenter_seconds": -1}),
        ("escpos-serial", "wire", {}),
        ("escpos-serial", "wire", {"wire": "carrier-pigeon://roof"}),
        ("escpos-serial", "wire", {"wire": "socket://10.0.0.7:99999"}),
        ("escpos-serial", "wire", {"wire": "socket://10.0.0.7"}),
        ("escpos-serial", "wire", {"wire": "rfc2217://10.0.0.7:0"}),
        ("escpos-tcp", "host", {"host": "10..0.7"}),
        ("escpos-serial", "baud", {"wire": "/dev/ttyS0", "baud": 7}),
        ("escpos-serial", "flow", {"wire": "/dev/ttyS0", "flow": "river"}),
        ("escpos-lp", "path", {"path": 7}),
        ("escpos-usb", "vendor", {"product": 1}),
        ("escpos-usb", "product", {"vendor": 0x04B8, "product": 0x10000}),
        ("escpos-usb", "serial", {"vendor": 1, "product": 1, "serial": ""}),
        ("escpos-cups", "queue", {}),
        ("escpos-cups", "evidence", {"queue": "kiosk", "evidence": "a"}),
        ("escpos-file", "path", {}),
    ],
)
def test_each_driver_refuses_what_it_cannot_take(driver: str, option: str, options: dict[str, object]) -> None:
    with pytest.raises(OptionRefused) as refused:
        open_printer(driver, options)

    assert refused.value.option == option


def test_an_unknown_option_is_refused_with_the_known_ones() -> None:
    with pytest.raises(OptionRefused, match="width_dots"):
        open_printer("escpos-tcp", {"host": "127.0.0.1", "width": 576})


@pytest.mark.parametrize("evidence", Evidence)
def test_a_declared_grade_of_evidence_is_used_without_asking(evidence: Evidence, start: StartPrinter) -> None:
    virtual = start()
    printer = open_printer("escpos-tcp", {"host": virtual.host, "port": virtual.port, "evidence": evidence.value})

    report = printer.print(UKRAINIAN)
    printer.close()

    assert report.evidence is evidence
