"""What the use cases need of the world.

Each port has one real adapter and one fake, found by the same name; adapters do not inherit, the tests hold them to it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from server.contract.terms import (
    BoxId,
    HallId,
    Language,
    PersonId,
    PhoneSecret,
    PrintJobId,
    RequestId,
    ServiceId,
    TicketId,
    WindowId,
)
from server.domain.events import Event
from server.domain.hall import Box, Hall, Person, Service, Sphere, Window
from server.domain.moment import HallClock, Reading
from server.domain.outlook import Outlook
from server.domain.panel import Panel
from server.domain.print_job import PrintJob
from server.domain.roll import Roll
from server.domain.suspension import DayState
from server.domain.ticket import Ticket
from server.usecases.kept import BoxHealth, JournalEntry, Session, StoredAnswer, Taken
from server.usecases.line_ports import Intervals, Lines, ServiceDays

T = TypeVar("T")


class Tickets(Protocol):
    """The tickets of one hall, one by one."""

    def add(self, ticket: Ticket) -> None:
        """A new ticket."""

    def save(self, ticket: Ticket) -> None:
        """A changed ticket; two in hand at one window is refused by the database itself (``ticket-in-hand``)."""

    def get(self, ticket_id: TicketId) -> Ticket | None:
        """By id, of any day."""

    def by_secret(self, secret: PhoneSecret) -> Ticket | None:
        """By the secret of its phone page."""

    def in_hand(self, window_id: WindowId) -> Ticket | None:
        """The called or served ticket of a window."""

    def taken(self, first: date, last: date) -> Sequence[Taken]:
        """All that were taken on the days from ``first`` to ``last``, in no order."""


class Catalogue(Protocol):
    """Spheres and services of one hall, archived ones included, by position."""

    def spheres(self) -> Sequence[Sphere]: ...

    def services(self) -> Sequence[Service]: ...

    def service(self, service_id: ServiceId) -> Service | None: ...

    def save_sphere(self, sphere: Sphere) -> None: ...

    def save_service(self, service: Service) -> None: ...


class Windows(Protocol):
    """Windows of one hall, archived ones included, by position."""

    def all(self) -> Sequence[Window]: ...

    def get(self, window_id: WindowId) -> Window | None: ...

    def save(self, window: Window) -> None: ...

    def of_person(self, person_id: PersonId) -> Window | None:
        """The window that a person holds."""

    def served_today(self, window_id: WindowId, day: date) -> int:
        """How many visits ended there on that day."""


class People(Protocol):
    """People, with their roles in one hall; a login is unique in the whole house."""

    def all(self) -> Sequence[Person]:
        """Those with a role in this hall, archived ones included."""

    def get(self, person_id: PersonId) -> Person | None: ...

    def by_login(self, login: str) -> Person | None:
        """In the whole house, roles being those of this hall (maybe none)."""

    def save(self, person: Person) -> None: ...


class Boxes(Protocol):
    """Boxes of one hall, archived ones included, by name."""

    def all(self) -> Sequence[Box]: ...

    def get(self, box_id: BoxId) -> Box | None: ...

    def save(self, box: Box) -> None: ...

    def health(self) -> Sequence[BoxHealth]:
        """The last report of each box that ever sent one."""

    def report(self, health: BoxHealth) -> None:
        """The newest report of a box."""


class Panels(Protocol):
    """Window-call panels of one hall, by box, wire and address."""

    def all(self) -> Sequence[Panel]: ...

    def of_window(self, window_id: WindowId) -> Sequence[Panel]:
        """Those that stand at a window."""

    def save(self, panel: Panel) -> None: ...

    def drop(self, panel: Panel) -> None:
        """It is there no more."""


class PrintJobs(Protocol):
    """The slips of one hall."""

    def add(self, job: PrintJob) -> None: ...

    def save(self, job: PrintJob) -> None: ...

    def get(self, job_id: PrintJobId) -> PrintJob | None: ...

    def open_jobs(self) -> Sequence[PrintJob]:
        """Waiting and printing ones, in order."""

    def overdue(self, now: datetime) -> Sequence[PrintJob]:
        """Printing ones whose lease has ended, in order."""

    def latest(self, tickets: Iterable[TicketId]) -> dict[TicketId, PrintJob]:
        """The newest job of each of the tickets that has one."""


class Rolls(Protocol):
    """The rolls of paper in the printers of one hall; only of those where «new roll» was ever pressed."""

    def all(self) -> Sequence[Roll]: ...

    def get(self, box_id: BoxId, device: str) -> Roll | None: ...

    def save(self, roll: Roll) -> None:
        """A new roll in the place of the former, or more used of this one."""


class Halls(Protocol):
    """The row of one hall: what the office decided, its clock and its numbers."""

    def get(self) -> Hall | None: ...

    def save(self, hall: Hall) -> None: ...

    def clock(self) -> HallClock | None:
        """Where hall time stood at the last event; None in a new hall."""

    def day_state(self) -> DayState:
        """What was decided for the day at hand."""

    def save_day_state(self, state: DayState) -> None: ...

    def next_number(self, day: date, letter: str) -> int:
        """The next number of a letter on a day, from 1; given once, even if the server dies the next moment."""

    def pass_number(self, day: date, letter: str, number: int) -> None:
        """A number of the letter was given by hand: the next one lies after it."""

    def next_place(self) -> int:
        """A sequence that orders arrivals within one instant; grows for ever."""


class Journal(Protocol):
    """The append-only list of events of one hall, chained by hash."""

    def append(self, events: Sequence[Event], actor: str, clock: HallClock, request_id: str) -> int:
        """Writes the events and the hall's clock; the answer is the sequence of the last one."""

    def sequence(self) -> int:
        """The sequence of the last event; 0 in a new hall."""

    def entries(self, *, after: int, limit: int) -> Sequence[JournalEntry]:
        """Entries in order."""


class Answers(Protocol):
    """Answers that were given, kept for seven days, so that a repeat gets the same one."""

    def find(self, request_id: RequestId) -> StoredAnswer | None: ...

    def keep(self, request_id: RequestId, answer: StoredAnswer) -> None: ...

    def forget(self, before: datetime) -> int:
        """Drops answers given before that time; how many."""


@dataclass(frozen=True, slots=True)
class Records:
    """Everything of one hall, within one transaction."""

    hall_id: HallId
    tickets: Tickets
    lines: Lines
    intervals: Intervals
    service_days: ServiceDays
    catalogue: Catalogue
    windows: Windows
    people: People
    boxes: Boxes
    panels: Panels
    print_jobs: PrintJobs
    rolls: Rolls
    halls: Halls
    journal: Journal
    answers: Answers


class House(Protocol):
    """What is above the halls, for finding one's way in."""

    def halls(self) -> Sequence[Hall]: ...

    def hall_of_secret(self, secret: PhoneSecret) -> HallId | None: ...

    def box_by_key(self, key_hash: str) -> Box | None: ...

    def box_by_code(self, code_hash: str) -> Box | None: ...

    def person_by_login(self, login: str) -> "tuple[Person, dict[HallId, frozenset[str]]] | None":
        """A person who is not archived, and their roles in each hall."""


class Sessions(Protocol):
    """Who is signed in; only a hash of the cookie's secret is kept."""

    def open(self, session: Session, *, idle_since: datetime) -> None:
        """A new one; those that nobody has used since ``idle_since`` are forgotten."""

    def find(self, secret_hash: str) -> Session | None: ...

    def touch(self, secret_hash: str, seen_at: datetime) -> None: ...

    def close(self, secret_hash: str) -> None: ...

    def close_all_of(self, person_id: PersonId) -> None: ...


class Store(Protocol):
    """One hall, one writer; what ``write`` returned is on disk."""

    def write(self, hall_id: HallId, work: Callable[[Records], T]) -> T:
        """Runs ``work`` in a transaction that holds the hall's lock; anything raised undoes all of it.

        Raises ``Refusal``: ``not-saved`` when the commit fails, ``busy`` when the lock is not to be had in time.
        """

    def read(self, hall_id: HallId, work: Callable[[Records], T]) -> T:
        """Runs ``work`` on one consistent state; writing through these records is an error."""

    def read_house(self, work: Callable[[House], T]) -> T:
        """The same above the halls."""

    def sessions(self, work: Callable[[Sessions], T]) -> T:
        """Runs ``work`` in a transaction of its own."""


class Clock(Protocol):
    """The machine's clocks."""

    def read(self) -> Reading: ...


class Chance(Protocol):
    """Ids and secrets."""

    def new_id(self) -> str:
        """A UUID."""

    def new_secret(self) -> str:
        """At least 120 bits, safe in an address."""


class Wording(Protocol):
    """Fixed texts in the languages of the hall."""

    def text(self, language: Language, english: str) -> str: ...


class Prospects(Protocol):
    """The latest forecasts; nothing is worked out when they are asked, so commands may."""

    def of(self, hall_id: HallId) -> Outlook | None:
        """That of a hall; None: there is none that is fresh enough, and the simple range stands in."""


class Aside(Protocol):
    """Runs slow work where it holds nobody up, and waits for it: a thread under gevent, at once elsewhere."""

    def __call__(self, work: Callable[[], T]) -> T: ...


class Newsroom(Protocol):
    """Hears of every commit; slow work belongs elsewhere."""

    def committed(self, hall_id: HallId, sequence: int, events: Sequence[Event]) -> None: ...
