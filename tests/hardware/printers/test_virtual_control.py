"""The control page of the virtual printer, and the program as it is run."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import requests
from flask.testing import FlaskClient
from PIL import Image

from hardware.drivers import open_printer
from hardware.printers.raster import render
from hardware.printers.virtual import Mode, VirtualPrinter
from hardware.printers.virtual.control import create_app
from hardware.printers.virtual.control_texts import GROUPS, TEXTS
from server.contract.terms import PrintFault, PrintOutcome
from tests.hardware.printers.conftest import Host, StartPrinter
from tests.hardware.printers.slips import UKRAINIAN

START_SECONDS = 30.0


@pytest.fixture
def printer(start: StartPrinter) -> VirtualPrinter:
    return start()


@pytest.fixture
def page(printer: VirtualPrinter) -> FlaskClient:
    return create_app(printer).test_client()


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_can_be_ordered(mode: Mode, page: FlaskClient, printer: VirtualPrinter) -> None:
    answer = page.post("/misbehave", json={"mode": mode})

    assert answer.json == {"mode": mode}
    assert printer.mode is mode


@pytest.mark.parametrize("body", [{"mode": "on-fire"}, {"mode": 7}, {}, [], "normal"])
def test_an_unknown_mode_is_refused_with_the_known_ones(
    body: object, page: FlaskClient, printer: VirtualPrinter
) -> None:
    answer = page.post("/misbehave", json=body)

    assert answer.status_code == 400
    assert answer.get_json()["code"] == "mode-unknown"
    assert answer.get_json()["known"] == list(Mode)
    assert printer.mode is Mode.NORMAL


def test_a_foreign_page_cannot_order_by_a_form(page: FlaskClient, printer: VirtualPrinter) -> None:
    answer = page.post("/misbehave", data='{"mode": "paper-out"}', content_type="text/plain")

    assert answer.status_code == 415
    assert printer.mode is Mode.NORMAL


def test_the_slips_are_listed_newest_first_with_their_pictures(
    page: FlaskClient, printer: VirtualPrinter, host: Host
) -> None:
    for _ in range(2):
        host(printer).print(UKRAINIAN)

    listed = page.get("/slips").get_json()["slips"]

    assert [slip["number"] for slip in listed] == [2, 1]
    with page.get(listed[0]["picture"]) as answer, Image.open(BytesIO(answer.data)) as picture:
        assert picture.size == render(UKRAINIAN, 576).size


@pytest.mark.parametrize("number", [0, 1, 99])
def test_a_slip_that_never_came_out_is_not_found(number: int, page: FlaskClient) -> None:
    assert page.get(f"/slips/{number}.png").status_code == 404


@pytest.mark.parametrize("language", TEXTS)
def test_the_page_has_a_button_for_each_misbehaviour_in_both_languages(language: str, page: FlaskClient) -> None:
    text = page.get(f"/?language={language}").get_data(as_text=True)

    assert f'<html lang="{language}">' in text
    for mode in (mode for _, modes in GROUPS for mode in modes):
        assert f'data-mode="{mode}"' in text
        assert TEXTS[language][mode] in text


def test_both_languages_say_the_same_things() -> None:
    said = {language: set(words) for language, words in TEXTS.items()}

    assert said["uk"] == said["en"] >= set(Mode)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", int, str]]:
    """The running program, its printer port and the address of its page."""
    command = [sys.executable, "-m", "hardware.printers.virtual", "--port", "0", "--control-port", "0", "--folder"]
    with subprocess.Popen([*command, str(tmp_path / "paper")], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            first, second = process.stdout.readline(), process.stdout.readline()
            port = int(first.split("127.0.0.1:")[1].split(",")[0])
            yield process, port, second.split("page at ")[1].strip()
        finally:
            process.kill()


def test_the_program_prints_misbehaves_and_ends_cleanly(program: tuple["subprocess.Popen[str]", int, str]) -> None:
    process, port, address = program
    driver = open_printer("escpos-tcp", {"host": "127.0.0.1", "port": port})

    printed = driver.print(UKRAINIAN)
    requests.post(f"{address}misbehave", json={"mode": "cover-open"}, timeout=START_SECONDS)
    refused = driver.print(UKRAINIAN)
    driver.close()
    listed = requests.get(f"{address}slips", timeout=START_SECONDS).json()["slips"]
    process.send_signal(signal.SIGTERM)

    assert printed.outcome is PrintOutcome.PRINTED
    assert (refused.outcome, refused.fault) == (PrintOutcome.FAILED, PrintFault.COVER_OPEN)
    assert [slip["is_cut"] for slip in listed] == [True]
    assert process.wait(START_SECONDS) == 0


@pytest.mark.parametrize("taken_option", ["--port", "--control-port"])
def test_a_busy_port_is_said_in_one_line(taken_option: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = {"--port": "0", "--control-port": "0", taken_option: str(taken.getsockname()[1])}
        options = [word for pair in ports.items() for word in pair]
        ended = subprocess.run(
            [sys.executable, "-m", "hardware.printers.virtual", "--folder", str(tmp_path), *options],
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "choose another port" in ended.stderr
