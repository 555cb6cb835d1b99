"""A kiosk box against a hall on paper."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.parts import RunningParts
from hardware.settings import BoxSettings, KioskSettings
from kiosk.box import Kiosk
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxKind
from tests.kiosk import sample
from tests.kiosk.browser_page import Page
from tests.kiosk.paper_hall_names import BOX, KEY
from tests.kiosk.running import DEADLINE_SECONDS, PaperHall, paper_hall

ENROLLED = BoxEnrolled(box_id=BOX, device_key=KEY, kind=BoxKind.KIOSK, hall_id=sample.HALL)


class RunningKiosk:
    """The parts of a kiosk, and a page that looks at it."""

    def __init__(self, server_url: str, folder: Path, *, key: str = KEY) -> None:
        enrolled = replace(ENROLLED, device_key=key)
        self._kiosk = Kiosk(BoxSettings(server_url, folder, kiosk=KioskSettings(port=0)), enrolled)
        self._running = RunningParts(self._kiosk.parts)
        self._running.start()
        self.url = self._kiosk.url
        self.page = Page(self.url)

    def stop(self) -> tuple[str, ...]:
        self._kiosk.link.hurry()
        left = self._running.stop(within_seconds=DEADLINE_SECONDS)
        self._kiosk.link.close()
        return left


@pytest.fixture
def hall() -> Iterator[PaperHall]:
    with paper_hall() as running:
        yield running


@pytest.fixture
def kiosk(hall: PaperHall, tmp_path: Path) -> Iterator[RunningKiosk]:
    running = RunningKiosk(hall.url, tmp_path)
    yield running
    assert running.stop() == ()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("page-server-accept")]
