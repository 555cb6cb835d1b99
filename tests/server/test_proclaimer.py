"""What is said to the whole hall in an alert: at once, again while it lasts, and once when it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

import gevent
from gevent.queue import Queue

from server.contract.commands import ResumeHall, SuspendHall
from server.contract.messages import AudioClip
from server.contract.terms import SuspensionReason
from server.contract.topics import BoardTopic
from server.domain.hall import LocalText
from server.domain.suspension import RESUMED_TEXT
from server.realtime.hub import Joined
from server.realtime.proclaimer import PROCLAIMED_WITHIN, Proclaimer
from server.realtime.publisher import Publisher
from tests.builders import SampleHall
from tests.fakes import MONDAY_NOON

T = TypeVar("T")
ALERT, OUTAGE = SuspensionReason.ALERT, SuspensionReason.OUTAGE


class FakeAnnouncer:
    """Says everything in one clip; it takes it ``seconds`` of the hall's clock."""

    def __init__(self, hall: SampleHall, seconds: float = 0) -> None:
        self._hall = hall
        self._seconds = seconds

    def say(self, label: str, window_name: str) -> tuple[LocalText, tuple[AudioClip, ...]]:
        return self.proclaim({"uk": f"{label} {window_name}"})

    def proclaim(self, texts: LocalText) -> tuple[LocalText, tuple[AudioClip, ...]]:
        self._hall.clock.go_on(seconds=self._seconds)
        return texts, (AudioClip(language="uk", path="/audio/words.wav", seconds=4.0),)


class Hearing:
    """A fanout to the boards, which keeps what is said."""

    def __init__(self) -> None:
        self.said: Queue[tuple[str, dict[str, Any]]] = Queue()

    def broadcast(self, event: str, payload: Any, sids: Iterable[str]) -> None:
        if event != "snapshot" and sids:
            self.said.put((event, payload))

    def heard(self) -> list[tuple[str, dict[str, Any]]]:
        """All so far."""
        return [self.said.get() for _ in range(self.said.qsize())]


def in_thread(work: Callable[[], T]) -> T:
    """Its greenlets end with it."""

    def whole() -> T:
        result = work()
        gevent.get_hub().destroy(destroy_loop=True)
        return result

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(whole).result(timeout=60)


def board_of(hall: SampleHall) -> Joined:
    joined = Joined()
    joined.arrive("board", hall.display, lambda: hall.display)
    joined.join("board", BoardTopic(hall.id))
    return joined


def proclaimer_of(hall: SampleHall, hearing: Hearing, joined: Joined | None = None) -> Proclaimer:
    hall.newsroom.heard.clear()
    return Proclaimer(
        store=hall.store,
        clock=hall.clock,
        joined=joined or board_of(hall),
        fanout=hearing,  # type: ignore[arg-type]  # of the real one it is told alone that a socket is behind it
        crier=FakeAnnouncer(hall),
        aside=lambda work: work(),
    )


def tell(proclaimer: Proclaimer, hall: SampleHall) -> None:
    """Every commit so far, and whatever is to be said because of it."""
    for hall_id, sequence, events in hall.newsroom.heard:
        proclaimer.note(hall_id, sequence, events)
    hall.newsroom.heard.clear()
    proclaimer.release()
    say_all(proclaimer)


def say_all(proclaimer: Proclaimer) -> None:
    while proclaimer.has_more:
        proclaimer.say_next()


def suspend(hall: SampleHall, reason: SuspensionReason = ALERT) -> None:
    hall.give(hall.rita, SuspendHall, reason=reason)


def resume(hall: SampleHall) -> None:
    hall.give(hall.rita, ResumeHall)


def test_the_shelter_text_is_said_at_once_and_that_it_is_over_once() -> None:
    def play() -> list[dict[str, Any]]:
        hall, hearing = SampleHall(), Hearing()
        hall.decide(shelter_text={"uk": "Укриття в підвалі.", "en": "The shelter is in the basement."})
        proclaimer = proclaimer_of(hall, hearing)
        suspend(hall)
        tell(proclaimer, hall)
        resume(hall)
        tell(proclaimer, hall)
        return [payload for _, payload in hearing.heard()]

    alert, over = in_thread(play)

    assert alert["texts"] == {
        "uk": "Увага! Повітряна тривога. Укриття в підвалі.",
        "en": "Attention! Air-raid alert. The shelter is in the basement.",
    }
    assert alert["audio"][0]["path"] == "/audio/words.wav"
    assert datetime.fromisoformat(alert["expires_at"]) == MONDAY_NOON + PROCLAIMED_WITHIN
    assert over["texts"] == dict(RESUMED_TEXT)
    assert alert["id"] != over["id"]


def test_another_reason_is_said_anew_and_the_same_again_is_not() -> None:
    def play() -> list[str]:
        hall, hearing = SampleHall(), Hearing()
        proclaimer = proclaimer_of(hall, hearing)
        for reason in (ALERT, ALERT, OUTAGE):
            suspend(hall, reason)
            tell(proclaimer, hall)
        return [payload["texts"]["en"] for _, payload in hearing.heard()]

    alert, outage = in_thread(play)

    assert "Air-raid alert" in alert
    assert "Power outage" in outage


def test_what_is_over_before_its_turn_is_not_said() -> None:
    def play() -> list[str]:
        hall, hearing = SampleHall(), Hearing()
        proclaimer = proclaimer_of(hall, hearing)
        suspend(hall)
        resume(hall)
        tell(proclaimer, hall)
        return [payload["texts"]["en"] for _, payload in hearing.heard()]

    assert in_thread(play) == [RESUMED_TEXT["en"]]


def test_what_comes_too_late_is_not_said() -> None:
    def play() -> int:
        hall, hearing = SampleHall(), Hearing()
        proclaimer = proclaimer_of(hall, hearing)
        suspend(hall)
        for hall_id, sequence, events in hall.newsroom.heard:
            proclaimer.note(hall_id, sequence, events)
        proclaimer.release()
        hall.clock.go_on(seconds=31)
        say_all(proclaimer)
        return len(hearing.heard())

    assert in_thread(play) == 0


def test_it_is_said_again_every_so_many_minutes_while_it_lasts() -> None:
    def play() -> list[list[str]]:
        hall, hearing = SampleHall(), Hearing()
        hall.decide(proclaimed_every_minutes=5)
        proclaimer = proclaimer_of(hall, hearing)
        suspend(hall)
        tell(proclaimer, hall)
        said = []
        for minutes in (0, 4, 1, 0, 5):
            hall.clock.go_on(minutes=minutes)
            proclaimer.repeat([hall.id])
            say_all(proclaimer)
            said.append([payload["id"] for _, payload in hearing.heard()])
        resume(hall)
        hall.clock.go_on(minutes=30)
        proclaimer.repeat([hall.id])
        say_all(proclaimer)
        return [*said, [payload["id"] for _, payload in hearing.heard()]]

    first, before, five, same, ten, afterwards = in_thread(play)

    assert (len(first), before, len(five), same, len(ten), afterwards) == (1, [], 1, [], 1, [])
    assert len({*first, *five, *ten}) == 3


def test_a_second_suspension_counts_its_own_minutes() -> None:
    def play() -> list[int]:
        hall, hearing = SampleHall(), Hearing()
        proclaimer = proclaimer_of(hall, hearing)
        suspend(hall)
        tell(proclaimer, hall)
        hall.clock.go_on(minutes=11)
        proclaimer.repeat([hall.id])
        resume(hall)
        suspend(hall)
        tell(proclaimer, hall)
        hearing.heard()
        counts = []
        for minutes in (4, 1):
            hall.clock.go_on(minutes=minutes)
            proclaimer.repeat([hall.id])
            say_all(proclaimer)
            counts.append(len(hearing.heard()))
        return counts

    assert in_thread(play) == [0, 1]


def test_a_server_that_starts_in_an_alert_waits_for_the_next_time() -> None:
    def play() -> list[int]:
        hall, hearing = SampleHall(), Hearing()
        suspend(hall)
        hall.clock.restart(minutes=12)
        proclaimer = proclaimer_of(hall, hearing)
        counts = []
        for minutes in (0, 3):
            hall.clock.go_on(minutes=minutes)
            proclaimer.repeat([hall.id])
            say_all(proclaimer)
            counts.append(len(hearing.heard()))
        return counts

    assert in_thread(play) == [0, 1]


def test_a_board_whose_link_blinked_hears_it_and_a_later_one_does_not() -> None:
    def play() -> list[list[str]]:
        hall, hearing = SampleHall(), Hearing()
        proclaimer = proclaimer_of(hall, hearing, Joined())
        proclaimer.greet("board", hall.id)
        suspend(hall)
        tell(proclaimer, hall)
        heard = [hearing.heard()]
        for seconds in (29, 1):
            hall.clock.go_on(seconds=seconds)
            proclaimer.greet("board", hall.id)
            heard.append(hearing.heard())
        return [[payload["texts"]["en"][:10] for _, payload in each] for each in heard]

    assert in_thread(play) == [[], ["Attention!"], []]


def test_a_call_that_the_voice_was_still_busy_with_is_not_announced_in_an_alert() -> None:
    def play() -> list[tuple[str, dict[str, Any]]]:
        hall, hearing = SampleHall(), Hearing()
        hall.sit(hall.olena, hall.one)
        for _ in range(2):
            hall.take(hall.kiosk, hall.passport)
        hall.newsroom.heard.clear()
        publisher = Publisher(
            store=hall.store,
            clock=hall.clock,
            joined=board_of(hall),
            fanout=hearing,  # type: ignore[arg-type]  # as above
            announcer=FakeAnnouncer(hall),
            aside=lambda work: work(),
        )
        hall.call(hall.olena, hall.one)
        suspend(hall)
        for hall_id, sequence, events in hall.newsroom.heard:
            publisher.committed(hall_id, sequence, events)
        publisher.start()
        said = [hearing.said.get(timeout=60)]
        hall.newsroom.heard.clear()
        resume(hall)
        hall.call(hall.olena, hall.one)
        for hall_id, sequence, events in hall.newsroom.heard:
            publisher.committed(hall_id, sequence, events)
        return [*said, hearing.said.get(timeout=60), hearing.said.get(timeout=60)]

    first, *later = in_thread(play)

    assert first[0] == "proclamation"
    assert sorted(event for event, _ in later) == ["announcement", "proclamation"]
