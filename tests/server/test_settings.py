"""What a machine needs to start is read strictly: from a file, from the environment, and nothing that is not known."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main
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


REFUSED = [
    ("host", '""'),
    ("host", '"http://10.0.0.2"'),
    ("host", '"10.0.0.2:8080"'),
    ("host", f'"{"a" * 64}.example"'),
    ("port", "99999"),
    ("port", "0"),
    ("port", "-1"),
    ("port", '"80"'),
    ("port", "80.0"),
    ("port", "true"),
    ("folder", "7"),
    ("folder", '""'),
    ("folder", r'"/var/lib\u0000"'),
    ("database", "true"),
    ("database", '"/var/lib/cherha/cherha.sqlite"'),
    ("database", '"mysql://cherha:word@10.0.0.5/cherha"'),
    ("public_url", '"cherha"'),
    ("public_url", '"cherha.example.gov.ua"'),
    ("public_url", '"ftp://cherha.example.gov.ua"'),
    ("public_url", '"https://"'),
    ("public_url", '"https://cherha.example.gov.ua:99999"'),
    ("public_url", '"https://cherha.example.gov.ua/?a=1"'),
    ("public_url", '"https://cherha example"'),
    ("public_url", '"https://[::1"'),
    ("is_https", '"true"'),
    ("is_https", "1"),
    ("proxies", "-1"),
    ("proxies", "11"),
    ("proxies", "true"),
    ("voice", '""'),
    ("voice", '"espek"'),
    ("voice", '"clips:"'),
    ("voice", '"command: "'),
    ("voice", r'"command:piper \"uk"'),
    ("forecast", '"sometimes"'),
    ("forecast", "0"),
    ("log_level", '"loud"'),
    ("log_level", '"INFO"'),
    ("log_level", "10"),
]
TAKEN = [
    ("host", "0.0.0.0"),
    ("host", "::1"),
    ("host", "queue-1.hall.example"),
    ("port", 1),
    ("port", 65535),
    ("database", ""),
    ("database", "sqlite:////var/lib/cherha/cherha.sqlite"),
    ("database", "postgresql:///cherha?host=/run/postgresql"),
    ("public_url", ""),
    ("public_url", "http://10.0.0.2:8080"),
    ("public_url", "https://[fd00::2]/cherha"),
    ("public_url", "https://черга.місто/"),
    ("proxies", 10),
    ("voice", "none"),
    ("voice", "clips:/srv/Мар’їн голос"),
    ("voice", "command:piper --model 'uk UA.onnx'"),
    ("log_level", "debug"),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_value_of_the_wrong_kind_is_refused_with_file_line_and_key(name: str, value: str, tmp_path: Path) -> None:
    file = written(tmp_path, f"# of the hall\n\n{name} = {value}\n")

    with pytest.raises(BadSetting) as refused:
        read_settings(file, {})

    assert str(refused.value).startswith(f"{file}:3: {name} needs ")


@pytest.mark.parametrize(("name", "value"), TAKEN)
def test_a_value_of_the_right_kind_is_taken_from_file_and_environment(
    name: str, value: str | int, tmp_path: Path
) -> None:
    file = written(tmp_path, f"{name} = {value!r}" if isinstance(value, int) else f"{name} = {json.dumps(value)}")

    assert getattr(read_settings(file, {}), name) == value
    assert getattr(read_settings(None, {f"CHERHA_{name.upper()}": str(value)}), name) == value


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_what_a_refusal_tells_to_write_is_taken(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as in_file:
        read_settings(written(tmp_path, f"{name} = []\n"), {})
    with pytest.raises(BadSetting) as in_environment:
        read_settings(None, {f"CHERHA_{name.upper()}": "\n"})

    line = str(in_file.value).partition("; write for example: ")[2]
    variable, _, value = str(in_environment.value).partition("; write for example: ")[2].partition("=")
    assert line.startswith(f"{name} = ")
    assert read_settings(written(tmp_path, line), {}) == read_settings(None, {variable: value})


@pytest.mark.parametrize(
    ("variable", "value", "complaint"),
    [
        ("CHERHA_PORT", "99999", 'a whole number from 1 to 65535, not "99999"; write for example: CHERHA_PORT=8080'),
        ("CHERHA_PORT", "9" * 5000, "a whole number from 1 to 65535, not"),
        ("CHERHA_PROXIES", "-1", 'a whole number from 0 to 10, not "-1"; write for example: CHERHA_PROXIES=1'),
        ("CHERHA_IS_HTTPS", "so", 'true or false, not "so"; write for example: CHERHA_IS_HTTPS=true'),
        ("CHERHA_LOG_LEVEL", "loud", 'debug, info, warning or error, not "loud"; write for example'),
    ],
)
def test_a_refusal_of_the_environment_names_the_variable(variable: str, value: str, complaint: str) -> None:
    with pytest.raises(BadSetting, match=re.escape(f"the environment: {variable} needs {complaint}")):
        read_settings(None, {variable: value})


def test_an_address_with_a_password_is_not_repeated(tmp_path: Path) -> None:
    for line in ('database = "mysql://cherha:word@10.0.0.5/"', 'public_url = "https://cherha:word@hall.example"'):
        with pytest.raises(BadSetting) as refused:
            read_settings(written(tmp_path, line), {})

        assert "word" not in str(refused.value)


def test_what_the_file_says_must_be_right_even_where_the_environment_goes_before(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="port needs"):
        read_settings(written(tmp_path, "port = 99999"), {"CHERHA_PORT": "8080"})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("\nforecasts = false", ":2: «forecasts» is unknown; known are database, folder, forecast,"),
        ("\n[server]\nport = 80", ":2: «server» is unknown"),
        ("port = [\n  80,\n  81,\n]", ":1: port needs a whole number from 1 to 65535, not [80, 81]"),
        ("\nforecast =", ":2: is not TOML"),
        ("\nforecast = yes\n", ":2: is not TOML"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, complaint: str, tmp_path: Path) -> None:
    file = written(tmp_path, text)

    with pytest.raises(BadSetting, match=re.escape(f"{file}{complaint}")):
        read_settings(file, {})


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_bytes("port = 80\n# зал\n".encode("cp1251"))

    with pytest.raises(BadSetting, match=re.escape(f"{file}:2: is not UTF-8")):
        read_settings(file, {})


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=re.escape(f"{tmp_path} cannot be read")):
        read_settings(tmp_path, {})


@pytest.mark.parametrize("line", ['log_level = "loud"', "port = 99999", 'public_url = "cherha"', "proxies = -1"])
@pytest.mark.parametrize("command", [("hall", "list"), ("doctor",)])
def test_the_commands_say_it_plainly(command: tuple[str, ...], line: str, tmp_path: Path) -> None:
    file = written(tmp_path, f"{line}\n")

    said = CliRunner().invoke(
        main, ["--settings", str(file), *command], env={"CHERHA_FOLDER": str(tmp_path)}, catch_exceptions=False
    )

    assert said.exit_code == 1
    assert f"{file}:1: {line.partition(' ')[0]} needs" in said.output
