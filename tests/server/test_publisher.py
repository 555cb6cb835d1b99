"""Announcements of a voice that is slower than the windows call."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import gevent
from gevent.queue import Queue

from server.contract.messages import AudioClip
from server.contract.topics import BoardTopic
from server.domain.hall import LocalText
from server.realtime.hub import Joined
from server.realtime.publisher import ANNOUNCED_WITHIN, Publisher
from server.usecases.actor import BoxActor
from tests.builders import SampleHall
from tests.fakes import MONDAY_NOON


class SlowAnnouncer:
    """Each announcement takes it ``seconds`` of the hall's clock."""

    def __init__(self, hall: SampleHall, seconds: float) -> None:
        self._hall = hall
        self._seconds = seconds

    def say(self, label: str, window_name: str) -> tuple[LocalText, tuple[AudioClip, ...]]:
        self._hall.clock.go_on(seconds=self._seconds)
        return {"uk": f"{label} {window_name}"}, ()

    def proclaim(self, texts: LocalText) -> tuple[LocalText, tuple[AudioClip, ...]]:
        return texts, ()


class Hearing:
    """A fanout to one board, which keeps what is announced."""

    def __init__(self) -> None:
        self.announced: Queue[dict[str, Any]] = Queue()

    def broadcast(self, event: str, payload: Any, sids: Iterable[str]) -> None:
        if event == "announcement" and sids:
            self.announced.put(payload)


def test_what_the_voice_comes_to_too_late_is_not_announced() -> None:
    with ThreadPoolExecutor(1) as thread:
        first, second, third, announced = thread.submit(three_calls).result(timeout=60)

    assert [each["id"] for each in announced] == [first, third]
    assert second not in (first, third)
    assert announced[0]["called_at"] == MONDAY_NOON.isoformat(timespec="milliseconds")
    assert announced[0]["expires_at"] == (MONDAY_NOON + ANNOUNCED_WITHIN).isoformat(timespec="milliseconds")


def three_calls() -> tuple[str, str, str, list[dict[str, Any]]]:
    """Two calls at once to a voice that takes too long, and one after it; in a thread, whose greenlets end with it."""
    hall, hearing = SampleHall(), Hearing()
    hall.sit(hall.olena, hall.one)
    hall.sit(hall.taras, hall.two)
    publisher = watched(hall, hearing, SlowAnnouncer(hall, seconds=31))
    for _ in range(3):
        hall.take(hall.kiosk, hall.passport)
    first, second = hall.call(hall.olena, hall.one), hall.call(hall.taras, hall.two)
    told(publisher, hall)
    announced = [hearing.announced.get(timeout=60)]
    hall.start(hall.olena, hall.one)
    third = hall.call(hall.olena, hall.one)
    told(publisher, hall)
    announced.append(hearing.announced.get(timeout=60))
    gevent.get_hub().destroy(destroy_loop=True)
    return first.call_id, second.call_id, third.call_id, announced


def watched(hall: SampleHall, hearing: Hearing, announcer: SlowAnnouncer) -> Publisher:
    """The publisher of a hall with one board."""
    joined = Joined()
    display = BoxActor(box_id=hall.display.box_id, hall_id=hall.id, name="display", kind=hall.display.kind)
    joined.arrive("board", display, lambda: display)
    joined.join("board", BoardTopic(hall.id))
    publisher = Publisher(
        store=hall.store,
        clock=hall.clock,
        joined=joined,
        fanout=hearing,  # type: ignore[arg-type]  # of the real one it is told alone that a socket is behind it
        announcer=announcer,
        aside=lambda work: work(),
    )
    hall.newsroom.heard.clear()
    publisher.start()
    return publisher


def told(publisher: Publisher, hall: SampleHall) -> None:
    """Every commit so far is told to the publisher."""
    for hall_id, sequence, events in hall.newsroom.heard:
        publisher.committed(hall_id, sequence, events)
    hall.newsroom.heard.clear()
