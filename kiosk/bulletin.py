"""What the page is told: the latest word of each kind, for as many listening pages as there are."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from server.contract.wire import Json

TICK = "event: tick\ndata: null\n\n"


@dataclass(frozen=True, slots=True)
class Word:
    """The latest of one kind; ``number`` grows with every change of the bulletin."""

    number: int
    kind: str
    value: Json

    def as_event(self) -> str:
        """As a server-sent event."""
        return f"event: {self.kind}\ndata: {json.dumps(self.value, ensure_ascii=False)}\n\n"


class Bulletin:
    """Told from the box's threads, read by the page's; a reader who was away gets the latest of each kind."""

    def __init__(self) -> None:
        self._words: dict[str, Word] = {}
        self._number = 0
        self._is_closed = False
        self._news = threading.Condition()

    def tell(self, kind: str, value: Json) -> None:
        """Say it, unless it is what was said last."""
        with self._news:
            held = self._words.get(kind)
            if held is not None and held.value == value:
                return
            self._number += 1
            self._words[kind] = Word(self._number, kind, value)
            self._news.notify_all()

    def close(self) -> None:
        """Send every reader home."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()

    def events(self, *, silence_seconds: float) -> Iterator[str]:
        """Everything that stands, then what comes; a ``tick`` after each silence tells the page that the box lives."""
        seen = 0
        while (fresh := self._after(seen, silence_seconds)) is not None:
            for word in fresh:
                seen = word.number
                yield word.as_event()
            if not fresh:
                yield TICK

    def _after(self, seen: int, silence_seconds: float) -> list[Word] | None:
        """Words newer than ``seen``, oldest first, or none after a silence; None when the bulletin is closed."""
        with self._news:
            self._news.wait_for(lambda: self._is_closed or self._number > seen, silence_seconds)
            if self._is_closed:
                return None
            fresh = [word for word in self._words.values() if word.number > seen]
        return sorted(fresh, key=lambda word: word.number)
