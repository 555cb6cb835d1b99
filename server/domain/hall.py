"""What the office decides of a hall: its services, windows, people and boxes."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from server.contract.terms import (
    BoxId,
    BoxKind,
    BreakReason,
    CategoryId,
    HallId,
    PersonId,
    Purpose,
    Role,
    ServiceId,
    SphereId,
    SuspensionReason,
    WindowId,
    Work,
)
from server.domain.calendar import DatedHours, OpenDay
from server.domain.moment import Moment
from server.domain.place import TargetId, at_person, at_service, at_window
from server.domain.policy import Level
from server.domain.suspension import OUTAGE_TEXT, SHELTER_TEXT

LocalText = dict[str, str]
"""By language code; ``uk`` is always there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """Who may come out of turn; a citizen finds themselves in the list, and only the class is kept of it."""

    id: CategoryId
    name: LocalText
    basis: LocalText
    """The law, or the decision, that it rests on."""
    is_by_law: bool
    """Before all others; else by a decision of the office, with faster points."""


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
    least_announcements: int = 1
    """So often a call is announced before anybody is marked missed."""
    is_missed_automatically: bool = False
    """The server announces again and marks missed by itself; else an administrator does."""
    call_after_finish_seconds: int | None = None
    """Finishing calls the next after this pause; None: nobody is called unasked."""
    local_points: int = 3
    """A local category gathers points so many times as fast as an ordinary visitor."""
    guard: int = 2
    """So many of local categories are called in a row at one window at most, while others wait."""
    booked_tolerance_minutes: int = 2
    """Booked visitors later than this join the live queue."""
    paper_letter: str = "Х"
    """Of the numbers that are given by hand when the machines stand still; no service has it."""
    services_per_visit: int = 5
    pre_holiday_minutes: int = 60
    """The day before a holiday ends so much earlier, its intake too."""
    is_intake_closed_by_wait: bool = False
    """No more tickets once the likely wait of a newcomer ends after closing."""
    call_shown_seconds: int = 30
    """A called ticket's announcement is dropped when it is older than this."""
    phone_base_url: str = ""
    """Address of the phone pages as citizens reach it; empty: the server's own."""
    out_of_turn_notice: LocalText = field(default_factory=dict)
    categories: tuple[Category, ...] = ()
    """In the order of the list on the kiosk; none: only the right by law can be claimed there."""
    is_intake_stopped_when_suspended: bool = True
    grace_seconds: int = 300
    """So long after a suspension nobody is marked missed: people come back from the shelter."""
    shelter_text: LocalText = field(default_factory=lambda: dict(SHELTER_TEXT))
    """Shown and said during an air-raid alert: where the shelter is."""
    outage_text: LocalText = field(default_factory=lambda: dict(OUTAGE_TEXT))
    proclaimed_every_minutes: int | None = 5
    """So often the text of a suspension is said again while it lasts; None: once only."""
    slip_text: LocalText = field(default_factory=dict)
    """At the foot of every slip; none: nothing stands there."""
    reception_box_id: BoxId | None = None
    """Prints the tickets that people give and the copies that they order; None: only kiosks print, each its own."""
    roll_length_mm: int = 80_000
    """Paper on a new roll: the usual one of a printer for slips of 80 mm."""
    paper_warning_slips: int = 50
    """Reception is warned when a roll is good for no more slips than these, or ends the same day."""

    def suspension_text(self, reason: SuspensionReason) -> LocalText:
        """What people are told meanwhile."""
        if reason is SuspensionReason.ALERT:
            return self.shelter_text or dict(SHELTER_TEXT)
        return self.outage_text or dict(OUTAGE_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """One place with its day; ``catalogue_version`` grows with each change that a kiosk must fetch."""

    id: HallId
    name: LocalText
    time_zone: str
    hours: tuple[OpenDay, ...]
    settings: HallSettings
    catalogue_version: int = 1
    exceptions: tuple[DatedHours, ...] = ()

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
    exceptions: tuple[DatedHours, ...] = ()
    month_days: tuple[int, ...] = ()
    """Days of the month on which it is served; none said: on all."""
    daily_limit: int | None = None
    """So many tickets a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where one is served, and the person who is there now."""

    id: WindowId
    hall_id: HallId
    name: str
    position: int
    service_ids: tuple[ServiceId, ...]
    helper_ids: frozenset[ServiceId] = frozenset()
    """Those of its services that it serves as a helper, when its own have little to do."""
    person_id: PersonId | None = None
    is_archived: bool = False
    guarded_in_a_row: int = 0
    """For the guard of the policy."""
    work: Work = Work.AT_WINDOW
    break_reason: BreakReason | None = None
    work_since: Moment | None = None
    """Since when its person is there, or on a break, or busy without a caller."""
    work_until_ms: int | None = None
    """Hall time at which a break is expected to end."""
    call_due_ms: int | None = None
    """Hall time of the automatic call."""

    @property
    def levels(self) -> dict[TargetId, Level]:
        """What it calls, by target: its services, itself and its person."""
        levels = {
            at_service(each): Level.HELPER if each in self.helper_ids else Level.MAIN for each in self.service_ids
        }
        levels[at_window(self.id)] = Level.MAIN
        if self.person_id is not None:
            levels[at_person(self.person_id)] = Level.MAIN
        return levels

    @property
    def is_calling(self) -> bool:
        """Whether somebody is there who calls."""
        return self.person_id is not None and self.work is Work.AT_WINDOW


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
    next_key_hash: str | None = None
    """Of a key that it has made itself and not used yet."""
    prints_at: BoxId | None = None
    """Where the slips of its tickets come out while it has no printer of its own: at a box that several share."""

    @property
    def is_printing(self) -> bool:
        """Whether slips may be sent to it."""
        return self.has_printer and not self.is_archived
