"""Every word of the protocol survives the way through a frame, and foreign words mean nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hardware.buttons.frames import Frame, FrameReader, Origin
from hardware.buttons.protocol import (
    Acknowledged,
    Alive,
    FromBox,
    FromPanel,
    Key,
    Lamp,
    Press,
    ShowLamp,
    box_frame,
    from_box,
    from_panel,
    panel_frame,
)
from server.contract.terms import PressKind

PAGE = Path(__file__).parents[3] / "docs" / "buttons.md"


@pytest.mark.parametrize(
    "message",
    [
        *(Press(7, 255, key, 65535, kind) for key in Key for kind in PressKind),
        *(Alive(254, 0, lamp, 0) for lamp in Lamp),
        Acknowledged(1, 12),
    ],
    ids=str,
)
def test_what_a_panel_says_is_understood(message: FromPanel) -> None:
    assert from_panel(panel_frame(message)) == message


@pytest.mark.parametrize("message", [*(ShowLamp(7, 9, lamp) for lamp in Lamp), Acknowledged(1, 12)], ids=str)
def test_what_the_box_says_is_understood(message: FromBox) -> None:
    assert from_box(box_frame(message)) == message


@pytest.mark.parametrize(
    "words",
    [
        ("press", "jump", "1"),
        ("press", "call"),
        ("press", "call", "65536"),
        ("press", "call", "x"),
        ("press", "call", "1", "twice"),
        ("alive", "red", "1"),
    ],
)
def test_words_of_another_version_mean_nothing(words: tuple[str, ...]) -> None:
    assert from_panel(Frame(Origin.PANEL, 1, 1, words)) is None


def test_the_box_passes_over_its_own_echo() -> None:
    echo = box_frame(Acknowledged(3, 5))

    assert from_panel(echo) is None


def test_every_example_of_the_page_for_firmware_makers_is_a_frame_with_a_meaning() -> None:
    examples = re.findall(r"^\s*([<>]\S+\*[0-9A-F]{4})", PAGE.read_text("utf-8"), re.MULTILINE)

    frames = FrameReader().feed("".join(f"{example}\n" for example in examples).encode())

    assert len(examples) >= 5
    assert len(frames) == len(examples)
    assert all(from_panel(frame) or from_box(frame) for frame in frames)


@pytest.mark.parametrize("word", [*Key, *Lamp])
def test_the_page_for_firmware_makers_explains_every_word(word: str) -> None:
    assert f"`{word}`" in PAGE.read_text("utf-8")
