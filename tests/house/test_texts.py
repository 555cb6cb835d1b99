"""Ukrainian is always complete: every text in code and pages has its translation, and no translation is left over."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

from server.contract.terms import Language
from server.i18n.catalogue import texts
from tests.house.sources import ROOT, files_of

TEXT = r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`$]*)`)"""
SAID = re.compile(r"(?:(?<![\w.])|(?<=speak\.)|(?<=say\.))(?:_n?|later|say)\(\s*" + TEXT)
ROOMS = ("server/", "kiosk/", "display/")
CATALOGUES = sorted((ROOT / "server/i18n/uk").glob("*.po"))


def said() -> dict[str, str]:
    """Every English text, and a file that says it."""
    found = {}
    for path in files_of(".py", ".js", ".html"):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(ROOMS) and "/vendor/" not in place:
            for match in SAID.finditer(path.read_text("utf-8")):
                text = next((group for group in match.groups() if group), "")
                found[text.replace('\\"', '"')] = place
    return found


def entries(path: Path) -> dict[str, tuple[str, ...]]:
    """A catalogue's forms by English text."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="uk")
    return {
        message.id if isinstance(message.id, str) else message.id[0]: tuple(
            [message.string] if isinstance(message.string, str) else message.string or ()
        )
        for message in catalogue
        if message.id
    }


def test_nothing_is_said_in_english_alone() -> None:
    known = texts(Language.UKRAINIAN)

    missing = {text: place for text, place in said().items() if text not in known and f"{text}|one" not in known}

    assert not missing


def test_the_search_finds_texts_of_every_room() -> None:
    assert {"Take a ticket", "Your number will appear here", "Call next", "Overview", "Sign in"} <= said().keys()


def test_one_text_has_one_translation() -> None:
    told: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for path in CATALOGUES:
        for text, forms in entries(path).items():
            told[text].add(forms)

    assert not {text: forms for text, forms in told.items() if len(forms) > 1}


def test_every_translation_is_whole() -> None:
    for path in CATALOGUES:
        for text, forms in entries(path).items():
            fields = set(re.findall(r"\{\w+\}", text))
            for form in forms:
                assert form.strip(), f"{path.name}: {text}"
                assert set(re.findall(r"\{\w+\}", form)) <= fields | {"{count}"}, f"{path.name}: {text} → {form}"
                assert "'" not in form, f"{path.name}: the apostrophe is ’ in {form}"


def test_an_hour_filled_in_later_is_said_without_the_preposition_that_would_change() -> None:
    """One says «о 8:00», but «об 11:00»."""
    forms = [form for path in CATALOGUES for told in entries(path).values() for form in told]

    assert any("завтра з {time}" in form for form in forms)
    assert not [form for form in forms if re.search(r"\b[Оо]б? \{\w*time\}", form)]
