"""Who gives a command."""

from dataclasses import dataclass

from server.contract.terms import BoxId, BoxKind, HallId, PersonId, Role, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonActor:
    """Somebody signed in, with their roles in the hall at hand."""

    person_id: PersonId
    hall_id: HallId
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxActor:
    """An enrolled box."""

    box_id: BoxId
    hall_id: HallId
    name: str
    kind: BoxKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemActor:
    """The server itself: the ticker, the first start, the command line."""

    hall_id: HallId
    name: str = "server"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenActor:
    """Whoever has shown the secret of a ticket: they may act on that ticket alone."""

    ticket_id: TicketId
    hall_id: HallId


Actor = PersonActor | BoxActor | SystemActor | CitizenActor


def key_of(actor: Actor) -> str:
    """The actor in the journal and beside a stored answer: ``person:…``, ``box:…``, ``system:…`` or ``citizen:…``."""
    match actor:
        case PersonActor():
            return f"person:{actor.person_id}"
        case BoxActor():
            return f"box:{actor.box_id}"
        case SystemActor():
            return f"system:{actor.name}"
        case CitizenActor():
            return f"citizen:{actor.ticket_id}"
