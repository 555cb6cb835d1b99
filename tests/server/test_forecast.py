"""The forecast in a running hall: shown at the kiosk, started anew when it dies, gone with the server."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from server.contract.slip import WaitRange
from server.contract.terms import BoxKind, ServiceId
from server.demo.seed import HALL_ID
from server.domain.forecast import Unknown, Wait
from server.domain.outlook import shown
from server.domain.place import LineClass
from server.forecast.foreseeing import Foreseer
from server.machine import SystemClock
from server.usecases.ports import Records
from server.usecases.views import look
from tests.browser.hall import Hall, copy_of, running_hall, wait_until
from tests.browser.hall_fixtures import Seeded
from tests.server.crowd import SYSTEM, crowd, take
from tests.server.test_news import Listener

pytestmark = pytest.mark.slow

TOPIC = f"halls/{HALL_ID}/kiosk"


@pytest.fixture
def hall(seeded: Seeded, tmp_path: Path) -> Iterator[Hall]:
    """With its forecast, which others do without."""
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path / "hall"), codes, CHERHA_FORECAST="true") as running:
        yield running


def forecaster(hall: Hall) -> psutil.Process | None:
    """The forecast's process of a running server."""
    assert hall.process is not None
    children = psutil.Process(hall.process.pid).children()
    return next((each for each in children if "forecast" in each.cmdline()), None)


def running_forecaster(hall: Hall) -> psutil.Process:
    """The same, once it runs."""
    wait_until(lambda: forecaster(hall) is not None, "the forecast runs")
    found = forecaster(hall)
    assert found is not None
    return found


def busy(hall: Hall) -> str:
    """Eight windows staffed and forty people waiting for one service, whose id is answered."""
    with hall.core() as core:
        people = crowd(core)
        for _ in range(40):
            core.bus.handle(SYSTEM, take(people.service_id))
        return people.service_id


def wait_in(snapshot: dict[str, Any], service_id: str) -> WaitRange | None:
    """Of a service on the kiosk."""
    (found,) = [each["wait"] for each in snapshot["snapshot"]["services"] if each["service_id"] == service_id]
    return None if found is None else WaitRange(**found)


def foreseen(hall: Hall, service_id: str) -> WaitRange | None:
    """What the forecast says of the hall as it stands, reckoned here."""
    with hall.core() as core:
        outlook = Foreseer(core.store, SystemClock()).outlook(HALL_ID)
    assert outlook is not None
    wait = outlook.newcomers[LineClass.ORDINARY][service_id]  # type: ignore[index]
    assert isinstance(wait, Wait | Unknown)
    return shown(wait)


def simple_range(hall: Hall, service_id: str) -> WaitRange | None:
    """What is said of a service where there is no outlook."""

    def read(records: Records) -> WaitRange | None:
        view = look(records, SystemClock().read())
        assert view is not None
        return view.wait(ServiceId(service_id), view.before_newcomer(ServiceId(service_id)))

    with hall.core() as core:
        return core.store.read(HALL_ID, read)


def test_the_kiosk_shows_the_forecast_without_being_asked(hall: Hall) -> None:
    key = hall.enrol(BoxKind.KIOSK)
    with Listener(hall.url, auth={"device_key": key}) as kiosk:
        kiosk.join(TOPIC)
        service_id = busy(hall)
        hall.box_command(key, "take-ticket", {"service_id": service_id, "purpose": "hand-in"})
        expected = foreseen(hall, service_id)

        # Nothing more happens in the hall: what comes last is the forecast's own news.
        wait_until(lambda: bool(kiosk.snapshots), "the kiosk hears of it")
        wait_until(lambda: wait_in(kiosk.snapshots[-1], service_id) == expected, f"it shows {expected}")


def test_a_forecast_that_dies_is_started_anew_and_told_of_once(hall: Hall) -> None:
    first = running_forecaster(hall)

    first.send_signal(signal.SIGKILL)
    key = hall.enrol(BoxKind.KIOSK)
    service_id = next(iter(hall.service_ids().values()))
    hall.box_command(key, "take-ticket", {"service_id": service_id, "purpose": "consultation"})

    wait_until(lambda: running_forecaster(hall).pid != first.pid, "another one runs")
    assert hall.log().count("simple ranges stand in") == 1
    assert "Traceback" not in hall.log()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_however_the_server_ends_its_forecast_ends_too(hall: Hall, how: signal.Signals) -> None:
    child = running_forecaster(hall)

    hall.stop(how)

    wait_until(lambda: not child.is_running(), "it has gone")
    assert "simple ranges" not in hall.log()
    assert "Traceback" not in hall.log()


def test_a_server_told_to_leave_it_out_tells_simple_ranges(seeded: Seeded, tmp_path: Path) -> None:
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path / "hall"), codes, CHERHA_FORECAST="false") as hall:
        service_id = busy(hall)
        with Listener(hall.url, auth={"device_key": hall.enrol(BoxKind.KIOSK)}) as kiosk:
            told = wait_in(kiosk.join(TOPIC), service_id)

        assert told == simple_range(hall, service_id)
        assert forecaster(hall) is None
        assert hall.log().count("simple ranges") == 0
