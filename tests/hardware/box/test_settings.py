"""A box's settings are read strictly, and a refusal says what would have been right."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.errors import SettingsRefused
from hardware.settings import BoxSettings, ButtonsSettings, KioskSettings, read_settings

WHOLE = """
server_url = "http://10.0.0.2:8080/"
state_folder = "/var/lib/cherha-kiosk"

[printer]
driver = "escpos-tcp"
host = "10.0.0.7"
width_dots = 512

[kiosk]
port = 9000

[[buttons]]
wire = "/dev/serial/by-id/usb-panel"
windows = { 32 = "1", 33 = "2" }
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "box.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, WHOLE), {})

    assert settings.server_url == "http://10.0.0.2:8080"
    assert settings.state_folder == Path("/var/lib/cherha-kiosk")
    assert settings.printer is not None
    assert settings.printer.driver == "escpos-tcp"
    assert settings.printer.options == {"host": "10.0.0.7", "width_dots": 512}
    assert settings.kiosk == KioskSettings("127.0.0.1", 9000)
    assert settings.buttons == (ButtonsSettings("/dev/serial/by-id/usb-panel", {"32": "1", "33": "2"}),)


def test_the_environment_alone_is_enough_and_goes_before_the_file(tmp_path: Path) -> None:
    environment = {
        "CHERHA_BOX_SERVER_URL": "https://hall.example",
        "CHERHA_BOX_STATE_FOLDER": "/s",
        "CHERHA_PORT": "80",
    }
    printer = {"CHERHA_BOX_PRINTER_DRIVER": "escpos-tcp", "CHERHA_BOX_PRINTER_WIDTH_DOTS": "384"}

    alone = read_settings(None, environment)
    over_file = read_settings(written(tmp_path, WHOLE), {**environment, **printer})

    assert alone == BoxSettings("https://hall.example", Path("/s"))
    assert over_file.server_url == "https://hall.example"
    assert over_file.printer is not None
    assert over_file.printer.options["width_dots"] == 384


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('serverurl = "http://a"', "serverurl is unknown; known are server_url, state_folder, printer, kiosk, buttons"),
        ("[kiosk]\nprot = 1", "[kiosk]: prot is unknown; known are host, port"),
        ("[kiosk]\nport = 70000", "port must be a port number, not 70000"),
        ("[kiosk]\nport = true", "port must be a port number"),
        ("kiosk = 3", "kiosk must be a table [kiosk]"),
        (
            '[[buttons]]\nwire = "/dev/x"\nspeed = 9600',
            "[[buttons]] 1: speed is unknown; known are windows, wire, baud",
        ),
        ("[[buttons]]\nwindows = { 1 = 2 }", "1 must be a text, not 2"),
        ('[printer]\nhost = "a"', "driver is missing"),
    ],
)
def test_what_a_box_does_not_know_is_refused_with_what_it_knows(tmp_path: Path, line: str, said: str) -> None:
    path = written(tmp_path, f'server_url = "http://a:1"\nstate_folder = "/s"\n{line}\n')

    with pytest.raises(SettingsRefused) as refused:
        read_settings(path, {})

    assert said in str(refused.value)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("url", ["10.0.0.2:8080", "ftp://a", "http://", "http://a/path", "http://a?b=1"])
def test_a_server_url_must_be_one(url: str) -> None:
    with pytest.raises(SettingsRefused, match="server_url must be such as"):
        read_settings(None, {"CHERHA_BOX_SERVER_URL": url, "CHERHA_BOX_STATE_FOLDER": "/s"})


def test_an_unknown_name_in_the_environment_is_refused() -> None:
    with pytest.raises(SettingsRefused, match="CHERHA_BOX_SERVR_URL is unknown; known are CHERHA_BOX_SERVER_URL"):
        read_settings(None, {"CHERHA_BOX_SERVR_URL": "http://a"})


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"nowhere\.toml: cannot be read"):
        read_settings(tmp_path / "nowhere.toml", {})
    with pytest.raises(SettingsRefused, match="is not TOML"):
        read_settings(written(tmp_path, "server_url = "), {})
