"""Whatever happens in two halls, every database tells the same journal of it, to the last digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from server.contract.commands import (
    CallTicket,
    CancelTicket,
    FinishServing,
    MarkMissed,
    ParkTicket,
    RecallTicket,
    ReturnTicket,
    TransferTicket,
    UnparkTicket,
)
from server.contract.terms import BoxKind, OutOfOrder, PriorityClass, Role, TicketId
from server.domain.errors import Refusal
from server.domain.events import TicketCalled, TicketMissed, TicketParked, TicketTransferred
from server.store.opening import open_store
from server.usecases.office import LetTimePass
from server.usecases.ports import Store
from tests.builders import HallBuilder
from tests.postgresql import Cluster

STEPS = 250

pytestmark = pytest.mark.slow


class ChanceHall(HallBuilder):
    """Three services, three windows with their people, and a kiosk, where chance decides what people do."""

    def __init__(self, store: Store, hall_id: str) -> None:
        super().__init__(store, hall_id, founder=f"founder of {hall_id}")
        sphere = self.sphere("Усе")
        self.services = [self.service(sphere, letter, letter) for letter in "ЖДЦ"]
        self.windows = [self.window(name, *self.services[place:]) for place, name in enumerate("123")]
        self.people = [self.person(f"{hall_id}-{name}", Role.ADMINISTRATOR) for name in "abc"]
        for person, window in zip(self.people, self.windows, strict=True):
            self.sit(person, window)
        self.desk = self.person(f"{hall_id}-rita", Role.RECEPTIONIST)
        self.kiosk = self.box(f"kiosk of {hall_id}", BoxKind.KIOSK, has_printer=True)
        self.refused: list[str] = []
        self.tickets: list[TicketId] = []

    def step(self, chance: Random) -> None:
        """Anything that may happen, refused or not."""
        self.clock.go_on(milliseconds=chance.choice([1, 700, 20_000, 150_000, 150_000]))
        place = chance.randrange(3)
        happening = chance.choices(list(_HAPPENINGS), weights=list(_HAPPENINGS.values()))[0]
        try:
            happening(self, chance, place)
        except Refusal as refusal:
            self.refused.append(refusal.code.value)

    def arrive(self, chance: Random, place: int) -> None:
        priority = chance.choice([PriorityClass.ORDINARY] * 4 + [PriorityClass.LOCAL, PriorityClass.LAWFUL])
        further = (self.services[(place + 1) % 3],) if chance.random() < 0.3 else ()
        given = self.take(self.kiosk, self.services[place], priority=priority, further=further)
        self.tickets.append(given.ticket_id)

    def call_next(self, _: Random, place: int) -> None:
        self.call(self.people[place], self.windows[place])

    def begin(self, _: Random, place: int) -> None:
        self.start(self.people[place], self.windows[place])

    def at_window(self, chance: Random, place: int) -> None:
        command, more = chance.choice(_AT_WINDOW)
        self.give(self.people[place], command, window_id=self.windows[place], **more)

    def transfer(self, chance: Random, place: int) -> None:
        targets: list[dict[str, Any]] = [
            {"service_id": chance.choice(self.services)},
            {"to_window_id": chance.choice(self.windows)},
            {"to_person_id": chance.choice(self.people).person_id},
        ]
        to = chance.choice(targets)
        back = {"is_coming_back": chance.random() < 0.5}
        self.give(self.people[place], TransferTicket, window_id=self.windows[place], **to, **back)

    def with_ticket(self, chance: Random, place: int) -> None:
        ticket = {"ticket_id": chance.choice(self.tickets or [TicketId("nobody's")])}
        at: dict[str, Any] = {"window_id": self.windows[place]}
        reason = {"reason": chance.choice(list(OutOfOrder))}
        commands: list[tuple[Callable[..., Any], dict[str, Any]]] = [
            (CallTicket, at | reason),
            (UnparkTicket, at),
            (ReturnTicket, {}),
            (CancelTicket, {}),
        ]
        command, members = chance.choice(commands)
        self.give(self.people[place] if members else self.desk, command, **ticket, **members)

    def let_time_pass(self, _: Random, __: int) -> None:
        self.give(self.server, LetTimePass)


_HAPPENINGS: dict[Callable[[ChanceHall, Random, int], None], int] = {
    ChanceHall.arrive: 8,
    ChanceHall.call_next: 6,
    ChanceHall.begin: 5,
    ChanceHall.at_window: 6,
    ChanceHall.transfer: 2,
    ChanceHall.with_ticket: 3,
    ChanceHall.let_time_pass: 2,
}
_AT_WINDOW: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (FinishServing, {}),
    (FinishServing, {}),
    (MarkMissed, {}),
    (RecallTicket, {}),
    (ParkTicket, {}),
    (ParkTicket, {"minutes": 3}),
]


@pytest.fixture
def postgresql_store(postgresql: Cluster, migrated_postgresql: str) -> Iterator[Store]:
    """One without a hall."""
    name = postgresql.create(template=migrated_postgresql)
    store = open_store(postgresql.url(name))
    yield store
    store.close()
    postgresql.drop(name)


@pytest.fixture
def memory_store() -> Iterator[Store]:
    """The same in memory."""
    store = open_store("sqlite://")
    store.migrate()
    yield store
    store.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_journals_are_the_same_to_the_last_digest(memory_store: Store, postgresql_store: Store, seed: int) -> None:
    in_memory, on_postgresql = (played(store, seed) for store in (memory_store, postgresql_store))

    for here, there in zip(in_memory, on_postgresql, strict=True):
        assert there.refused == here.refused
        assert there.events() == here.events()
        assert digest_of(there) == digest_of(here)
    happened = {type(event) for hall in in_memory for event in hall.events()}
    assert {TicketCalled, TicketMissed, TicketParked, TicketTransferred} <= happened, "too quiet a day"
    assert {code for hall in in_memory for code in hall.refused} >= {"no-ticket-in-hand", "step-refused"}


def played(store: Store, seed: int) -> tuple[ChanceHall, ChanceHall]:
    """Two halls side by side."""
    chance = Random(seed)
    halls = ChanceHall(store, "north"), ChanceHall(store, "south")
    for _ in range(STEPS):
        chance.choice(halls).step(chance)
    return halls


def digest_of(hall: ChanceHall) -> str:
    last = hall.sequence()
    return hall.read(lambda records: records.journal.entries(after=last - 1, limit=1)[0].digest)
