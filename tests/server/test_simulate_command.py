"""``cherha simulate``, as it is typed."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.bootstrap import build_stage
from server.cli import main
from server.machine import SystemClock
from server.settings import Settings
from server.simulate.playing import wall_at
from server.simulate.stage import PlayedClock, SeededChance
from tests.simulate.small_hall import SMALL, new_play

QUICK = ("simulate", "--visitors", "80", "--windows", "5")


def cherha(folder: Path, *arguments: str) -> Result:
    environment = {"CHERHA_FOLDER": str(folder), "CHERHA_LOG_LEVEL": "warning"}
    return CliRunner().invoke(main, arguments, env=environment, catch_exceptions=False)


def test_a_day_is_told_in_both_languages_and_leaves_no_trace(tmp_path: Path) -> None:
    said = cherha(tmp_path, *QUICK)

    assert said.exit_code == 0, said.output
    assert "Людей на день: 80 · вікон: 5" in said.output
    assert "People a day: 80 · windows: 5" in said.output
    assert "08–09" in said.output
    assert not list(tmp_path.iterdir())


def test_one_more_window_is_told_by_hour_and_drawn(tmp_path: Path) -> None:
    picture = tmp_path / "waits.svg"

    said = cherha(
        tmp_path,
        *QUICK,
        "--more-windows",
        "1",
        "--from",
        "9:30",
        "--to",
        "12",
        "--serving",
        "паспорти",
        "--plot",
        str(picture),
    )

    assert said.exit_code == 0, said.output
    assert "Додаткових вікон: 1, з 09:30 до 12:00; служба: паспорти / passports" in said.output
    assert "+ p80" in said.output
    assert "<svg" in picture.read_text("utf-8")


def test_json_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    one, other = (cherha(tmp_path, *QUICK, "--seed", "9", "--more-windows", "2", "--json").output for _ in range(2))

    figures = json.loads(one)
    assert one == other
    assert figures["people_a_day"] == 80
    assert figures["more_windows"]["with"]["day"]["p80"] <= figures["more_windows"]["without"]["day"]["p80"]


def test_a_hall_learns_from_its_own_journal(tmp_path: Path) -> None:
    today = SystemClock().read().wall.date()
    days = [today - timedelta(days=ago) for ago in (3, 2)]
    database_url = Settings(folder=tmp_path).database_url
    stage = build_stage(PlayedClock(wall_at(days[0], timedelta())), SeededChance(1), database_url)
    play = new_play(stage)
    for number, day in enumerate(days):
        play.day(day, number)
    play.end(days[-1])
    stage.store.close()

    said = cherha(tmp_path, "simulate", "--from-journal")

    assert said.exit_code == 0, said.output
    assert f"Людей на день: {SMALL.people} · вікон: 5" in said.output


def test_a_hall_that_has_kept_nothing_says_so(tmp_path: Path) -> None:
    said = cherha(tmp_path, "simulate", "--from-journal")

    assert said.exit_code == 1
    assert "--hall" in said.output


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--more-windows", "1", "--from", "12", "--to", "10"), "пізніше"),
        (("--more-windows", "1", "--from", "25"), "10:30"),
        (("--from-journal", "--windows", "7"), "журналу"),
        (("--more-windows", "1", "--serving", "рибалка"), "паспорти / passports"),
        (("--plot", "waits.doc"), "waits.doc"),
    ],
    ids=["the end before the beginning", "no time", "windows of a journal", "an unknown service", "no picture"],
)
def test_what_cannot_be_asked_is_said(options: tuple[str, ...], word: str, tmp_path: Path) -> None:
    said = cherha(tmp_path, *QUICK[:3], *options)

    assert said.exit_code != 0
    assert word in said.output


def test_without_matplotlib_one_line_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    said = cherha(tmp_path, *QUICK, "--plot", "waits.png")

    assert said.exit_code == 1
    assert said.output.splitlines() == [
        "Error: для малюнка потрібен matplotlib / a plot needs matplotlib: pip install 'cherha[plots]'"
    ]
