"""Doing things at once, and looking from outside."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from server.domain.ticket import Ticket
from server.usecases.ports import Records, Store
from tests.store.databases import Database
from tests.store.sample import NORTH

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a work gave: the label of a ticket, or an exception."""

    label: str | None
    error: Exception | None

    @classmethod
    def of(cls, store: Store, work: Callable[[Records], Ticket | None]) -> "Outcome":
        """Writes, and keeps whatever comes of it."""
        try:
            ticket = store.write(NORTH, work)
        except Exception as error:  # noqa: BLE001 - the outcome is what is tested
            return cls(None, error)
        return cls(ticket.label if ticket else None, None)


def in_threads(works: Sequence[Callable[[], T]]) -> list[T]:
    """Runs each on a thread of its own, all let loose together; what they gave, in their order."""
    barrier = threading.Barrier(len(works))
    answers: dict[int, T] = {}

    def run(number: int, work: Callable[[], T]) -> None:
        barrier.wait(20)
        answers[number] = work()

    threads = [threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(works))]


def tickets_in(database: Database) -> int:
    """How many tickets are in the database, as another program sees it."""
    stranger = database.stranger()
    (count,) = stranger.execute("SELECT count(*) FROM ticket").fetchone()
    stranger.close()
    return int(count)
