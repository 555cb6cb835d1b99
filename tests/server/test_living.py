"""``cherha demo --live``: the simulator's people act in a running server, over HTTP, like everybody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from server.bootstrap import build_core
from server.contract.answers import NobodyWaiting
from server.contract.commands import CallNext, TakeTicket, TakeWindow
from server.contract.terms import BoxId, BoxKind, Purpose, RequestId, ServiceId
from server.demo.living import HttpDoor, PacedClock, enrolled, live_words
from server.demo.living_cast import PEOPLE, Cast, cast, send_home
from server.demo.seed import HALL_ID
from server.domain.errors import Refusal
from server.domain.interval import IntervalKind
from server.machine import SystemChance, SystemClock
from server.settings import Settings
from server.simulate.asking import FIRST_DAY
from server.simulate.plan import Plan
from server.simulate.playing import Play, wall_at
from server.simulate.profile import HOUR_MS, MINUTE_MS
from server.simulate.stage import Stage
from server.usecases.actor import BoxActor
from tests.browser.hall import Hall, running_hall, seeded_folder

pytestmark = pytest.mark.slow
SPEED = 1200.0
COME = 10


@dataclass(frozen=True, slots=True)
class Living:
    """A served hall with its players."""

    hall: Hall
    players: Cast
    door: HttpDoor


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    folder = tmp_path_factory.mktemp("living")
    with running_hall(folder, seeded_folder(folder)) as hall:
        with hall.core() as core:
            players = cast(core)
        yield Living(hall, players, HttpDoor(hall.url, enrolled(hall.url, players.kiosk_code), players.sessions))


def test_people_come_and_are_served_at_the_living_windows_until_they_close(living: Living) -> None:
    stage = Stage(bus=living.door, clock=PacedClock(SPEED), chance=SystemChance(), hall_id=HALL_ID)
    play = Play(stage, an_hour_of(living.players.plan), living.players.hall, seed=1, looks_every_ms=10 * MINUTE_MS)

    play.day(FIRST_DAY, 0)

    windows = living.players.hall.windows
    with living.hall.core() as core:
        today = SystemClock().read().wall.date()
        days = today - timedelta(days=1), today + timedelta(days=1)
        served = core.store.read(HALL_ID, lambda records: records.intervals.of_days(*days, [IntervalKind.SERVING]))
        staffed = core.store.read(HALL_ID, lambda records: [each for each in records.windows.all() if each.person_id])
    assert len(served) >= COME
    assert {each.window_id for each in served} <= set(windows)
    assert not {window.id for window in staffed} & set(windows)
    assert play.refused == 0


def test_where_somebody_else_was_quicker_at_a_window_nothing_happens(living: Living) -> None:
    person, window_id = next(iter(living.players.hall.people.values())), next(iter(living.players.hall.windows))

    called = living.door.handle(person, CallNext(request_id=request(), window_id=window_id))

    assert called == NobodyWaiting()


def test_a_citizen_hears_why_there_is_no_ticket(living: Living) -> None:
    command = TakeTicket(request_id=request(), service_id=ServiceId("nothing"), purpose=Purpose.HAND_IN)

    with pytest.raises(Refusal, match="unknown-service"):
        living.door.handle(living.players.hall.kiosk, command)


def test_a_server_that_is_away_is_a_refusal_and_ends_no_play() -> None:
    door = HttpDoor("http://127.0.0.1:9", "key", {})
    kiosk = BoxActor(box_id=BoxId("kiosk"), hall_id=HALL_ID, name="kiosk", kind=BoxKind.KIOSK)
    command = TakeTicket(request_id=request(), service_id=ServiceId("any"), purpose=Purpose.HAND_IN)

    with pytest.raises(Refusal, match="server-away"):
        door.handle(kiosk, command)


def test_a_second_start_has_the_same_people_and_sends_home_whom_the_first_one_left_at_a_window(tmp_path: Path) -> None:
    seeded_folder(tmp_path)
    core = build_core(Settings(folder=tmp_path))
    first = cast(core)
    for person, window_id in zip(first.hall.people.values(), first.hall.windows, strict=True):
        core.bus.handle(person, TakeWindow(request_id=request(), window_id=window_id))
        core.bus.handle(person, CallNext(request_id=request(), window_id=window_id))

    send_home(core)
    second = cast(core)

    left = core.store.read(HALL_ID, lambda records: {each.name: each.person_id for each in records.windows.all()})
    core.store.close()
    assert (second.hall.people, second.hall.kiosk) == (first.hall.people, first.hall.kiosk)
    assert {left[name] for name in PEOPLE} == {None}
    assert left["3"] is not None


def test_time_goes_so_many_times_as_fast() -> None:
    clock, began = PacedClock(3600.0), time.monotonic()

    clock.go_on_to(wall_at(FIRST_DAY, timedelta(hours=8)))
    clock.go_on_to(wall_at(FIRST_DAY, timedelta(hours=8, minutes=10)))

    assert 10 / 60 <= time.monotonic() - began < 5


def test_a_newcomer_is_told_which_windows_are_theirs() -> None:
    assert "2, 4, 5, 6, 8" in live_words(6.0)


def an_hour_of(plan: Plan) -> Plan:
    """The same people at the windows, for one hour and without breaks."""
    rota = tuple(replace(each, until_ms=each.from_ms + HOUR_MS, pauses=()) for each in plan.rotas[0])
    first = {(service_id, hour): count for (service_id, hour), count in plan.demand.items() if hour == 8}
    return replace(plan, rotas=(rota,), demand=first, people=COME, missed_share=0.0)


def request() -> RequestId:
    return RequestId(SystemChance().new_id())
