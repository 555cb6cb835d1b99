"""Every string is set in glyphs the typeface has, and a label never loses one."""

import csv
from dataclasses import replace

import pytest

from hardware.errors import LabelNotPrintable
from hardware.printers.raster import render
from hardware.printers.typeface import REPLACEMENT, Face, glyphs, missing, printable
from server.contract.terms import Language
from server.i18n.catalogue import texts
from tests.hardware.printers.slips import ALL, UKRAINIAN
from tests.house.sources import ROOT


@pytest.mark.parametrize("face", Face)
def test_the_typeface_has_every_character_of_our_slips(face: Face) -> None:
    texts = [text for slip in ALL.values() for text in (slip.hall_name, slip.service_name, *slip.texts.values())]
    alphabet = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’«»“”–—№₴…0123456789"

    lost = missing("".join(texts) + alphabet, glyphs(face))

    assert lost == ""


@pytest.mark.parametrize("face", Face)
def test_no_text_of_the_product_and_of_its_sample_services_is_printed_with_a_gap(face: Face) -> None:
    catalogue = texts(Language.UKRAINIAN)
    with (ROOT / "server/demo/services.csv").open(encoding="utf-8", newline="") as file:
        services = [text for row in csv.DictReader(file) for text in row.values()]

    said = [*catalogue, *catalogue.values(), *services]

    assert len(services) > 300
    assert [text for text in said if REPLACEMENT in printable(text, glyphs(face))] == []


@pytest.mark.parametrize("apostrophe", ["'", "ʼ", "`", "’"])
def test_each_apostrophe_becomes_the_ukrainian_one(apostrophe: str) -> None:
    assert printable(f"здоров{apostrophe}я", glyphs(Face.REGULAR)) == "здоров’я"


def test_a_sign_the_typeface_lacks_is_spelled_out() -> None:
    known = frozenset(map(ord, "0123456789 грн."))

    assert printable("45 ₴", known) == "45 грн"


def test_what_cannot_be_spelled_out_is_shown_as_a_gap() -> None:
    assert printable("паспорт 漢", glyphs(Face.REGULAR)) == "паспорт �"


def test_line_ends_and_invisible_marks_do_not_reach_the_paper() -> None:
    assert printable("один\nдва\u00adтри\u200d", glyphs(Face.REGULAR)) == "один дватри"


def test_letters_typed_as_two_signs_are_one() -> None:
    assert printable("і\u0308", glyphs(Face.REGULAR)) == "ї"


def test_a_label_that_would_lose_a_letter_is_refused() -> None:
    slip = replace(UKRAINIAN, label="漢\N{NO-BREAK SPACE}042")

    with pytest.raises(LabelNotPrintable) as refused:
        render(slip, 576)

    assert refused.value.lost == "漢"
