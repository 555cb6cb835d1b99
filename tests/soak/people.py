"""Who is in the hall meanwhile: citizens at the kiosks, administrators at desks and at panels, and reception."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal

import requests

from hardware.buttons.protocol import PRESS_LIVES_SECONDS, Key, Lamp
from hardware.buttons.virtual.panel import VirtualPanel
from server.bootstrap import Core
from server.contract.terms import PrintOutcome, Purpose, TicketId
from server.demo.seed import HALL_ID
from server.domain.events import SlipReported
from server.usecases.kept import JournalEntry
from tests.soak.insisting import Refused, Send, poster, until_answered

PAUSE_SECONDS = (0.6, 1.8)
"""Of an administrator; citizens come twice as seldom to each of the three places."""
COMING_SECONDS = (1.2, 3.0)
LOOK_SECONDS = 0.01
SEEN_SECONDS = 30.0
"""A press lives five seconds on the panel, five in the box, and four on the way: later nothing comes of it."""
SURELY_TAKEN_SECONDS = PRESS_LIVES_SECONDS - 0.5
"""What a panel no longer sends after a shorter time was acknowledged; later it may have given up."""
REPRINT_SECONDS = 0.5
MOST_COPIES = 3
"""Of one ticket: by then its number is written down by hand."""
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Ticket:
    """As the citizen was told."""

    ticket_id: TicketId
    label: str


@dataclass(slots=True)
class Taker:
    """Citizens at one kiosk, or at reception's counter."""

    send: Send
    service_id: str
    chance: random.Random
    got: list[Ticket] = field(default_factory=list)

    def run(self, stop: threading.Event) -> None:
        """Each touches once, and gets an answer, however long that takes."""
        while not stop.wait(self.chance.uniform(*COMING_SECONDS)):
            answer = until_answered(self.send, {"service_id": self.service_id, "purpose": str(Purpose.HAND_IN)})
            self.got.append(Ticket(TicketId(answer["ticket_id"]), answer["label"]))


@dataclass(slots=True)
class Desk:
    """An administrator who calls by the desk's page."""

    session: requests.Session
    url: str
    window_id: str
    chance: random.Random
    called: list[TicketId] = field(default_factory=list)

    def run(self, stop: threading.Event) -> None:
        """Call, start, and call the next: that finishes the one before."""
        window = {"window_id": self.window_id}
        while not stop.wait(self.chance.uniform(*PAUSE_SECONDS)):
            answer = until_answered(poster(self.session, f"{self.url}/v1/commands/call-next"), window)
            if answer["kind"] == "ticket-called-here":
                self.called.append(TicketId(answer["ticket_id"]))
                until_answered(poster(self.session, f"{self.url}/v1/commands/start-serving"), window)


class Seen(StrEnum):
    """What the lamp said to a press."""

    CALLED = "called"
    TOLD_NO = "told no"
    """Nobody waits, refused, or no server: the administrator knows that nobody was called."""
    NOTHING = "nothing"
    """Though the box had acknowledged it."""
    NOT_TAKEN = "not taken"
    """No box has acknowledged it."""


@dataclass(frozen=True, slots=True)
class Press:
    """One finger on the key that calls."""

    at: datetime
    began: float
    ended: float
    """By the monotonic clock."""
    seen: Seen


@dataclass(slots=True)
class AtPanel:
    """An administrator who calls by a panel alone."""

    panels: VirtualPanel
    address: int
    chance: random.Random
    presses: list[Press] = field(default_factory=list)

    def run(self, stop: threading.Event) -> None:
        """Look at the lamp and press, as one does."""
        while not stop.wait(self.chance.uniform(*PAUSE_SECONDS)):
            match self.panels.lamp(self.address):
                case Lamp.STEADY:
                    self.panels.press(self.address, Key.START)
                    self._look(lambda lamp: lamp is not Lamp.STEADY)
                case Lamp.FLASH | Lamp.OFF:
                    self.presses.append(self._press())

    def _press(self) -> Press:
        at, began = datetime.now(UTC), time.monotonic()
        self.panels.press(self.address, Key.CALL)
        lamp = self._look(lambda lamp: lamp not in (Lamp.FLASH, Lamp.OFF))
        seen = Seen.CALLED if lamp is Lamp.STEADY else Seen.TOLD_NO if isinstance(lamp, Lamp) else lamp
        return Press(at, began, time.monotonic(), seen)

    def _look(self, is_it: Callable[[Lamp], bool]) -> Lamp | Literal[Seen.NOTHING, Seen.NOT_TAKEN]:
        """The lamp once it is so. Nobody goes home in between: the press may still count."""
        began = time.monotonic()
        is_taken = False
        while (passed := time.monotonic() - began) < SEEN_SECONDS:
            lamp = self.panels.lamp(self.address)
            if is_it(lamp):
                return lamp
            is_taken |= passed < SURELY_TAKEN_SECONDS and not self.panels.is_sending(self.address)
            if not is_taken and not self.panels.is_sending(self.address):
                return Seen.NOT_TAKEN
            time.sleep(LOOK_SECONDS)
        return Seen.NOTHING if is_taken else Seen.NOT_TAKEN


def journal_after(core: Core, after: int) -> Sequence[JournalEntry]:
    """The next entries."""
    return core.store.read(HALL_ID, lambda records: records.journal.entries(after=after, limit=BATCH))


@dataclass(slots=True)
class Reception:
    """Prints a marked copy of whatever did not surely come out, as long as its ticket lives, and its own printer is not
    known to be ill."""

    core: Core
    send: Send
    is_printer_ready: Callable[[], bool]
    copies: Counter[TicketId] = field(default_factory=Counter)
    _after: int = 0
    _wanted: deque[TicketId] = field(default_factory=deque)

    def run(self, stop: threading.Event) -> None:
        """Until ``stop``; one after another, as a person does."""
        while not stop.wait(REPRINT_SECONDS):
            for entry in journal_after(self.core, self._after):
                self._after = entry.sequence
                if isinstance(entry.event, SlipReported) and entry.event.outcome is not PrintOutcome.PRINTED:
                    self._wanted.append(entry.event.ticket_id)
            if self._wanted and self.is_printer_ready():
                self._reprint(self._wanted.popleft())

    def _reprint(self, ticket_id: TicketId) -> None:
        if self.copies[ticket_id] >= MOST_COPIES:
            return
        try:
            until_answered(self.send, {"ticket_id": ticket_id})
        except Refused as refused:
            if refused.code != "ticket-over":
                raise
        else:
            self.copies[ticket_id] += 1
