"""After each commit: new snapshots to whoever looks, the board first, and announcements with their sound."""

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol

import gevent
from gevent.event import Event as Signal
from gevent.queue import Queue

from server.contract import wire
from server.contract.messages import Announcement, AudioClip, BoxSnapshot, Published, Revision, Snapshot
from server.contract.terms import BoxId, HallId
from server.contract.topics import (
    BoardTopic,
    BoxesTopic,
    BoxTopic,
    DeskTopic,
    KioskTopic,
    QueueTopic,
    TicketTopic,
    Topic,
    path_of,
)
from server.domain.events import Event, HallSuspended, TicketCalled, TicketRecalled
from server.domain.hall import LocalText
from server.realtime.fanout import Fanout
from server.realtime.farewell import Farewell
from server.realtime.hub import Joined
from server.realtime.proclaimer import Crier, Proclaimer
from server.usecases import snapshots, staff_snapshots
from server.usecases.ports import Aside, Clock, House, Prospects, Records, Store
from server.usecases.views import HallView, look

log = logging.getLogger(__name__)

SLOW_SECONDS = 1.0
"""Phones and kiosks learn of their place at most once in this time: a hall has hundreds of them."""
REFRESH_SECONDS = 10.0
"""Time alone changes what is shown too: a box falls silent, intake opens and ends."""
ANNOUNCED_WITHIN = timedelta(seconds=30)
"""Said later than this an announcement would send people to a window that has given them up."""
_ALL = (BoardTopic, BoxTopic, DeskTopic, QueueTopic, BoxesTopic, KioskTopic)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Announcer(Crier, Protocol):
    """Says a call; the words always, the sound if a voice can be had."""

    def say(self, label: str, window_name: str) -> tuple[LocalText, tuple[AudioClip, ...]]:
        """Texts by language, and the sound files in the order in which they are played."""


@dataclass(frozen=True, slots=True)
class _Call:
    hall_id: HallId
    event: TicketCalled | TicketRecalled
    called_at: datetime
    """When it was committed: the voice may be behind."""
    suspensions: int
    """Of the hall until then: whoever was called before the next one is not expected any more."""


@dataclass(frozen=True, slots=True)
class _Message:
    topic: Topic
    snapshot: Snapshot
    published: wire.Json


class Publisher:
    """The one that tells. ``committed`` may be called from any greenlet; the rest runs in greenlets of its own."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        joined: Joined,
        fanout: Fanout,
        announcer: Announcer,
        aside: Aside,
        prospects: Prospects | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._joined = joined
        self._fanout = fanout
        self._announcer = announcer
        self._aside = aside
        self._prospects = prospects
        self._refreshes = count(1)
        self._proclaimer = Proclaimer(
            store=store, clock=clock, joined=joined, fanout=fanout, crier=announcer, aside=aside
        )
        self._farewell = Farewell(joined, fanout)
        self._suspensions: Counter[HallId] = Counter()
        self._called: deque[_Call] = deque()
        self._calls: Queue[_Call] = Queue()
        self._changed: set[HallId] = set()
        self._changed_slow: set[HallId] = set()
        self._foreseen: set[HallId] = set()
        self._wake = Signal()
        self._wake_slow = Signal()
        self._last: dict[Topic, Snapshot] = {}

    def start(self) -> None:
        """Begins to tell; for the hub's thread."""
        for work in (
            self._tell_fast,
            self._tell_slow,
            self._tell_time,
            self._announce_next,
            self._proclaimer.say_next,
            self._farewell.cut_next,
        ):
            gevent.spawn(_for_ever, work)

    def committed(self, hall_id: HallId, sequence: int, events: Sequence[Event]) -> None:
        """Notes what is to be told; returns at once."""
        self._farewell.note(events)
        self._proclaimer.note(hall_id, sequence, events)
        self._changed.add(hall_id)
        self._changed_slow.add(hall_id)
        for event in events:
            if isinstance(event, HallSuspended):
                self._suspensions[hall_id] += 1
            if isinstance(event, TicketCalled | TicketRecalled) and self._joined.sids(BoardTopic(hall_id)):
                self._called.append(_Call(hall_id, event, self._clock.read().wall, self._suspensions[hall_id]))
        self._wake.set()

    def foreseen(self, hall_id: HallId) -> None:
        """Notes that there is a new forecast; whoever is shown a wait hears of it if it says anything new."""
        self._foreseen.add(hall_id)
        self._wake_slow.set()

    def present(self, topic: Topic) -> wire.Json | None:
        """The present snapshot of one topic, for whoever has just joined it."""
        hall_id = self._hall_of(topic)
        if hall_id is None:
            return None
        messages = self._build(hall_id, [topic])
        return messages[0].published if messages else None

    def greet(self, sid: str, topic: Topic) -> None:
        """What was said to a topic just now, for one who comes a moment too late for it."""
        if isinstance(topic, BoardTopic):
            self._proclaimer.greet(sid, topic.hall_id)

    def has_panel_at(self, box_id: BoxId, topic: DeskTopic) -> bool:
        """Whether a panel of the box stands at the window, by the office's word or the box's own settings'."""

        def stands(records: Records) -> bool:
            return any(panel.box_id == box_id for panel in records.panels.of_window(topic.window_id))

        return self._store.read(topic.hall_id, stands)

    def _tell_fast(self) -> None:
        self._wake.wait()
        self._wake.clear()
        halls = _taken(self._changed)
        try:
            for hall_id in halls:
                self._tell(hall_id, (BoardTopic,))
        finally:
            self._proclaimer.release()
            # Only now, for a voice at work beside it would make the board wait for its share of the processor.
            while self._called:
                self._calls.put(self._called.popleft())
            self._wake_slow.set()
        for hall_id in halls:
            self._tell(hall_id, (BoxTopic,))
            self._tell(hall_id, (DeskTopic, QueueTopic, BoxesTopic))

    def _tell_slow(self) -> None:
        self._wake_slow.wait()
        self._wake_slow.clear()
        changed, foreseen = _taken(self._changed_slow), _taken(self._foreseen)
        for hall_id in changed:
            self._tell(hall_id, (KioskTopic, TicketTopic))
        for hall_id in set(foreseen).difference(changed):
            self._tell(hall_id, (KioskTopic, TicketTopic), only_changes=True)
        gevent.sleep(SLOW_SECONDS)

    def _tell_time(self) -> None:
        gevent.sleep(REFRESH_SECONDS)
        self._farewell.cut()
        joined = self._joined.topics()
        for topic in self._last.keys() - set(joined):
            del self._last[topic]
        self._proclaimer.repeat({topic.hall_id for topic in joined if isinstance(topic, BoardTopic)})
        for hall_id in {topic.hall_id for topic in joined if not isinstance(topic, TicketTopic)}:
            self._tell(hall_id, _ALL, only_changes=True)

    def _tell(self, hall_id: HallId, kinds: tuple[type[Topic], ...], *, only_changes: bool = False) -> None:
        topics = [topic for topic in self._joined.topics() if isinstance(topic, kinds) and self._is_in(topic, hall_id)]
        if not topics:
            return
        for message in self._build(hall_id, topics):
            still = _timeless(message.snapshot)
            if only_changes and self._last.get(message.topic) == still:
                continue
            self._last[message.topic] = still
            self._fanout.broadcast("snapshot", message.published, self._joined.sids(message.topic))

    def _build(self, hall_id: HallId, topics: Iterable[Topic]) -> list[_Message]:
        return self._store.read(hall_id, lambda records: self._told(records, topics))

    def _told(self, records: Records, topics: Iterable[Topic]) -> list[_Message]:
        view = look(records, self._clock.read(), self._prospects)
        if view is None:
            return []
        revision = Revision(view.sequence, next(self._refreshes))
        messages = []
        for topic in topics:
            snapshot = self._snapshot(view, topic)
            if snapshot is not None:
                published = Published(hall_id=view.hall.id, topic=path_of(topic), revision=revision, snapshot=snapshot)
                messages.append(_Message(topic, snapshot, wire.to_json(published)))
        return messages

    def _snapshot(self, view: HallView, topic: Topic) -> Snapshot | None:
        match topic:
            case BoardTopic():
                return snapshots.board(view)
            case KioskTopic():
                return snapshots.kiosk(view)
            case QueueTopic():
                return staff_snapshots.queue(view)
            case DeskTopic(_, window_id):
                return staff_snapshots.desk(view, window_id)
            case BoxesTopic():
                return snapshots.boxes(view, self._joined.is_here)
            case BoxTopic(_, box_id):
                return snapshots.box(view, box_id)
            case TicketTopic(secret):
                ticket = view.records.tickets.by_secret(secret)
                return None if ticket is None else snapshots.phone(view, ticket)

    def _announce_next(self) -> None:
        """One after another, so that boards hear calls in the order in which they were made."""
        call = self._calls.get()
        hall_id, event, called_at = call.hall_id, call.event, call.called_at
        if self._clock.read().wall - called_at > ANNOUNCED_WITHIN:
            return
        texts, audio = self._said(event)
        if call.suspensions != self._suspensions[hall_id]:
            return
        announcement = Announcement(
            id=event.call_id,
            hall_id=hall_id,
            ticket_id=event.ticket_id,
            label=event.label,
            window_name=event.window_name,
            texts=texts,
            audio=audio,
            called_at=called_at,
            expires_at=called_at + ANNOUNCED_WITHIN,
        )
        self._fanout.broadcast("announcement", wire.to_json(announcement), self._joined.sids(BoardTopic(hall_id)))

    def _said(self, event: TicketCalled | TicketRecalled) -> tuple[LocalText, tuple[AudioClip, ...]]:
        return self._aside(lambda: self._announcer.say(event.label, event.window_name))

    def _hall_of(self, topic: Topic) -> HallId | None:
        if not isinstance(topic, TicketTopic):
            return topic.hall_id
        secret = topic.secret

        def find(house: House) -> HallId | None:
            return house.hall_of_secret(secret)

        return self._store.read_house(find)

    def _is_in(self, topic: Topic, hall_id: HallId) -> bool:
        return isinstance(topic, TicketTopic) or topic.hall_id == hall_id


def _for_ever(work: Callable[[], None]) -> None:
    """One snapshot that cannot be built must not end the news; what was missed comes with the next refresh."""
    while True:
        try:
            work()
        except Exception:
            log.exception("news could not be told; it is tried again with the next change")
            gevent.sleep(SLOW_SECONDS)


def _taken(changed: set[HallId]) -> tuple[HallId, ...]:
    """What is in the set, which is empty afterwards."""
    halls = tuple(changed)
    changed.clear()
    return halls


def _timeless(snapshot: Snapshot) -> Snapshot:
    """The same without its time, to see whether anything else has changed."""
    return snapshot if isinstance(snapshot, BoxSnapshot) else replace(snapshot, now=_EPOCH)
