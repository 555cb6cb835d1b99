"""What a slip says: of the ticket, its services and the hall, in the citizen's language and in a second one."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from server.contract.slip import Slip, SlipWords, WaitRange
from server.contract.terms import Language, Purpose
from server.domain.hall import LocalText, Service, Window
from server.domain.offer import callers, windows_serving
from server.domain.ticket import Ticket
from server.usecases.turn import Turn

_TEXTS = {
    "your_number": "Your number",
    "service": "Service",
    "purpose": "Purpose",
    "before_you": "People before you",
    "wait": "Waiting time",
    "minutes": "min",
    "unknown_wait": "Waiting time is not known yet",
    "follow": "Your place in line, on your phone",
    "valid_today": "Valid today only",
    "copy": "COPY",
    "then": "Then",
    "documents": "Documents to have ready",
    "window": "Window",
    "windows": "Windows",
}
_VALID_ON = "Valid on {day} only"
"""For a ticket that goes on another day, in place of ``valid_today``."""
_ANY_ORDER = "Also, in any order"
"""For further services whose windows are free first, in place of ``then``."""
_PURPOSES = {
    Purpose.CONSULTATION: "Consultation",
    Purpose.HAND_IN: "Hand in documents",
    Purpose.COLLECT: "Collect a document",
}


def slip_of(
    turn: Turn, ticket: Ticket, service: Service, people: int, wait: WaitRange | None, *, windows: Sequence[Window]
) -> Slip:
    """The paper of a ticket that has just been taken; ``windows``: all of the hall's."""
    further = [each for each in map(turn.records.catalogue.service, ticket.route) if each is not None]
    first = _words(turn, ticket, service, further, ticket.language)
    return Slip(
        hall_name=first.hall_name or _ukrainian(turn.hall.name),
        label=ticket.label,
        service_name=first.service_name or _ukrainian(service.name),
        purpose_name=first.purpose_name,
        taken_at=ticket.taken.wall.astimezone(ZoneInfo(turn.hall.time_zone)),
        people_before=people,
        wait=wait,
        phone_url=f"{turn.public_url}/t/{ticket.phone_secret}",
        language=ticket.language,
        is_copy=False,
        texts=first.texts,
        further=tuple(_local(each.name, ticket.language) for each in further),
        documents=first.documents or _documents(ticket, service, further, Language.UKRAINIAN),
        windows=_names(windows, [service] if ticket.is_route_ordered else [service, *further]),
        bottom_text=first.bottom_text or _ukrainian(turn.hall.settings.slip_text),
        second=_words(turn, ticket, service, further, _second(ticket.language)),
    )


def _words(turn: Turn, ticket: Ticket, service: Service, further: Sequence[Service], language: Language) -> SlipWords:
    texts = {key: turn.text(language, english) for key, english in _TEXTS.items()}
    if not ticket.is_route_ordered:
        texts["then"] = turn.text(language, _ANY_ORDER)
    if ticket.day != turn.day:
        texts["valid_today"] = turn.text(language, _VALID_ON).format(day=f"{ticket.day:%d.%m.%Y}")
    return SlipWords(
        language=language,
        hall_name=turn.hall.name.get(language, ""),
        service_name=service.name.get(language, ""),
        purpose_name=turn.text(language, _PURPOSES[ticket.purpose]),
        texts=texts,
        further=tuple(each.name.get(language, "") for each in further),
        documents=_documents(ticket, service, further, language),
        bottom_text=turn.hall.settings.slip_text.get(language, ""),
    )


def _second(language: Language) -> Language:
    return Language.ENGLISH if language is Language.UKRAINIAN else Language.UKRAINIAN


def _documents(ticket: Ticket, service: Service, further: Sequence[Service], language: Language) -> tuple[str, ...]:
    """Of all services of the visit, each once. Whoever collects what is finished has handed them in already."""
    if ticket.purpose is Purpose.COLLECT:
        return ()
    texts = [each.documents.get(language, "") for each in (service, *further)]
    # Offices write one document on each line, or a line with semicolons; a comma may stand within a document's name.
    pieces = (piece.strip() for text in texts for piece in text.replace(";", "\n").splitlines())
    return tuple(dict.fromkeys(filter(None, pieces)))


def _names(windows: Sequence[Window], services: Sequence[Service]) -> tuple[str, ...]:
    """Of those that may call the ticket first, in the hall's order."""
    calling = {window.id for service in services for window in callers(windows_serving(service, windows))}
    return tuple(window.name for window in windows if window.id in calling)


def _local(text: LocalText, language: Language) -> str:
    return text.get(language) or _ukrainian(text)


def _ukrainian(text: LocalText) -> str:
    return text.get(Language.UKRAINIAN, "")
