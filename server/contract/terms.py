"""Closed sets and ids that the wire, the rules and the database share."""

from enum import StrEnum
from typing import NewType

HallId = NewType("HallId", str)
ServiceId = NewType("ServiceId", str)
SphereId = NewType("SphereId", str)
WindowId = NewType("WindowId", str)
PersonId = NewType("PersonId", str)
BoxId = NewType("BoxId", str)
CategoryId = NewType("CategoryId", str)
TicketId = NewType("TicketId", str)
CallId = NewType("CallId", str)
"""``<ticket id>/<number of the call>``: a recall has a new one, so it sounds again."""
PrintJobId = NewType("PrintJobId", str)
RequestId = NewType("RequestId", str)
"""A UUID minted at the touch or press; a repeat by the same actor gets the same answer."""
PhoneSecret = NewType("PhoneSecret", str)
"""The unguessable part of ``/t/<secret>``."""


class Language(StrEnum):
    """Languages that are always complete; Ukrainian comes first."""

    UKRAINIAN = "uk"
    ENGLISH = "en"


class Purpose(StrEnum):
    """What a citizen wants of a service."""

    CONSULTATION = "consultation"
    HAND_IN = "hand-in"
    COLLECT = "collect"


class Role(StrEnum):
    """What a person may do; one person may have several."""

    ADMINISTRATOR = "administrator"
    RECEPTIONIST = "receptionist"
    SUPERVISOR = "supervisor"
    IT = "it"
    AUDITOR = "auditor"


class BoxKind(StrEnum):
    """What a box is for, and so what it may ask of the server."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    BUTTONS = "buttons"
    PRINTER = "printer"


class PanelMake(StrEnum):
    """How a window-call panel, or a display at a window, speaks."""

    CHERHA = "cherha"
    MODBUS_RTU = "modbus-rtu"
    MODBUS_TCP = "modbus-tcp"
    NUMPAD = "numpad"
    QSYSTEM = "qsystem"
    DISPLAY = "display"
    """Shows only: it has no keys."""


class PressKind(StrEnum):
    """How a key of a panel was pressed."""

    SHORT = "short"
    LONG = "long"
    """Held for a second and a half."""
    SECOND = "second"
    """The second button beside the key."""


class PanelAction(StrEnum):
    """What a press means at the panel's window."""

    NEXT = "next"
    RECALL = "recall"
    NEXT_OR_RECALL = "next-or-recall"
    """Announces a called ticket once more; otherwise calls."""
    START = "start"
    FINISH = "finish"
    START_OR_FINISH = "start-or-finish"
    """Begins the visit of a called ticket, ends one under way."""
    MISSED = "missed"
    MISSED_OR_FINISH = "missed-or-finish"
    """Gives up a called ticket, ends a visit under way."""


class PriorityClass(StrEnum):
    """The class of a ticket; which category a citizen named is never stored (it is health data)."""

    ORDINARY = "ordinary"
    LOCAL = "local"
    """Put in front by a decision of the office: faster points, and a guard."""
    LAWFUL = "lawful"
    """Out of turn by law, before all others."""
    BOOKED = "booked"
    """Has an appointment and came in time for it."""


class TicketState(StrEnum):
    """Where a ticket is in its life; the steps between are in ``domain/ticket.py``."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    DONE = "done"
    MISSED = "missed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class OutOfOrder(StrEnum):
    """Why somebody is called before their turn.

    A closed set: the journal is kept for ever, and a free text in it would one day name a citizen or an illness.
    """

    PAPERS_BROUGHT = "papers-brought"
    AGREED_BEFORE = "agreed-before"
    OUR_MISTAKE = "our-mistake"
    SUPERVISOR_DECIDED = "supervisor-decided"


class SuspensionReason(StrEnum):
    """Why every clock of a hall stands still."""

    ALERT = "alert"
    """Air-raid alert: people go to the shelter."""
    OUTAGE = "outage"
    """No power, or no network that the service needs."""


class Work(StrEnum):
    """What the person at a window does; whether somebody is in hand is told by the ticket."""

    AT_WINDOW = "at-window"
    BREAK = "break"
    BACK_OFFICE = "back-office"
    """Work without a caller, which counts as work."""


class BreakReason(StrEnum):
    """Why nobody is called to a staffed window; a closed set, so that no free text tells of an illness."""

    LUNCH = "lunch"
    REST = "rest"
    MEETING = "meeting"
    TECHNICAL = "technical"


class PaperState(StrEnum):
    """What is known of a ticket's slip."""

    NONE = "none"
    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


class PrintOutcome(StrEnum):
    """What a box reports of one slip; unknown is neither success nor a reason to print again unmarked."""

    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class PrintFault(StrEnum):
    """Why a slip did not come out, or why that is not known."""

    NONE = "none"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    CUTTER = "cutter"
    OFFLINE = "offline"
    NO_ANSWER = "no-answer"
    UNREACHABLE = "unreachable"
    BROKE_OFF = "broke-off"
    LEASE_ENDED = "lease-ended"
    UNRECOVERABLE = "unrecoverable"
    NOT_TAKEN = "not-taken"
    """It came out, and hangs in the printer's mouth."""
    PAPER_LOW = "paper-low"
    """It still prints: the roll is near its end."""
    SLIP_REFUSED = "slip-refused"
    """Its text or its layout can never be printed there; nobody is to repair the printer."""
    DISK = "disk"
    """The box cannot write down what it prints, and so prints nothing."""
    KEY_STUCK = "key-stuck"
    """A key of a panel has been held for so long that nobody can be pressing it."""


class Evidence(StrEnum):
    """How a printed slip was proved; the grades of the printer adapters, best first."""

    PROCESS_ID = "a"
    STATUS_AFTER_CUT = "b"
    REALTIME_STATUS = "c"
    NONE = "d"


class DeviceState(StrEnum):
    """The health of one device of a box."""

    READY = "ready"
    WARNING = "warning"
    FAULT = "fault"
    UNKNOWN = "unknown"


class Intake(StrEnum):
    """Whether tickets are given now, and why not."""

    OPEN = "open"
    NOT_YET = "not-yet"
    OVER = "over"
    CLOSED_TODAY = "closed-today"
    NOBODY_SERVES = "nobody-serves"
    SUSPENDED = "suspended"
    STOPPED = "stopped"
    """A supervisor has ended it for today."""
    LIMIT_REACHED = "limit-reached"
    """As many tickets as the office allows a day for the service have been given."""
    NO_TIME_LEFT = "no-time-left"
    """Those who wait already will take until closing time."""


class ProblemCode(StrEnum):
    """Stable for ever: clients and their people's habits depend on them."""

    # the request itself
    MALFORMED = "malformed"
    TOO_LARGE = "too-large"
    UNKNOWN_COMMAND = "unknown-command"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    REQUEST_ID_REUSED = "request-id-reused"
    # who asks
    SIGN_IN_NEEDED = "sign-in-needed"
    SIGN_IN_FAILED = "sign-in-failed"
    TOO_MANY_TRIES = "too-many-tries"
    CSRF = "csrf"
    NOT_ALLOWED = "not-allowed"
    UNKNOWN_DEVICE_KEY = "unknown-device-key"
    UNKNOWN_CODE = "unknown-code"
    FOREIGN_TOPIC = "foreign-topic"
    # taking
    UNKNOWN_HALL = "unknown-hall"
    UNKNOWN_SERVICE = "unknown-service"
    PURPOSE_NOT_OFFERED = "purpose-not-offered"
    INTAKE_CLOSED = "intake-closed"
    INTAKE_STOPPED = "intake-stopped"
    NOBODY_SERVES = "nobody-serves"
    SUSPENDED = "suspended"
    NOT_SUSPENDED = "not-suspended"
    LIMIT_REACHED = "limit-reached"
    NO_TIME_LEFT = "no-time-left"
    NUMBER_TAKEN = "number-taken"
    TOO_MANY_SERVICES = "too-many-services"
    ALREADY_CONTINUED = "already-continued"
    # windows
    UNKNOWN_WINDOW = "unknown-window"
    WINDOW_TAKEN = "window-taken"
    WINDOW_NOT_YOURS = "window-not-yours"
    WINDOW_NOT_STAFFED = "window-not-staffed"
    RECEIVER_GONE = "receiver-gone"
    TICKET_IN_HAND = "ticket-in-hand"
    NO_TICKET_IN_HAND = "no-ticket-in-hand"
    ANOTHER_TICKET = "another-ticket"
    STEP_REFUSED = "step-refused"
    ANNOUNCEMENTS_USED_UP = "announcements-used-up"
    TOO_EARLY = "too-early"
    ANNOUNCE_AGAIN = "announce-again"
    NOT_OUT_OF_TURN = "not-out-of-turn"
    ALREADY_RETURNED = "already-returned"
    PANEL_NOT_ASSIGNED = "panel-not-assigned"
    KEY_NOT_ASSIGNED = "key-not-assigned"
    CHANGED_BY_CLOCK = "changed-by-clock"
    JUST_STARTED = "just-started"
    # paper
    UNKNOWN_TICKET = "unknown-ticket"
    TICKET_OVER = "ticket-over"
    NO_PRINTER = "no-printer"
    UNKNOWN_PRINT_JOB = "unknown-print-job"
    # office
    NAME_TAKEN = "name-taken"
    BAD_VALUE = "bad-value"
    IN_USE = "in-use"
    LAST_OF_ITS_KIND = "last-of-its-kind"
    UNKNOWN_PERSON = "unknown-person"
    UNKNOWN_BOX = "unknown-box"
    UNKNOWN_PANEL = "unknown-panel"
    WEAK_PASSWORD = "weak-password"
    # the server
    NOT_SAVED = "not-saved"
    BUSY = "busy"
    INTERNAL = "internal"
    SERVER_AWAY = "server-away"
    """Said by a box of its server, never by the server."""
