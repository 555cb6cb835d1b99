"""What the office decides of a hall: its services, windows, people and boxes."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from server.contract.terms import BoxId, BoxKind, HallId, PersonId, Purpose, Role, ServiceId, SphereId, WindowId
from server.domain.calendar import OpenDay
from server.domain.moment import Moment

LocalText = dict[str, str]
"""By language code; ``uk`` is always there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HallSettings:
    """Decisions of the office with the defaults of real centers."""

    missed_after_seconds: int = 120
    announcements: int = 3
    is_call_finishing: bool = True
    """A call with a ticket in service finishes that one first."""
    is_returned_to_end: bool = False
    """A missed ticket that reception returns stands at the end of the line instead of its old place."""
    slip_lease_seconds: int = 40
    call_shown_seconds: int = 30
    """A called ticket's announcement is dropped when it is older than this."""
    phone_base_url: str = ""
    """Address of the phone pages as citizens reach it; empty: the server's own."""
    out_of_turn_notice: LocalText = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """One place with its day; ``catalogue_version`` grows with each change that a kiosk must fetch."""

    id: HallId
    name: LocalText
    time_zone: str
    hours: tuple[OpenDay, ...]
    settings: HallSettings
    catalogue_version: int = 1

    @property
    def zone(self) -> ZoneInfo:
        """The hall's time zone."""
        return ZoneInfo(self.time_zone)

    def day_of(self, now: Moment) -> date:
        """The hall's date."""
        return now.wall.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sphere:
    """Top of the service tree."""

    id: SphereId
    hall_id: HallId
    name: LocalText
    position: int
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a citizen comes for; archived instead of deleted, since old tickets name it."""

    id: ServiceId
    hall_id: HallId
    sphere_id: SphereId
    name: LocalText
    letter: str
    purposes: tuple[Purpose, ...]
    position: int
    minutes: float = 12.0
    """A usual visit, until the hall has learned its own."""
    hours: tuple[OpenDay, ...] = ()
    documents: LocalText = field(default_factory=dict)
    fee: LocalText = field(default_factory=dict)
    term: LocalText = field(default_factory=dict)
    provider: LocalText = field(default_factory=dict)
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where one is served, and the person who is there now."""

    id: WindowId
    hall_id: HallId
    name: str
    position: int
    service_ids: tuple[ServiceId, ...]
    person_id: PersonId | None = None
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who signs in; ``roles`` are those in the hall at hand. ``password_hash`` is empty until a password is set."""

    id: PersonId
    login: str
    name: str
    password_hash: str
    roles: frozenset[Role]
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A small computer with devices; only hashes of its one-time code and its key are kept."""

    id: BoxId
    hall_id: HallId
    name: str
    kind: BoxKind
    code_hash: str | None
    key_hash: str | None
    has_printer: bool
    is_archived: bool = False
