"""Every text of the office is there in Ukrainian."""

from __future__ import annotations

import re
from pathlib import Path

from server.contract.terms import Language
from server.i18n.catalogue import texts

WEB = Path(__file__).parents[3] / "server/web"
SAID = re.compile(r"""(?<![\w.])(?:_|later|say)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


def test_nothing_is_said_in_english_alone() -> None:
    known = texts(Language.UKRAINIAN)

    missing = {text for text in said() if text not in known}

    assert not missing


def test_the_search_finds_what_is_said() -> None:
    assert {"Overview", "Until the first ticket", "Saved: {name}"} <= said()


def said() -> set[str]:
    """Every English text in the office's code and pages."""
    files = [*(WEB / "office").glob("*.py"), *(WEB / "templates/office").glob("*.html")]
    return {found[1] or found[2] for path in files for found in SAID.finditer(path.read_text("utf-8"))}
