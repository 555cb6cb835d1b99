"""Words to a whole hall: the shelter text at once, again while a suspension lasts, and that it is over."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from gevent.queue import Queue

from server.contract import wire
from server.contract.messages import AudioClip, Proclamation
from server.contract.terms import HallId
from server.contract.topics import BoardTopic
from server.domain.events import Event, HallResumed, HallSuspended
from server.domain.hall import LocalText
from server.domain.moment import Moment
from server.domain.suspension import RESUMED_TEXT, Suspension, proclaimed
from server.realtime.fanout import Fanout
from server.realtime.hub import Joined
from server.usecases.ports import Aside, Clock, Records, Store

PROCLAIMED_WITHIN = timedelta(seconds=30)
"""Said later than this it would be news of what may be over."""


class Crier(Protocol):
    """Says an office's own words; the words always, the sound if a voice can be had."""

    def proclaim(self, texts: LocalText) -> tuple[LocalText, tuple[AudioClip, ...]]:
        """Texts by language, and the sound files in the order in which they are played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    id: str
    hall_id: HallId
    is_over: bool
    """The suspension."""
    at: datetime


class Proclaimer:
    """Notes what is to be said, and says it one after another; ``say_next`` belongs in a greenlet of its own."""

    def __init__(
        self, *, store: Store, clock: Clock, joined: Joined, fanout: Fanout, crier: Crier, aside: Aside
    ) -> None:
        self._store = store
        self._clock = clock
        self._joined = joined
        self._fanout = fanout
        self._crier = crier
        self._aside = aside
        self._noted: deque[_Noted] = deque()
        self._due: Queue[_Noted] = Queue()
        self._latest: dict[HallId, tuple[datetime, wire.Json]] = {}
        self._repeated: dict[HallId, tuple[datetime, int]] = {}
        """Of each suspended hall since when it is, and how often its text was said again."""

    def note(self, hall_id: HallId, sequence: int, events: Sequence[Event]) -> None:
        """A commit; returns at once. Nothing is said before ``release``, so that the board shows it first."""
        for event in events:
            if isinstance(event, HallSuspended | HallResumed):
                is_over = isinstance(event, HallResumed)
                at = self._clock.read().wall
                self._noted.append(_Noted(id=f"{hall_id}/{sequence}", hall_id=hall_id, is_over=is_over, at=at))

    def release(self) -> None:
        """The boards know: now it may be said."""
        while self._noted:
            self._due.put(self._noted.popleft())

    def repeat(self, hall_ids: Iterable[HallId]) -> None:
        """Says again what is due again; a server that has just started waits for the next time, as a board does."""
        for hall_id in hall_ids:
            now, suspension, every_minutes = self._store.read(hall_id, self._read)
            if suspension is None:
                self._repeated.pop(hall_id, None)
                continue
            times = suspension.repeats(Moment(0, now), every_minutes)
            since, said = self._repeated.setdefault(hall_id, (suspension.since, times))
            self._repeated[hall_id] = (suspension.since, times)
            if times > (said if since == suspension.since else 0):
                again = f"{hall_id}/{suspension.since.isoformat()}/{times}"
                self._due.put(_Noted(id=again, hall_id=hall_id, is_over=False, at=now))

    @property
    def has_more(self) -> bool:
        """Whether anything is to be said now."""
        return not self._due.empty()

    def say_next(self) -> None:
        """Waits for the next one; what is not true any more when its turn comes is left out."""
        noted = self._due.get()
        texts = self._store.read(noted.hall_id, lambda records: _texts(records, is_over=noted.is_over))
        if texts is None or self._clock.read().wall - noted.at > PROCLAIMED_WITHIN:
            return
        said, audio = self._aside(lambda: self._crier.proclaim(texts))
        expires_at = noted.at + PROCLAIMED_WITHIN
        proclamation = Proclamation(id=noted.id, hall_id=noted.hall_id, texts=said, audio=audio, expires_at=expires_at)
        self._latest[noted.hall_id] = (expires_at, wire.to_json(proclamation))
        self._tell(noted.hall_id, self._joined.sids(BoardTopic(noted.hall_id)))

    def greet(self, sid: str, hall_id: HallId) -> None:
        """A board whose link blinked in just that moment hears it too; one that has said it knows its id."""
        expires_at, _ = self._latest.get(hall_id, (None, None))
        if expires_at is not None and self._clock.read().wall < expires_at:
            self._tell(hall_id, {sid})

    def _tell(self, hall_id: HallId, sids: set[str]) -> None:
        self._fanout.broadcast("proclamation", self._latest[hall_id][1], sids)

    def _read(self, records: Records) -> tuple[datetime, Suspension | None, int | None]:
        hall, suspension = records.halls.get(), records.halls.day_state().suspension
        every_minutes = None if hall is None else hall.settings.proclaimed_every_minutes
        return self._clock.read().wall, suspension, every_minutes


def _texts(records: Records, *, is_over: bool) -> LocalText | None:
    hall, suspension = records.halls.get(), records.halls.day_state().suspension
    if hall is None or (suspension is None) is not is_over:
        return None
    if suspension is None:
        return dict(RESUMED_TEXT)
    return proclaimed(suspension.reason, hall.settings.suspension_text(suspension.reason))
