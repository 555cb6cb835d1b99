"""A box's settings are read strictly, and a refusal says what would have been right."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.box import NobodyListens, assembled
from hardware.errors import SettingsRefused
from hardware.health import Health
from hardware.link import Link
from hardware.settings import BoxSettings, ButtonsSettings, KioskSettings, read_settings
from hardware.settings_check import check
from hardware.settings_table import line_of
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxId, BoxKind, HallId

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
    over_file = read_settings(written(tmp_path, WHOLE), {**environment, **printer, "CHERHA_BOX_KEY_DAYS": "30"})

    assert alone == BoxSettings("https://hall.example", Path("/s"))
    assert over_file.server_url == "https://hall.example"
    assert (alone.key_days, over_file.key_days) == (90, 30)
    assert over_file.printer is not None
    assert over_file.printer.options["width_dots"] == 384


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            'serverurl = "http://a"',
            ":3: serverurl is unknown; known are server_url, state_folder, printer, spare_printer",
        ),
        ("[kiosk]\n\nprot = 1", ":5: [kiosk] prot is unknown; known are host, port"),
        ("[kiosk]\n# shut\nport = 70000", ":5: [kiosk] port must be a port number, not 70000"),
        ("kiosk = { host = 'a', port = true }", ":3: [kiosk] port must be a port number"),
        ("kiosk = 3", ":3: kiosk must be a table [kiosk]"),
        ("[screen]\nscale = 2", ":4: [screen] scale must be a number from 0.4 to 1.6, not 2"),
        ("[[buttons]]\nwire = 'a'\n[[buttons]]\nwire = 'b'\nsp = 1", ":7: [[buttons]] 2 sp is unknown; known are kind"),
        ("[[buttons]]\nwire = 'a'\nwindows = { 1 = 2 }", ":5: [[buttons]] 1 windows 1 must be a text, not 2"),
        ("[kiosk]\n[[buttons]]\nbaud = 9600", ":4: [[buttons]] 1 wire is missing"),
        ('[kiosk]\n[printer]\nhost = "a"', ":4: [printer] driver is missing"),
        ('[printer]\ndriver = "escpos-lp"\n[spare_printer]\npath = "/b"', ":5: [spare_printer] driver is missing"),
        ('[spare_printer]\ndriver = "escpos-lp"', ":3: spare_printer stands in for [printer], which is missing"),
        ("buttons = 1", ":3: buttons must be tables [[buttons]]"),
    ],
)
def test_what_a_box_does_not_know_is_refused_on_its_line_with_what_it_knows(
    tmp_path: Path, lines: str, said: str
) -> None:
    path = written(tmp_path, f'server_url = "http://a:1"\nstate_folder = "/s"\n{lines}\n')

    with pytest.raises(SettingsRefused) as refused:
        read_settings(path, {})

    assert str(refused.value).startswith(f"{path}{said}")


def test_a_missing_setting_of_the_box_itself_is_to_stand_above_the_tables(tmp_path: Path) -> None:
    path = written(tmp_path, 'server_url = "http://a:1"\n[kiosk]\nstate_folder = "/s"\n')

    with pytest.raises(SettingsRefused) as refused:
        read_settings(path, {})

    assert str(refused.value) == f"{path}: state_folder is missing; write it above the first [table]"


def test_a_value_of_the_environment_is_refused_by_the_name_of_its_variable(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read_settings(written(tmp_path, WHOLE), {"CHERHA_BOX_KIOSK_PORT": "many"})

    assert str(refused.value) == "the environment: CHERHA_BOX_KIOSK_PORT must be a port number, not 'many'"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('driver = "escpos-tcp"\nhost = "a"\nwidth_dots = 577', ":6: [printer] width_dots needs a whole number"),
        ('driver = "escpos-tcp"\nhost = "a"\ncolour = "red"', ":6: [printer] colour is unknown; the known ones are:"),
        ('driver = "escpos-tcp"', ":3: [printer] host needs a text"),
        ('driver = "laser"', ":4: [printer] driver must be one of "),
    ],
)
def test_what_a_driver_refuses_is_said_on_its_line(tmp_path: Path, link: Link, lines: str, said: str) -> None:
    path = written(tmp_path, f'server_url = "http://a:1"\nstate_folder = "{tmp_path}"\n[printer]\n{lines}\n')
    enrolled = BoxEnrolled(box_id=BoxId("p"), hall_id=HallId("h"), kind=BoxKind.PRINTER, device_key="k")

    with pytest.raises(SettingsRefused) as refused:
        assembled(read_settings(path, {}), enrolled, NobodyListens(), link=link, health=Health(link, "1"))

    assert str(refused.value).startswith(f"{path}{said}")


def test_a_line_is_found_as_toml_counts_them() -> None:
    text = (
        'first = 1\r\n"quoted key" = """\nseveral = 3\n"""\n\nlist = [\n  { a = 1 },  # one\n  { b = 2 },\n]\n'
        "a.dotted.key = 1\n[a.table]\nlast = 2"
    )

    lines = {
        keys: line_of(text, keys)
        for keys in (
            ("first",), ("quoted key",), ("several",), ("list", 1, "b"), ("a", "dotted", "key"), ("a", "table", "last"),
        )
    }  # fmt: skip

    assert list(lines.values()) == [1, 2, None, 6, 10, 12]


@pytest.mark.parametrize(
    "url", ["10.0.0.2:8080", "ftp://a", "http://", "http://a/path", "http://a?b=1", "http://a:b", "http://["]
)
def test_a_server_url_must_be_one(url: str) -> None:
    with pytest.raises(SettingsRefused, match="SERVER_URL must be such as"):
        read_settings(None, {"CHERHA_BOX_SERVER_URL": url, "CHERHA_BOX_STATE_FOLDER": "/s"})


def test_an_unknown_name_in_the_environment_is_refused() -> None:
    with pytest.raises(SettingsRefused, match="CHERHA_BOX_SERVR_URL is unknown; known are CHERHA_BOX_SERVER_URL"):
        read_settings(None, {"CHERHA_BOX_SERVR_URL": "http://a"})


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"nowhere\.toml: cannot be read"):
        read_settings(tmp_path / "nowhere.toml", {})
    with pytest.raises(SettingsRefused, match=r"box\.toml:2: is not TOML"):
        read_settings(written(tmp_path, "# a box\nserver_url = "), {})
    with pytest.raises(SettingsRefused, match=r"box\.toml:1: is not TOML"):
        read_settings(written(tmp_path, "server_url = [\n"), {})
    (tmp_path / "box.toml").write_bytes('server_url = "a"\n# скринька'.encode("cp1251"))
    with pytest.raises(SettingsRefused, match=r"box\.toml:2: is not UTF-8"):
        read_settings(tmp_path / "box.toml", {})


NEEDED = 'server_url = "http://10.0.0.2:8080"\nstate_folder = "s"\n'


def test_without_a_file_it_is_said_that_none_was_named() -> None:
    with pytest.raises(SettingsRefused, match=r"no settings file was named; .* --config /etc/cherha/"):
        read_settings(None, {})


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('layout = "big"', "layout 'big' is no layout; the known ones are .*standard, or name a file such as /etc"),
        ('layout = "/nowhere/slip.toml"', "layout names the file /nowhere/slip.toml, which cannot be read"),
        ('vendor = "0x04b8"', "vendor needs a whole number from 1 to 65535, not '0x04b8'; write 0x04b8 without quotes"),
    ],
)
def test_what_a_driver_refuses_is_told_with_its_line(tmp_path: Path, line: str, why: str) -> None:
    driver = "usb" if "vendor" in line else "lp"
    path = written(tmp_path, f'{NEEDED}[printer]\ndriver = "escpos-{driver}"\n{line}\n')

    with pytest.raises(SettingsRefused, match=f"^{path}:5: \\[printer\\] {why}"):
        check(read_settings(path, {}))


def test_one_wire_cannot_stand_twice_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "by-id").symlink_to(tmp_path / "ttyUSB0")
    path = written(
        tmp_path, f'{NEEDED}[[buttons]]\nwire = "{tmp_path}/by-id"\n[[buttons]]\nwire = "{tmp_path}/ttyUSB0"\n'
    )

    with pytest.raises(SettingsRefused, match=f"^{path}:6: .*names the same wire as \\[\\[buttons\\]\\] 1"):
        read_settings(path, {})
