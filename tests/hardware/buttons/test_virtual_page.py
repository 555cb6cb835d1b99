"""The page of virtual panels of every make, and what its program takes and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from hardware.buttons.virtual.__main__ import main
from hardware.buttons.virtual.cherha_panels import CherhaPanels
from hardware.buttons.virtual.far_end import FarEnd, Light
from hardware.buttons.virtual.misbehaviour import OFFERED, Mode
from hardware.buttons.virtual.modbus_modules import ModbusModules
from hardware.buttons.virtual.page import create_app
from hardware.buttons.virtual.places import LinkPlace
from hardware.buttons.virtual.qsystem_panels import QsystemPanels
from hardware.buttons.virtual.texts import GROUPS, TEXTS, label_of, words_for
from hardware.buttons.virtual.window_displays import VirtualDisplays
from hardware.buttons.virtual.wire import VirtualWire
from server.contract.terms import PanelMake


def far_ends() -> list[FarEnd]:
    return [
        CherhaPanels((1, 2)),
        QsystemPanels((32, 33)),
        ModbusModules((1,), keys=2),
        ModbusModules((1,), keys=2, is_tcp=True),
        VirtualDisplays((5, 6)),
    ]


@pytest.fixture(params=far_ends(), ids=lambda far_end: far_end.make)
def wire(request: pytest.FixtureRequest, tmp_path: Path) -> VirtualWire:
    """Nothing runs: the page alone is asked."""
    return VirtualWire(request.param, LinkPlace(tmp_path / "wire"))


@pytest.fixture
def page(wire: VirtualWire) -> FlaskClient:
    return create_app(wire).test_client()


def test_every_misbehaviour_that_is_offered_can_be_ordered(wire: VirtualWire, page: FlaskClient) -> None:
    for mode in OFFERED[wire.far_end.make]:
        assert page.post("/misbehave", json={"mode": mode}).get_json() == {"mode": mode}
        assert page.get("/seen").get_json()["mode"] == mode
    wire.unplug()


def test_what_is_not_offered_is_refused_with_what_is(wire: VirtualWire, page: FlaskClient) -> None:
    offered = OFFERED[wire.far_end.make]

    for mode in [*sorted(set(Mode) - set(offered)), "on-fire", None]:
        answer = page.post("/misbehave", json={"mode": mode})
        assert answer.status_code == 400
        assert answer.get_json()["known"] == list(offered)
    assert wire.mode is Mode.NORMAL


def test_another_page_may_not_order(wire: VirtualWire, page: FlaskClient) -> None:
    answer = page.post("/misbehave", json={"mode": "silent"}, headers={"Origin": "http://elsewhere.example"})

    assert answer.status_code == 403
    assert wire.mode is Mode.NORMAL


@pytest.mark.parametrize("language", TEXTS)
def test_every_switch_and_every_key_has_its_words(language: str, wire: VirtualWire, page: FlaskClient) -> None:
    words = words_for(wire.far_end.make, language)

    text = page.get(f"/?language={language}").get_data(as_text=True)

    assert f'<html lang="{language}">' in text
    assert all(f">{words[mode]}</button>" in text for mode in OFFERED[wire.far_end.make])
    assert all(f">{label_of(button, words)}</button>" in text for button in wire.far_end.buttons)


def test_both_languages_say_the_same_things() -> None:
    assert TEXTS["uk"].keys() == TEXTS["en"].keys() >= {*Mode, *Light}
    assert {mode for modes in GROUPS.values() for mode in modes} == set(Mode)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--make", "display", "--wire", "w", "--mode", "noise"], "silent"),
        (["--make", "qsystem", "--wire", "w", "--addresses", "5"], "32 to 254"),
        (["--make", "modbus-tcp", "--wire", "w"], "--port"),
        ([], "--wire"),
    ],
)
def test_options_that_do_not_fit_are_refused(options: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(options)

    assert ended.value.code == 2
    assert word in capsys.readouterr().err


def test_makes_are_those_of_the_contract_that_have_a_wire() -> None:
    assert set(OFFERED) == set(PanelMake) - {PanelMake.NUMPAD}
