"""What a kiosk offers, and all it needs to go on without the server: the lease."""

from dataclasses import dataclass
from datetime import date, datetime

from server.contract.terms import BoxId, BoxKind, HallId, PhoneSecret, Purpose, ServiceId, SphereId, TicketId, WindowId

LocalText = dict[str, str]
"""A text by language code; ``uk`` is always there and stands in for a missing one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHours:
    """Opening of one weekday (Monday is 0), as ``HH:MM`` in the hall's time; intake ends at or before closing."""

    weekday: int
    opens: str
    intake_ends: str
    closes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanHours:
    """One stretch of a day, as ``HH:MM`` in the hall's time."""

    opens: str
    intake_ends: str
    closes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedDay:
    """What goes before the weekday on one date; no spans: closed."""

    day: date
    spans: tuple[SpanHours, ...]
    is_holiday: bool
    """The day before ends earlier by ``KioskLease.pre_holiday_minutes``, unless it is dated itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCard:
    """One service as a citizen reads it."""

    service_id: ServiceId
    name: LocalText
    letter: str
    purposes: tuple[Purpose, ...]
    documents: LocalText
    fee: LocalText
    term: LocalText
    provider: LocalText
    hours: tuple[DayHours, ...]
    """Empty: the hall's own hours."""
    exceptions: tuple[DatedDay, ...] = ()
    month_days: tuple[int, ...] = ()
    """Days of the month on which it is served; empty: on all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SphereCard:
    """The top of the service tree, at most eight on a screen."""

    sphere_id: SphereId
    name: LocalText
    services: tuple[ServiceCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCard:
    """Who may come out of turn. Which one a citizen chose never leaves the kiosk: only the class does."""

    name: LocalText
    basis: LocalText
    """The law, or the decision, that it rests on; may be empty."""
    is_by_law: bool
    """Its class is ``lawful``, otherwise ``local``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservedNumber:
    """A ticket made ready for a kiosk that may lose the server: nobody else will ever get this number."""

    ticket_id: TicketId
    service_id: ServiceId
    label: str
    phone_secret: PhoneSecret


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskLease:
    """Everything a kiosk shows and may give until ``valid_until``; ``version`` changes with the catalogue."""

    hall_id: HallId
    hall_name: LocalText
    time_zone: str
    version: int
    hours: tuple[DayHours, ...]
    spheres: tuple[SphereCard, ...]
    out_of_turn_notice: LocalText
    """The right to be served out of turn, on the first screen; without it, and without categories, none is claimed."""
    texts: dict[str, dict[str, str]]
    """Interface texts by language and key, the same catalogue as the server's own pages."""
    sounds: tuple[str, ...]
    """Paths of sound files to keep."""
    reserved: tuple[ReservedNumber, ...]
    phone_base_url: str
    issued_at: datetime
    valid_until: datetime
    exceptions: tuple[DatedDay, ...] = ()
    pre_holiday_minutes: int = 0
    categories: tuple[CategoryCard, ...] = ()
    """Of those who may come out of turn; empty: only the right by law can be claimed."""
    services_per_visit: int = 1
    """So many may be asked for with one ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowName:
    """A window as a box's own settings name it."""

    window_id: WindowId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelWindow:
    """At which window a panel of this box stands; a panel without a window is not in the list."""

    wire: str
    address: str
    window_id: WindowId
    window_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxWelcome:
    """What a box learns of itself: ``GET /v1/boxes/me``."""

    box_id: BoxId
    name: str
    kind: BoxKind
    hall_id: HallId
    hall_name: LocalText
    windows: tuple[WindowName, ...]
    panels: tuple[PanelWindow, ...]
    """Of this box alone, as in its ``BoxSnapshot``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxEnrolled:
    """The answer to a one-time code: the key is shown once and stored by the box alone."""

    box_id: BoxId
    device_key: str
    kind: BoxKind
    hall_id: HallId
