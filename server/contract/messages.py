"""News by socket: snapshots are whole states of one topic, so a lost one never hurts."""

from dataclasses import dataclass
from datetime import datetime

from server.contract.catalogue import LocalText
from server.contract.slip import WaitRange
from server.contract.terms import (
    BoxId,
    BoxKind,
    CallId,
    DeviceState,
    HallId,
    Intake,
    PaperState,
    PersonId,
    PrintFault,
    PriorityClass,
    Purpose,
    ServiceId,
    TicketId,
    TicketState,
    WindowId,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceNow:
    """What a newcomer to one service would meet."""

    service_id: ServiceId
    intake: Intake
    people_before: int
    wait: WaitRange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSnapshot:
    """The moving part of what a kiosk shows; the rest is in the lease, whose ``version`` tells when to fetch it
    anew.
    """

    lease_version: int
    intake: Intake
    now: datetime
    services: tuple[ServiceNow, ...]


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
    service_ids: tuple[ServiceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSnapshot:
    """The line of the whole hall in the order of arrival, and its windows; one for all desks."""

    now: datetime
    intake: Intake
    tickets: tuple[QueueEntry, ...]
    windows: tuple[WindowNow, ...]
    missed: tuple[QueueEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTicket:
    """The ticket in hand."""

    ticket_id: TicketId
    label: str
    service_name: LocalText
    purpose: Purpose
    priority: PriorityClass
    state: TicketState
    taken_at: datetime
    called_at: datetime
    started_at: datetime | None
    calls: int
    """Announcements of this turn."""
    calls_left: int
    missed_allowed_at: datetime
    paper: PaperState
    paper_fault: PrintFault
    may_cancel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedTicket:
    """A ticket set aside at a window."""

    ticket_id: TicketId
    label: str
    service_name: LocalText
    back_at: datetime | None
    """When it goes back into line by itself; None: only by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSnapshot:
    """One window: who is there, what is in hand, and how many wait for it."""

    window_id: WindowId
    window_name: str
    person_id: PersonId | None
    """By it a desk sees that a colleague took the window over; names may be alike."""
    person_name: str | None
    now: datetime
    service_ids: tuple[ServiceId, ...]
    in_hand: DeskTicket | None
    parked: tuple[ParkedTicket, ...]
    """Set aside here, the longest waiting first."""
    waiting: int
    served_today: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceNow:
    """One device of a box, last reported."""

    name: str
    state: DeviceState
    fault: PrintFault
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxNow:
    """One box: ``is_alive`` is false after a minute without a report."""

    box_id: BoxId
    name: str
    kind: BoxKind
    is_alive: bool
    seen_at: datetime | None
    version: str
    devices: tuple[DeviceNow, ...]
    jobs_waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxesSnapshot:
    """Every box of the hall, for reception and IT."""

    now: datetime
    boxes: tuple[BoxNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSnapshot:
    """What one box must know of itself: how many slips wait, and what became of its recent ones."""

    jobs_waiting: int
    papers: tuple["TicketPaper", ...]


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
