"""What a machine needs to start is read strictly: from a file, from the environment, and nothing that is not known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.settings import BadSetting, Settings, read_settings


def written(folder: Path, text: str) -> Path:
    file = folder / "server.toml"
    file.write_text(text, "utf-8")
    return file


def test_without_file_and_environment_every_setting_has_its_default() -> None:
    assert read_settings(None, {}) == Settings()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, 'port = 8081\nfolder = "/var/lib/cherha"\nforecast = false\n')

    assert read_settings(file, {}) == Settings(port=8081, folder=Path("/var/lib/cherha"), forecast=False)
    assert read_settings(file, {"CHERHA_PORT": "8082", "CHERHA_FORECAST": "true", "LANG": "uk_UA"}) == Settings(
        port=8082, folder=Path("/var/lib/cherha")
    )


@pytest.mark.parametrize(
    ("said", "meant"), [("true", True), ("1", True), ("YES", True), ("false", False), ("0", False)]
)
def test_yes_and_no_are_said_in_several_ways_in_the_environment(said: str, *, meant: bool) -> None:
    assert read_settings(None, {"CHERHA_FORECAST": said}).forecast is meant


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("forecasts = false", "«forecasts» is unknown; known are database, folder, forecast,"),
        ('forecast = "sometimes"', "forecast: 'sometimes' is not of type bool"),
        ("forecast = 0", "forecast: 0 is not of type bool"),
        ('port = "many"', "port: 'many' is not of type int"),
        ("folder = 7", "folder: 7 is not a path"),
        ("forecast =", "is not TOML"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=re.escape(complaint)):
        read_settings(written(tmp_path, text), {})


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=re.escape(f"{tmp_path} cannot be read")):
        read_settings(tmp_path, {})
