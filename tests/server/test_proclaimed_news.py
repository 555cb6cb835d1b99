"""An alert as a real board hears it: first the picture, then the words with a sound that is there to be fetched."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from server.contract.terms import BoxKind
from server.demo.seed import HALL_ID
from tests.browser.hall import Hall, copy_of, running_hall, wait_until
from tests.browser.hall_fixtures import Seeded
from tests.server.test_news import Listener

pytestmark = pytest.mark.slow


@pytest.fixture
def speaking_hall(seeded: Seeded, tmp_path: Path) -> Iterator[Hall]:
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path / "hall"), codes, CHERHA_VOICE="espeak") as running:
        yield running


def test_an_alert_is_shown_and_then_said_and_its_end_too(speaking_hall: Hall) -> None:
    hall, heard = speaking_hall, list[dict[str, Any]]()
    with Listener(hall.url, auth={"device_key": hall.enrol(BoxKind.DISPLAY)}) as display:
        display.join(f"halls/{HALL_ID}/board")
        display.client.on("snapshot", lambda news: heard.append(news["snapshot"]))
        display.client.on("proclamation", heard.append)

        hall.command("oksana", "suspend-hall", {"reason": "alert"})
        wait_until(lambda: any("audio" in each for each in heard), "the shelter text")
        alert = list(heard)
        heard.clear()
        hall.command("oksana", "resume-hall")
        wait_until(lambda: any("audio" in each for each in heard), "the end of the alert")

    assert alert[0]["suspension"]["reason"] == "alert"
    assert "укриття" in said(alert)["texts"]["uk"]
    assert heard[0]["suspension"] is None
    assert "відновлено" in said(heard)["texts"]["uk"]
    for words in (said(alert), said(heard)):
        assert [clip["language"] for clip in words["audio"]] == ["uk", "en"]
        for clip in words["audio"]:
            sound = requests.get(hall.url + clip["path"], timeout=60)
            with wave.open(io.BytesIO(sound.content)) as reader:
                assert reader.getnframes() / reader.getframerate() == pytest.approx(clip["seconds"])
            assert clip["seconds"] > 4


def said(heard: list[dict[str, Any]]) -> dict[str, Any]:
    return next(each for each in heard if "audio" in each)


def test_a_board_that_comes_a_moment_later_hears_it_all_the_same(speaking_hall: Hall) -> None:
    hall, heard = speaking_hall, list[dict[str, Any]]()
    key = hall.enrol(BoxKind.DISPLAY)
    with Listener(hall.url, auth={"device_key": key}) as display:
        display.client.on("proclamation", heard.append)
        display.join(f"halls/{HALL_ID}/board")
        hall.command("oksana", "suspend-hall", {"reason": "outage"})
        wait_until(lambda: bool(heard), "the words of the outage")

    with Listener(hall.url, auth={"device_key": key}) as display:
        display.client.on("proclamation", heard.append)
        display.join(f"halls/{HALL_ID}/board")
        wait_until(lambda: len(heard) == 2, "the same words again")

    assert heard[0] == heard[1]
