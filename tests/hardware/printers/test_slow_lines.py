"""At 9600 baud a slip is given its time, and no more is sent before it than a printer can be waiting for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from hardware.printers.conversation import LONGEST_TURN_SECONDS
from hardware.printers.layout.reading import read_layout, shipped_layouts
from hardware.printers.raster import NARROWEST_DOTS, WIDEST_DOTS
from hardware.printers.samples import sample_slips
from hardware.printers.thermal import ThermalSettings
from server.contract.terms import Language, PrintOutcome
from tests.hardware.printers.played_printer import SETTINGS, PlayedPrinter
from tests.hardware.printers.slips import EPSON_80_MM, PAPER_58_MM, UKRAINIAN

SLOW = replace(SETTINGS, patience=replace(SETTINGS.patience, baud=9600))
CP1251_OF_EPSON = 46
LONG, SHORT = (sample_slips(Language.UKRAINIAN)[name] for name in ("long", "short"))
NARROW_LABEL, SHORT_URL = "Г\N{NO-BREAK SPACE}111", "https://c.ua/t/"


def test_a_picture_has_the_time_that_its_line_takes() -> None:
    printer = PlayedPrinter(bytes_per_second=960)

    report = printer.driver(replace(SLOW, layout=read_layout("large", width_dots=EPSON_80_MM))).print(LONG)

    assert report.outcome is PrintOutcome.PRINTED
    assert printer.slips[0] / 960 > SLOW.patience.print_seconds


def test_a_box_sees_that_a_slow_slip_still_moves() -> None:
    printer = PlayedPrinter(late=(1,))
    driver = printer.driver()
    ticked_at = [0.0]
    driver.tick = lambda: ticked_at.append(printer.now)

    driver.print(UKRAINIAN)

    assert printer.now > SETTINGS.patience.print_seconds
    assert max(later - earlier for earlier, later in pairwise(ticked_at)) <= LONGEST_TURN_SECONDS


def test_a_slip_of_text_does_not_wait_for_a_picture_that_nobody_sent() -> None:
    printer = PlayedPrinter(bytes_per_second=960)

    printer.driver(replace(SLOW, text_page=CP1251_OF_EPSON)).print(UKRAINIAN)

    assert 0 < printer.nuls / 960 < 1


@pytest.mark.parametrize("can_double", [True, False])
@pytest.mark.parametrize("width", [NARROWEST_DOTS, PAPER_58_MM, EPSON_80_MM, WIDEST_DOTS])
@pytest.mark.parametrize("name", shipped_layouts())
def test_whatever_a_dead_box_left_unfinished_is_filled_up(name: str, width: int, can_double: bool) -> None:  # noqa: FBT001
    layout = read_layout(name, width_dots=width)
    settings = ThermalSettings(width_dots=width, can_double=can_double, layout=layout)
    slips = (
        LONG,
        replace(SHORT, label=NARROW_LABEL),
        *(replace(SHORT, phone_url=SHORT_URL.ljust(characters, "x")) for characters in (20, 40, 90, 200)),
    )

    left = max(settings.encoded(slip).longest_picture_bytes for slip in slips)

    assert left <= settings.most_unfinished_bytes()


def test_a_dead_box_left_no_more_of_a_text_than_its_code() -> None:
    settings = ThermalSettings(text_page=CP1251_OF_EPSON)
    longest = replace(UKRAINIAN, phone_url="https://".ljust(280, "x"))

    assert settings.encoded(longest).longest_picture_bytes <= settings.most_unfinished_bytes()
