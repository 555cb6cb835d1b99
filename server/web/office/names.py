"""What the journal's ids are called now; an id that nothing bears any more is an ellipsis."""

from collections.abc import Collection
from dataclasses import dataclass

from server.contract.terms import Language, TicketId
from server.domain.events import Event
from server.domain.hall import LocalText
from server.i18n.catalogue import translate
from server.usecases.ports import Records
from server.web.office.plan import Plan
from server.web.office.words import later

UNKNOWN = "…"
_SERVER = {
    "server": later("The server"),
    "first-start": later("First start"),
    "cli": later("Command line"),
    "demo": later("Sample hall"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Asked while the page is made outside of Flask, so the language comes with it."""

    language: Language
    by_id: dict[str, str]

    def of(self, some_id: str | None) -> str:
        """The name behind an id of any kind."""
        return UNKNOWN if some_id is None else self.by_id.get(some_id, UNKNOWN)

    def author(self, key: str) -> str:
        """The name behind ``person:…``, ``box:…``, ``system:…`` or ``citizen:…``."""
        kind, _, name = key.partition(":")
        if kind == "citizen":
            return self.say(later("Visitor"))
        return self.say(_SERVER.get(name, name)) if kind == "system" else self.of(name)

    def say(self, text: str, **fields: str) -> str:
        """A text in the language of the page."""
        return translate(self.language, text, **fields)

    def local(self, text: LocalText) -> str:
        """A text of the office's own in the language of the page."""
        return text.get(self.language.value) or text.get("uk", UNKNOWN)


def names_of(records: Records, plan: Plan, events: Collection[Event], language: Language) -> Names:
    """Everything that bears a name, and the labels of the tickets in these events."""
    by_id: dict[str, str] = {}
    by_id |= {window.id: window.name for window in plan.windows}
    by_id |= {person.id: person.name for person in plan.people}
    by_id |= {box.id: box.name for box in plan.boxes}
    by_id |= {sphere.id: sphere.name.get(language.value) or sphere.name["uk"] for sphere in plan.spheres}
    by_id |= {service.id: service.name.get(language.value) or service.name["uk"] for service in plan.services}
    for ticket_id in {_ticket_of(event) for event in events} - {None}:
        ticket = records.tickets.get(TicketId(ticket_id or ""))
        if ticket is not None:
            by_id[ticket.id] = ticket.label
    return Names(language=language, by_id=by_id)


def _ticket_of(event: Event) -> str | None:
    return getattr(event, "ticket_id", None)
