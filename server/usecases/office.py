"""What the office may change, as commands of the server's own pages; they go through the bus like every other.

Texts are given by language and need ``uk``; an id that is None makes a new thing.
"""

from dataclasses import dataclass, field

from server.contract.terms import (
    BoxId,
    BoxKind,
    PanelAction,
    PersonId,
    Purpose,
    RequestId,
    Role,
    ServiceId,
    SphereId,
    WindowId,
)
from server.domain.calendar import DatedHours, OpenDay
from server.domain.hall import Category, HallSettings, LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHall:
    """The first start: a hall and the person who will set it up, with every role but the auditor's. Answer
    ``Saved``.
    """

    request_id: RequestId
    name: LocalText
    time_zone: str
    hours: tuple[OpenDay, ...]
    login: str
    person_name: str
    password_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveHall:
    """Name, time zone, hours and decisions of the hall."""

    request_id: RequestId
    name: LocalText
    time_zone: str
    hours: tuple[OpenDay, ...]
    settings: HallSettings
    exceptions: tuple[DatedHours, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCategories:
    """All who may come out of turn, in the order of the list on the kiosk."""

    request_id: RequestId
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveSphere:
    """A branch of the service tree."""

    request_id: RequestId
    sphere_id: SphereId | None = None
    name: LocalText
    position: int
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveService:
    """A service; refused with ``in-use`` when it is archived while somebody waits for it."""

    request_id: RequestId
    service_id: ServiceId | None = None
    sphere_id: SphereId
    name: LocalText
    letter: str
    purposes: tuple[Purpose, ...]
    position: int
    minutes: float = 12.0
    hours: tuple[OpenDay, ...] = ()
    documents: LocalText = field(default_factory=dict)
    fee: LocalText = field(default_factory=dict)
    term: LocalText = field(default_factory=dict)
    provider: LocalText = field(default_factory=dict)
    is_archived: bool = False
    exceptions: tuple[DatedHours, ...] = ()
    """Within the hall's own; a holiday is the hall's alone."""
    month_days: tuple[int, ...] = ()
    daily_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveWindow:
    """A window and what it serves; refused with ``in-use`` when it is archived with somebody at it."""

    request_id: RequestId
    window_id: WindowId | None = None
    name: str
    position: int
    service_ids: tuple[ServiceId, ...]
    helper_ids: frozenset[ServiceId] = frozenset()
    """Those of them that it serves only when its own have little to do."""
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePerson:
    """A person and their roles in this hall; ``password_hash`` None keeps the password."""

    request_id: RequestId
    person_id: PersonId | None = None
    login: str
    name: str
    roles: frozenset[Role]
    password_hash: str | None = None
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOwnPassword:
    """Somebody signed in gives themselves another password."""

    request_id: RequestId
    password_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveBox:
    """A box; a new ``code_hash`` lets it be enrolled (again) and makes its former key worthless.

    A kiosk without a printer may print at another box (``prints_at``); any other box has no use for that, and nothing
    is kept. Refused with ``bad-value`` where that box does not print, and with ``in-use`` when a box that others print
    at is put out of use or loses its printer.
    """

    request_id: RequestId
    box_id: BoxId | None = None
    name: str
    kind: BoxKind
    has_printer: bool
    prints_at: BoxId | None = None
    code_hash: str | None = None
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignPanel:
    """At which window a panel stands, and what its controls mean; those that are left out mean nothing.

    Without a window it is again where the box's own settings put it, if they do. Refused with ``unknown-panel``,
    ``unknown-window`` and ``bad-value``.
    """

    request_id: RequestId
    box_id: BoxId
    wire: str
    address: str
    window_id: WindowId | None
    actions: dict[str, PanelAction]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolBox:
    """A box has shown its one-time code and gets a key; the code is worth nothing afterwards."""

    request_id: RequestId
    box_id: BoxId
    code_hash: str
    key_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpBoxKey:
    """A box has used its new key for the first time: from now on it alone is good."""

    request_id: RequestId
    box_id: BoxId
    key_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePresence:
    """Boxes that have been away for three heartbeats, and boxes that are there again."""

    request_id: RequestId
    lost: tuple[BoxId, ...] = ()
    back: tuple[BoxId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStart:
    """The server has started."""

    request_id: RequestId
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetTimePass:
    """What time alone causes: leases that end, tickets of yesterday, answers older than seven days."""

    request_id: RequestId


OfficeCommand = (
    FoundHall
    | SaveHall
    | SaveCategories
    | SaveSphere
    | SaveService
    | SaveWindow
    | SavePerson
    | ChangeOwnPassword
    | SaveBox
    | AssignPanel
    | EnrolBox
    | TakeUpBoxKey
    | NotePresence
    | NoteStart
    | LetTimePass
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The id of what was saved."""

    id: str
