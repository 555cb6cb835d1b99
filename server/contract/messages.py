"""News by socket: snapshots are whole states of one topic, so a lost one never hurts."""

from dataclasses import dataclass, field
from datetime import date, datetime

from server.contract.catalogue import LocalText, PanelWindow
from server.contract.desk_news import DeskSnapshot
from server.contract.slip import WaitRange
from server.contract.suspension_news import SuspensionNow
from server.contract.terms import (
    BoxId,
    BoxKind,
    BreakReason,
    CallId,
    DeviceState,
    HallId,
    Intake,
    PaperState,
    PersonId,
    PhoneSecret,
    PrintFault,
    PriorityClass,
    Purpose,
    ServiceId,
    TicketId,
    TicketState,
    WindowId,
    Work,
)


@dataclass(frozen=True, slots=True, order=True)
class Revision:
    """Of (hall, topic); compared in order, never falls, not even over a restart."""

    sequence: int
    refresh: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCall:
    """One row of the board."""

    ticket_id: TicketId
    call_id: CallId
    label: str
    window_name: str
    state: TicketState
    called_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardWaiting:
    """How many wait in one sphere."""

    name: LocalText
    letters: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSnapshot:
    """What a hall screen shows: called and served tickets, newest call first."""

    hall_name: LocalText
    time_zone: str
    now: datetime
    calls: tuple[BoardCall, ...]
    waiting: tuple[BoardWaiting, ...]
    waiting_total: int
    notice: LocalText
    intake: Intake
    opens_at: datetime | None = None
    """When tickets are given next, while none are; None also when nobody can say."""
    suspension: SuspensionNow | None = None
    """Meanwhile the calls are of no use to anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceNow:
    """What a newcomer to one service would meet."""

    service_id: ServiceId
    intake: Intake
    people_before: int
    wait: WaitRange | None
    opens_at: datetime | None = None
    """When its tickets are given next, while none are; None also when nobody can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSnapshot:
    """The moving part of what a kiosk shows; the rest is in the lease, whose ``version`` tells when to fetch it
    anew.
    """

    lease_version: int
    intake: Intake
    now: datetime
    services: tuple[ServiceNow, ...]
    opens_at: datetime | None = None
    """Of the whole hall; as ``BoardSnapshot.opens_at``."""
    suspension: SuspensionNow | None = None
    """Tickets may be given all the same, if the office wants that: ``intake`` tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """One living ticket as staff see it."""

    ticket_id: TicketId
    label: str
    service_id: ServiceId
    service_name: LocalText
    purpose: Purpose
    priority: PriorityClass
    state: TicketState
    taken_at: datetime
    waited_seconds: int
    """In hall time, at ``QueueSnapshot.now``; clocks that stand still do not count."""
    window_name: str | None
    paper: PaperState
    paper_fault: PrintFault
    turn: int | None
    """Which of those who wait in the hall it is in the order of calling, from 1; None: it does not wait."""
    line_services: tuple[ServiceId, ...]
    """In whose lines it waits; empty while it waits for one window or person, or not at all."""
    line_window: WindowId | None
    line_person: PersonId | None
    further: tuple[ServiceId, ...]
    """The rest of the visit, after ``service_id``."""
    is_any_order: bool
    """It goes to whichever of its windows is free first."""
    may_return: bool
    """It was missed and has not been returned to the line yet."""
    may_cancel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowNow:
    """One window and who is there."""

    window_id: WindowId
    name: str
    person_id: PersonId | None
    person_name: str | None
    label: str | None
    ticket_state: TicketState | None
    ticket_since: datetime | None
    """Since when its ticket is called, or served; later by every suspension that it has seen."""
    service_ids: tuple[ServiceId, ...]
    work: Work
    break_reason: BreakReason | None
    work_since: datetime | None
    """Since when its person is there, or on a break, or busy without a caller; later by every suspension since."""
    work_until: datetime | None
    """When a break is expected to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSnapshot:
    """The line of the whole hall in the order of arrival, and its windows; one for all desks."""

    now: datetime
    intake: Intake
    tickets: tuple[QueueEntry, ...]
    windows: tuple[WindowNow, ...]
    missed: tuple[QueueEntry, ...]
    unfinished: tuple[QueueEntry, ...] = ()
    """Expired on the last open day, or of a day that was closed since: a supervisor may still let them go on."""
    suspension: SuspensionNow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesOn:
    """The ticket with which another one goes on, for its holder."""

    label: str
    day: date
    phone_secret: PhoneSecret


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneSnapshot:
    """One ticket on its holder's phone: the same state as on the board, and no name."""

    label: str
    hall_name: LocalText
    service_name: LocalText
    purpose: Purpose
    state: TicketState
    people_before: int | None
    """Only while waiting."""
    wait: WaitRange | None
    window_name: str | None
    calls: int
    """Announcements so far: the phone draws attention at each."""
    taken_at: datetime
    now: datetime
    time_zone: str
    may_cancel: bool
    """Whether its holder may still give it up, by the page itself."""
    further: tuple[LocalText, ...] = ()
    """Names of the further services of the visit, as long as it lasts."""
    is_any_order: bool = False
    valid_on: date | None = None
    """The day for which it is valid, while that is still to come."""
    goes_on: GoesOn | None = None
    """It has expired, and its holder is served first on another day."""
    suspension: SuspensionNow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLeft:
    """What is left on the roll of a printer, by what it has printed since «new roll» was pressed."""

    length_mm: int
    """When it was put in."""
    left_mm: int
    """Never below 0: a roll may be longer than it says."""
    slips_left: int | None
    """By the slips printed from it so far; None before there are enough."""
    ends_at: datetime | None
    """When it will be used up at this hall's pace; None while that is not known."""
    is_low: bool
    """It was to end the same day, or within the slips that the hall wants to be warned of; so until the next roll."""
    since: datetime
    """When it was put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceNow:
    """One device of a box, last reported."""

    name: str
    state: DeviceState
    fault: PrintFault
    detail: str
    since: datetime | None = None
    """When it came to be so."""
    remedy: LocalText = field(default_factory=dict)
    """What to do about its fault, by language; empty when nothing is wrong."""
    paper: PaperLeft | None = None
    """Of a printer whose rolls are counted."""
    has_run_out: bool = False
    """A printer: it has been out of paper since «new roll» was last pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxNow:
    """One box: ``is_alive`` while its socket is there, or 15 s after a report without one: three heartbeats."""

    box_id: BoxId
    name: str
    kind: BoxKind
    is_alive: bool
    seen_at: datetime | None
    version: str
    devices: tuple[DeviceNow, ...]
    jobs_waiting: int
    has_printer: bool = False
    lost_since: datetime | None = None
    """It has been away for longer than three heartbeats; its devices are as they were then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxesSnapshot:
    """Every box of the hall, for reception and IT."""

    now: datetime
    boxes: tuple[BoxNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSnapshot:
    """What one box must know of itself: its slips, the recent ones among them, and where its panels stand."""

    jobs_waiting: int
    papers: tuple["TicketPaper", ...]
    panels: tuple[PanelWindow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPaper:
    """The slip of one ticket taken at this box, newest first, at most twenty."""

    ticket_id: TicketId
    paper: PaperState
    fault: PrintFault


Snapshot = BoardSnapshot | KioskSnapshot | QueueSnapshot | DeskSnapshot | PhoneSnapshot | BoxesSnapshot | BoxSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The socket event ``snapshot``; take it only when its revision is newer than the one held."""

    hall_id: HallId
    topic: str
    revision: Revision
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioClip:
    """A sound file made by the server, fetched by GET from ``path``."""

    language: str
    path: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The socket event ``announcement`` of the board's topic: said and flashed once per id, dropped after
    ``expires_at``.

    ``audio`` is empty when no voice could be made: the flash comes all the same.
    """

    id: CallId
    hall_id: HallId
    ticket_id: TicketId
    label: str
    window_name: str
    texts: LocalText
    audio: tuple[AudioClip, ...]
    called_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proclamation:
    """The socket event ``proclamation`` of the board's topic: words to the whole hall, of a suspension or of its end.

    Said once per id, before any call, and dropped after ``expires_at``. ``audio`` is empty when no voice could be made.
    """

    id: str
    hall_id: HallId
    texts: LocalText
    audio: tuple[AudioClip, ...]
    expires_at: datetime
