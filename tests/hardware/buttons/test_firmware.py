"""The firmware of the virtual panel does what docs/buttons.md asks of a real one."""

from __future__ import annotations

from hardware.buttons.frames import Frame
from hardware.buttons.protocol import (
    HEARTBEAT_SECONDS,
    PRESS_LIVES_SECONDS,
    Acknowledged,
    Alive,
    Key,
    Lamp,
    Press,
    ShowLamp,
    from_panel,
    panel_frame,
)
from hardware.buttons.virtual.firmware import BOX_AWAY_SECONDS, REPEAT_SECONDS, Firmware


def powered() -> Firmware:
    """A panel that has just sent its first heartbeat."""
    panel = Firmware(4, boot=7)
    assert len(panel.due(0.0)) == 1
    return panel


def presses(frames: list[Frame]) -> list[Press]:
    return [message for frame in frames if isinstance(message := from_panel(frame), Press)]


def test_the_first_word_is_a_heartbeat() -> None:
    (frame,) = Firmware(4, boot=7).due(0.0)

    assert from_panel(frame) == Alive(4, 1, Lamp.OFF, 7)


def test_heartbeats_go_on() -> None:
    panel = powered()

    assert panel.due(HEARTBEAT_SECONDS - 0.1) == []
    assert len(panel.due(HEARTBEAT_SECONDS)) == 1


def test_a_press_is_repeated_under_the_same_number_until_it_is_acknowledged() -> None:
    panel = powered()
    panel.press(Key.CALL, 1.0)

    (first,) = presses(panel.due(1.0))
    (again,) = presses(panel.due(1.0 + REPEAT_SECONDS))
    panel.hear(Acknowledged(4, first.sequence), 1.5)

    assert again == first
    assert panel.due(1.5 + REPEAT_SECONDS) == []
    assert not panel.is_sending


def test_a_second_press_waits_for_the_first_and_has_the_next_number() -> None:
    panel = powered()
    panel.press(Key.CALL, 1.0)
    panel.press(Key.START, 1.1)
    (first,) = presses(panel.due(1.1))

    panel.hear(Acknowledged(4, first.sequence), 1.2)
    (second,) = presses(panel.due(1.3))

    assert (second.key, second.sequence) == (Key.START, first.sequence + 1)


def test_a_press_that_nobody_hears_is_given_up_before_it_would_surprise() -> None:
    panel = powered()
    panel.press(Key.CALL, 1.0)
    sent = [frame for tenth in range(100) for frame in panel.due(1.0 + tenth / 10)]

    late = presses(panel.due(1.1 + 2 * PRESS_LIVES_SECONDS))

    assert len(presses(sent)) > 10
    assert late == []
    assert not panel.is_sending


def test_a_lamp_order_is_acknowledged_and_shown() -> None:
    panel = powered()

    reply = panel.hear(ShowLamp(4, 33, Lamp.STEADY), 1.0)

    assert reply == [panel_frame(Acknowledged(4, 33))]
    assert panel.lamp(1.0) is Lamp.STEADY


def test_another_panels_order_is_none_of_its_business() -> None:
    panel = powered()

    assert panel.hear(ShowLamp(5, 33, Lamp.STEADY), 1.0) == []
    assert panel.lamp(1.0) is Lamp.OFF


def test_without_a_box_the_lamp_says_so_by_itself() -> None:
    panel = powered()
    panel.hear(ShowLamp(4, 33, Lamp.STEADY), 1.0)

    assert panel.lamp(1.0 + BOX_AWAY_SECONDS) is Lamp.STEADY
    assert panel.lamp(1.1 + BOX_AWAY_SECONDS) is Lamp.DOUBLE
