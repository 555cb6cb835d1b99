"""What the ports keep besides the things of the domain."""

from dataclasses import dataclass
from datetime import date, datetime

from server.contract.messages import DeviceNow
from server.contract.terms import BoxId, HallId, PersonId, PriorityClass, ServiceId
from server.domain.events import Event
from server.domain.moment import Moment


@dataclass(frozen=True, slots=True)
class Taken:
    """That a ticket was taken, and for what it was last."""

    day: date
    service_id: ServiceId
    priority: PriorityClass
    wall: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxHealth:
    """What a box last said of itself."""

    box_id: BoxId
    seen_at: datetime
    version: str
    devices: tuple[DeviceNow, ...]
    lost_at: datetime | None = None
    """Since when it has been away; None while it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An accepted answer: who asked, a digest of what was asked, and the JSON that was answered."""

    actor: str
    body_digest: str
    answer: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One line of the journal; ``digest`` covers the line and the digest before it."""

    sequence: int
    moment: Moment
    event: Event
    actor: str
    request_id: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sign-in of one person in one hall."""

    secret_hash: str
    person_id: PersonId
    hall_id: HallId
    opened_at: datetime
    seen_at: datetime
