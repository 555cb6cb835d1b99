"""Panels on Modbus modules over real wires: each press once, lamps, and a dead module that holds nobody up."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.buttons.blinking import RHYTHMS, is_lit
from hardware.buttons.modbus import ModbusPanels
from hardware.buttons.modbus_line import ModbusLine, serial_line, tcp_line
from hardware.buttons.modbus_module import FAILURES_UNTIL_LAMPLESS
from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import Lamp
from hardware.buttons.settings import Parity
from server.contract.panel_commands import PanelReport
from server.contract.terms import DeviceState, PanelMake, PressKind, PrintFault
from tests.hardware.buttons.hearing import Hearing, running
from tests.hardware.buttons.modules import Modules, SerialModules, tcp_modules
from tests.kiosk.running import wait_until


@contextmanager
def polled(line: ModbusLine, modules: Modules, *, keys: int = 1, inputs: int = 8) -> Iterator[Hearing]:
    heard = Hearing()
    panels = ModbusPanels(
        line,
        sorted(modules.asked),
        heard,
        make=PanelMake.MODBUS_RTU,
        windows={"1-1": "Перше"},
        keys=keys,
        inputs=inputs,
        note=heard.reports.append,
    )
    with running(panels):
        wait_until(lambda: bool(heard.reports), "the line open, and what the modules are like")
        yield heard


PATIENT_SECONDS = 1.0
"""Modules that share two processors with all the other tests may take longer than real ones."""


def serial_at(folder: Path) -> ModbusLine:
    return serial_line(str(folder / "line"), baud=9600, parity=Parity.NONE, answer_seconds=PATIENT_SECONDS)


def hasty_at(folder: Path) -> ModbusLine:
    """Where modules are silent anyway."""
    return serial_line(str(folder / "line"), baud=9600, parity=Parity.NONE, answer_seconds=0.3)


@pytest.fixture
def modules() -> Modules:
    return Modules(1, 2)


@pytest.fixture(params=["rtu", "tcp"])
def line(request: pytest.FixtureRequest, modules: Modules, tmp_path: Path) -> Iterator[ModbusLine]:
    if request.param == "tcp":
        with tcp_modules(modules) as address:
            yield tcp_line(address, answer_seconds=PATIENT_SECONDS)
        return
    wired = SerialModules(modules, tmp_path / "line")
    yield serial_at(tmp_path)
    wired.unplug()


def press(modules: Modules, module: int, number: int) -> None:
    """Down until the box has looked twice, and up until it has looked again."""
    for change in (modules.hold, modules.let_go):
        change(module, number)
        before = modules.looks(module)
        wait_until(lambda before=before: modules.looks(module) > before + 1, "the box has looked")  # type: ignore[misc]


def test_each_input_is_a_panel_of_its_own_and_each_press_is_one(line: ModbusLine, modules: Modules) -> None:
    with polled(line, modules) as heard:
        wait_until(lambda: modules.looks(2) > 2, "a first look")
        press(modules, 1, 1)
        press(modules, 2, 8)
        wait_until(lambda: len(heard.presses) > 1, "both presses")

    assert heard.keys == [("1-1", "1"), ("2-8", "1")]
    assert heard.panels["1-1"] == PanelReport(
        wire=line.address, address="1-1", make=PanelMake.MODBUS_RTU, controls=("1", "1.long"), window_name="Перше"
    )
    assert len(heard.panels) == 16


def test_several_inputs_are_the_keys_of_one_panel_and_held_is_long(line: ModbusLine, modules: Modules) -> None:
    with polled(line, modules, keys=2) as heard:
        wait_until(lambda: modules.looks(1) > 2, "a first look")
        modules.hold(1, 4)
        wait_until(lambda: bool(heard.presses), "the long press")

    assert heard.presses == [("1-2", KeyPress("2", PressKind.LONG))]


def test_the_lamp_of_a_panel_is_the_coil_of_its_first_input(line: ModbusLine, modules: Modules) -> None:
    with polled(line, modules, keys=2) as heard:
        heard.show("2-2", Lamp.STEADY)
        wait_until(lambda: modules.lamps[2] == [False, False, True, *[False] * 5], "the lamp lit")
        heard.show("2-2", Lamp.OFF)
        wait_until(lambda: modules.lamps[2] == [False] * 8, "the lamp dark")


def test_a_dead_module_is_named_and_does_not_hold_up_the_others(line: ModbusLine, modules: Modules) -> None:
    modules.dead.add(1)
    with polled(line, modules) as heard:
        wait_until(lambda: heard.reports[-1].state is DeviceState.WARNING, "the dead module")
        assert heard.reports[-1].detail == "silent panels: module 1"
        press(modules, 2, 3)
        wait_until(lambda: heard.keys == [("2-3", "1")], "a press on the living one")

        modules.dead.clear()
        wait_until(lambda: heard.reports[-1].state is DeviceState.READY, "the module is back")
        wait_until(lambda: modules.looks(1) > 1, "it is looked at again")
        press(modules, 1, 5)
        wait_until(lambda: heard.keys == [("2-3", "1"), ("1-5", "1")], "a press on it")


def test_modules_without_lamps_are_panels_too(line: ModbusLine, modules: Modules) -> None:
    modules.lampless |= {1, 2}
    with polled(line, modules) as heard:
        heard.show("1-1", Lamp.STEADY)
        wait_until(lambda: modules.looks(1) > 5, "some looks")
        press(modules, 1, 1)
        wait_until(lambda: heard.keys == [("1-1", "1")], "the press")

    assert DeviceState.FAULT not in {report.state for report in heard.reports}


def test_a_key_that_was_jammed_from_the_start_presses_nothing(line: ModbusLine, modules: Modules) -> None:
    modules.hold(1, 1)
    with polled(line, modules) as heard:
        wait_until(lambda: modules.looks(1) > 2, "some looks")
        press(modules, 2, 1)
        wait_until(lambda: bool(heard.presses), "another key")

    assert heard.keys == [("2-1", "1")]


def test_spoiled_answers_make_no_press_and_lose_none(modules: Modules, tmp_path: Path) -> None:
    wired = SerialModules(modules, tmp_path / "line")
    with polled(serial_at(tmp_path), modules) as heard:
        wait_until(lambda: modules.looks(2) > 2, "a first look")
        modules.hold(1, 1)
        before = modules.looks(1)
        modules.spoiled = 4
        wait_until(lambda: modules.spoiled == 0 and modules.looks(1) > before + 4, "wrong check sums and halves")
        modules.let_go(1, 1)
        wait_until(lambda: bool(heard.presses), "the press")
    wired.unplug()

    assert heard.keys == [("1-1", "1")]


def test_a_serial_line_that_is_pulled_out_and_put_back_presses_again(modules: Modules, tmp_path: Path) -> None:
    first = SerialModules(modules, tmp_path / "line")
    with polled(serial_at(tmp_path), modules) as heard:
        modules.hold(1, 2)
        first.unplug()
        wait_until(lambda: heard.reports[-1].state is DeviceState.FAULT, "the line is lost")
        assert heard.reports[-1].fault in (PrintFault.BROKE_OFF, PrintFault.UNREACHABLE)
        modules.let_go(1, 2)
        second = SerialModules(modules, tmp_path / "line")
        wait_until(lambda: heard.reports[-1].state is DeviceState.READY, "the line is back")
        wait_until(lambda: modules.looks(1) > 2, "looked at")
        press(modules, 1, 1)
        wait_until(lambda: bool(heard.presses), "the press")
    second.unplug()

    assert heard.keys == [("1-1", "1")]


def test_a_peer_that_is_not_there_is_said_once(modules: Modules, caplog: pytest.LogCaptureFixture) -> None:
    with polled(tcp_line("127.0.0.1:1"), modules) as heard:
        wait_until(lambda: len(heard.reports) > 1, "two tries")

    assert {report.fault for report in heard.reports} == {PrintFault.UNREACHABLE}
    assert len([record for record in caplog.records if "cannot be reached" in record.message]) == 1


def test_modules_without_power_are_one_fault_until_they_answer(
    modules: Modules, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    modules.dead |= {1, 2}
    wired = SerialModules(modules, tmp_path / "line")
    with polled(hasty_at(tmp_path), modules) as heard:
        before = modules.questions
        wait_until(lambda: modules.questions > before + 3, "the line opened again, twice")
        states = [report.state for report in heard.reports]
        said = [record.message for record in caplog.records]
        modules.dead.clear()
        wait_until(lambda: heard.reports[-1].state is DeviceState.READY, "the power is back")
    wired.unplug()

    assert states == [DeviceState.FAULT]
    assert len([line for line in said if "no module answers" in line]) == 1
    assert len([line for line in said if "module 1" in line]) == 1


def test_a_silent_module_stays_silent_when_the_line_is_opened_again(modules: Modules, tmp_path: Path) -> None:
    modules.dead.add(1)
    first = SerialModules(modules, tmp_path / "line")
    with polled(serial_at(tmp_path), modules) as heard:
        wait_until(lambda: heard.reports[-1].state is DeviceState.WARNING, "the dead module")
        first.unplug()
        wait_until(lambda: heard.reports[-1].state is DeviceState.FAULT, "the line is lost")
        second = SerialModules(modules, tmp_path / "line")
        wait_until(lambda: heard.reports[-1].state is DeviceState.WARNING, "the line is back, the module is not")
    second.unplug()

    assert DeviceState.READY not in {report.state for report in heard.reports}


def test_a_module_with_fewer_inputs_than_said_is_told_plainly_and_is_not_silent(
    line: ModbusLine, modules: Modules
) -> None:
    modules.inputs = 4
    with polled(line, modules) as heard:
        wait_until(lambda: bool(heard.reports), "what the modules are like")

    assert [(report.state, report.fault) for report in heard.reports] == [(DeviceState.WARNING, PrintFault.NONE)]
    assert heard.reports[0].detail == ("fewer than 8 inputs: module 1, module 2; say in the settings how many (inputs)")


def test_modules_with_four_inputs_are_panels_when_the_settings_say_so(line: ModbusLine, modules: Modules) -> None:
    modules.inputs = 4
    with polled(line, modules, keys=2, inputs=4) as heard:
        wait_until(lambda: modules.looks(2) > 2, "a first look")
        press(modules, 2, 4)
        wait_until(lambda: heard.keys == [("2-2", "2")], "the press")

    assert set(heard.panels) == {"1-1", "1-2", "2-1", "2-2"}


def test_a_module_that_ignores_lamps_is_soon_told_of_none(modules: Modules, tmp_path: Path) -> None:
    modules.deaf_to_lamps.add(1)
    wired = SerialModules(modules, tmp_path / "line")
    with polled(serial_at(tmp_path), modules) as heard:
        heard.show("1-1", Lamp.STEADY)
        wait_until(lambda: modules.switched[1] >= FAILURES_UNTIL_LAMPLESS, "three orders")
        before = modules.looks(1)
        wait_until(lambda: modules.looks(1) > before + 20, "more looks")
    wired.unplug()

    assert modules.switched[1] < 2 * FAILURES_UNTIL_LAMPLESS
    assert DeviceState.FAULT not in {report.state for report in heard.reports}


@pytest.mark.parametrize("lamp", Lamp)
def test_no_lamp_flashes_more_than_twice_a_second(lamp: Lamp) -> None:
    period, _flashes = RHYTHMS[lamp]
    moments = [is_lit(lamp, step / 100) for step in range(int(period * 1200) + 1)]

    lightings = sum(now and not before for before, now in itertools.pairwise(moments))

    assert lightings <= 2 * (period * 12)
