"""Topics a client may join, as paths; who may join which is decided by the server.

=====================================  ================  ==================================================
topic                                  snapshot          for whom
=====================================  ================  ==================================================
``halls/<hall>/board``                 BoardSnapshot     displays, people; announcements, proclamations
``halls/<hall>/kiosk``                 KioskSnapshot     kiosks of the hall
``halls/<hall>/queue``                 QueueSnapshot     people of the hall
``halls/<hall>/windows/<window>``      DeskSnapshot      people of the hall, button boxes, boxes with
                                                         a panel at that window
``halls/<hall>/boxes``                 BoxesSnapshot     reception, supervisor, IT
``halls/<hall>/boxes/<box>``           BoxSnapshot       that box alone
``tickets/<secret>``                   PhoneSnapshot     who knows the secret
=====================================  ================  ==================================================
"""

from dataclasses import dataclass

from server.contract.terms import BoxId, HallId, PhoneSecret, WindowId


@dataclass(frozen=True, slots=True)
class BoardTopic:
    """The hall's screens."""

    hall_id: HallId


@dataclass(frozen=True, slots=True)
class KioskTopic:
    """The hall's kiosks."""

    hall_id: HallId


@dataclass(frozen=True, slots=True)
class QueueTopic:
    """The line, for staff."""

    hall_id: HallId


@dataclass(frozen=True, slots=True)
class DeskTopic:
    """One window."""

    hall_id: HallId
    window_id: WindowId


@dataclass(frozen=True, slots=True)
class BoxesTopic:
    """All boxes of the hall."""

    hall_id: HallId


@dataclass(frozen=True, slots=True)
class BoxTopic:
    """One box."""

    hall_id: HallId
    box_id: BoxId


@dataclass(frozen=True, slots=True)
class TicketTopic:
    """One ticket, by its phone secret."""

    secret: PhoneSecret


Topic = BoardTopic | KioskTopic | QueueTopic | DeskTopic | BoxesTopic | BoxTopic | TicketTopic


def path_of(topic: Topic) -> str:
    """The topic's name on the wire."""
    match topic:
        case BoardTopic(hall):
            return f"halls/{hall}/board"
        case KioskTopic(hall):
            return f"halls/{hall}/kiosk"
        case QueueTopic(hall):
            return f"halls/{hall}/queue"
        case DeskTopic(hall, window):
            return f"halls/{hall}/windows/{window}"
        case BoxesTopic(hall):
            return f"halls/{hall}/boxes"
        case BoxTopic(hall, box):
            return f"halls/{hall}/boxes/{box}"
        case TicketTopic(secret):
            return f"tickets/{secret}"


def topic_at(path: str) -> Topic | None:
    """The topic of a name on the wire; None when there is no such topic."""
    if not path.isprintable():  # half a character, which no database takes, among others
        return None
    match path.split("/"):
        case ["halls", hall, "board"] if hall:
            return BoardTopic(HallId(hall))
        case ["halls", hall, "kiosk"] if hall:
            return KioskTopic(HallId(hall))
        case ["halls", hall, "queue"] if hall:
            return QueueTopic(HallId(hall))
        case ["halls", hall, "windows", window] if hall and window:
            return DeskTopic(HallId(hall), WindowId(window))
        case ["halls", hall, "boxes"] if hall:
            return BoxesTopic(HallId(hall))
        case ["halls", hall, "boxes", box] if hall and box:
            return BoxTopic(HallId(hall), BoxId(box))
        case ["tickets", secret] if secret:
            return TicketTopic(PhoneSecret(secret))
        case _:
            return None
