"""The page that a display shows while there is no server."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from display.entrance import Entrance, reason
from display.holding_page import HoldingPage, file_at
from hardware.errors import ServerAway, SettingsRefused
from hardware.settings import DisplaySettings, ScreenSettings, read_settings

BOX = {"CHERHA_BOX_SERVER_URL": "http://10.0.0.2:8080", "CHERHA_BOX_STATE_FOLDER": "/s"}


def test_it_serves_its_own_parts_and_the_look_and_nothing_beside() -> None:
    assert file_at("/contract/v1/look/tokens.css") is not None
    assert file_at("/display/web/display.css") is not None
    for path in ("/contract/v1/look/../commands.py", "/contract/v1/commands.py", "/display/web/main.js", "/etc/passwd"):
        assert file_at(path) is None


def test_every_part_that_it_asks_for_is_there() -> None:
    page = file_at("/")
    assert page is not None

    asked = [piece.split('"')[0] for piece in page.read_text("utf-8").replace('src="', 'href="').split('href="')[1:]]

    assert len(asked) == 4
    assert [path for path in asked if file_at(path) is None] == []


def test_a_busy_port_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SettingsRefused, match=f"port {port} on 127.0.0.1 cannot be had") as refused:
            HoldingPage(DisplaySettings(port=port), lambda: "")

    assert "\n" not in str(refused.value)


def test_a_server_that_is_away_is_named_to_whoever_looks_after_the_screen() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"

        with pytest.raises(ServerAway) as away:
            Entrance(url, "key").address()

    assert reason(away.value) == f"{url} не відповідає"


def test_the_settings_of_screen_and_display_are_read_strictly(tmp_path: Path) -> None:
    path = tmp_path / "display.toml"

    path.write_text('[display]\nport = 9091\n[screen]\nbrowser = "/opt/chromium"\nscale = 0.75\n', "utf-8")
    settings = read_settings(path, BOX)
    assert settings.display == DisplaySettings(port=9091)
    assert settings.screen == ScreenSettings(Path("/opt/chromium"), 0.75)

    assert read_settings(None, BOX).screen is None
    assert read_settings(None, {**BOX, "CHERHA_BOX_SCREEN_SCALE": "1.25"}).screen == ScreenSettings(None, 1.25)
    for line, said in (("scale = 3", "from 0.4 to 1.6"), ("size = 1", "known are browser, scale")):
        path.write_text(f"[screen]\n{line}\n", "utf-8")
        with pytest.raises(SettingsRefused, match=said):
            read_settings(path, BOX)
