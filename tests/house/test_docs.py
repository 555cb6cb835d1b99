"""What the pages for people say is so: links lead somewhere, commands exist, buttons bear the names that are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from server.cli import main
from server.contract.problems import SENTENCES
from server.contract.terms import Language
from server.i18n.catalogue import texts
from tests.house.sources import ROOT, files_of, own_files, place
from tests.house.test_texts import entries

PAGES = files_of(".md")
NAMES = [place(page) for page in PAGES]
PEOPLE = ROOT / "docs/people.uk.md"
TRANSLATED = ("README", "docs/installing")
BLOCK = re.compile(r"(?ms)^```[^\n]*\n(.*?)^```$")
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\"")
OUTSIDE = re.compile(r"[a-z]+:")
FEWEST_LETTERS = 4
"""A text with fewer letters of its own beside its fields would fit almost anything."""


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_and_picture_is_there(page: Path) -> None:
    gone = [target for target in links(page) if not leads_somewhere(page, target)]

    assert not gone


def test_the_search_finds_links_pictures_and_headings() -> None:
    found = set(links(ROOT / "README.md"))

    assert {"docs/installing.md", "docs/pictures/kiosk.png", "README.uk.md"} <= found
    assert "рецепція" in headings(PEOPLE)
    assert not leads_somewhere(ROOT / "README.md", "docs/nothing.md")
    assert not leads_somewhere(ROOT / "README.md", "docs/people.uk.md#nobody")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_cherha_command_is_there(page: Path) -> None:
    wrong = {line: why for line in code_lines(page) for why in [why_no_command(line)] if why}

    assert not wrong


def test_a_command_that_is_not_there_is_seen() -> None:
    assert not why_no_command('cherha device add "Кіоск 1" --kind kiosk')
    assert not why_no_command("/opt/cherha/bin/cherha --settings /etc/cherha/server.toml doctor")
    assert why_no_command("cherha device remove")
    assert why_no_command("cherha heal")
    assert why_no_command("cherha doctor --quickly")


def test_every_make_target_is_there() -> None:
    targets = set(re.findall(r"(?m)^\.PHONY: (\S+)$", (ROOT / "Makefile").read_text("utf-8")))

    told = {
        found[1] for page in PAGES for line in code_lines(page) if (found := re.match(r"make ([a-z][a-z-]*)", line))
    }

    assert {"run", "test", "check", "bench"} <= told
    assert not told - targets


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_translated_page_has_the_same_commands(name: str) -> None:
    english, ukrainian = ROOT / f"{name}.md", ROOT / f"{name}.uk.md"

    assert bare_blocks(ukrainian) == bare_blocks(english)
    assert f"{Path(name).name}.uk.md" in links(english)
    assert f"{Path(name).name}.md" in links(ukrainian)


def test_what_people_are_told_to_press_is_named_as_on_the_screen() -> None:
    shown = patterns([*texts(Language.UKRAINIAN).values(), *(sentence.uk for sentence in SENTENCES.values())])

    told = bold(PEOPLE)

    assert {"Викликати наступного", "Звільнити вікно", "Копія", "Новий код"} <= told
    assert not {name for name in told if not any(re.fullmatch(pattern, name) for pattern in shown)}


def test_a_name_that_no_screen_shows_is_seen() -> None:
    shown = patterns(["Вікно {name}", "{page} з {pages}"])

    assert re.fullmatch(shown[0], "Вікно 3")
    assert not any(re.fullmatch(pattern, "Вікна з кнопками") for pattern in shown)


def test_everything_that_a_desk_may_say_is_told_to_administrators() -> None:
    told = bold(PEOPLE)

    untold = {
        text
        for text, forms in entries(ROOT / "server/i18n/uk/desk.po").items()
        if not any(re.fullmatch(pattern, name) for pattern in patterns(forms) for name in told)
    }

    assert not untold


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.endswith(".uk.md")], ids=lambda page: page.name)
def test_ukrainian_pages_have_their_apostrophes_and_quotes(page: Path) -> None:
    prose = without_code(page)

    assert not re.findall(r"\w+['`ʼ]\w+", prose)
    assert not re.findall(r"[“”]", prose)


def without_code(page: Path) -> str:
    return SPAN.sub("", BLOCK.sub("", page.read_text("utf-8")))


def links(page: Path) -> list[str]:
    """Where a page leads, those to the outside left out: no test of ours needs a network."""
    targets = (one or other for one, other in LINK.findall(without_code(page)))
    return [target for target in targets if not OUTSIDE.match(target)]


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, heading = unquote(target).partition("#")
    goal = (page.parent / path).resolve() if path else page
    if heading and heading not in headings(goal):
        return False
    return goal in own_files() or any(goal in each.parents for each in own_files())


def headings(page: Path) -> set[str]:
    """The anchors that code hosts make of a page's headings."""
    titles = re.findall(r"(?m)^#+ (.+)$", BLOCK.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def code_lines(page: Path) -> Iterator[str]:
    """Each line of code of a page, without comments."""
    text = page.read_text("utf-8")
    for code in (*BLOCK.findall(text), *SPAN.findall(BLOCK.sub("", text))):
        yield from (line for row in code.splitlines() if (line := without_comment(row)))


def bare_blocks(page: Path) -> list[list[str]]:
    """A page's blocks of commands and settings; comments and drawings are there to be translated."""
    blocks = [block for block in BLOCK.findall(page.read_text("utf-8")) if "►" not in block]
    return [[without_comment(row) for row in block.splitlines()] for block in blocks]


def without_comment(row: str) -> str:
    return re.sub(r"(?:^|\s+)#(?!!).*$", "", row).strip()


def why_no_command(line: str) -> str:
    """What is wrong with a call of ``cherha``; nothing when it is well, or when the line is none."""
    found = re.match(r"(?:\S*/bin/)?cherha ([^>|&;]+)", line)
    if found is None:
        return ""
    here: click.Command = main
    options = {option for parameter in here.params for option in parameter.opts}
    for word in found[1].split():
        if word.startswith("--") and word not in {*options, "--help"}:
            return f"no option {word}"
        if isinstance(here, click.Group) and re.fullmatch(r"[a-z-]+", word) and not word.startswith("-"):
            if word not in here.commands:
                return f"no command {word}"
            here = here.commands[word]
            options |= {option for parameter in here.params for option in parameter.opts}
    return ""


def bold(page: Path) -> set[str]:
    """What a page sets between two asterisks, also where it goes on in the next line."""
    return {" ".join(span.split()) for span in re.findall(r"(?s)\*\*(.+?)\*\*", without_code(page))}


def patterns(forms: list[str] | tuple[str, ...]) -> list[str]:
    """Each text as an expression; a field stands for one word or two."""
    found = []
    for form in forms:
        pieces = re.split(r"\{\w+\}|%\(\w+\)\w", form)
        is_telling = sum(sign.isalpha() for piece in pieces for sign in piece) >= FEWEST_LETTERS
        found.append(r"\S+(?: \S+)?".join(map(re.escape, pieces)) if is_telling else re.escape(form))
    return found
