"""Tickets one by one."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, select, text

from server.contract.terms import (
    HallId,
    Language,
    PhoneSecret,
    PriorityClass,
    ProblemCode,
    Purpose,
    ServiceId,
    TicketId,
    TicketState,
    WindowId,
)
from server.domain.errors import Refusal
from server.domain.moment import Moment
from server.domain.place import Place, TargetId
from server.domain.ticket import Ticket
from server.store import tables
from server.store.columns import list_of, micros_of, moment_of, strings_of, wall_of
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed
from server.usecases.kept import Taken

_NOTHING = "[]"
_UNIQUE_LABEL = "uq_ticket_hall_id_day_letter_number"
_ADD = adding(tables.ticket)
_SAVE = changing(
    tables.ticket,
    "service_id",
    "purpose",
    "language",
    "priority",
    "arrived_ms",
    "sequence",
    "taken_ms",
    "state",
    "window_id",
    "person_id",
    "calls",
    "first_called_ms",
    "first_called_us",
    "called_ms",
    "called_us",
    "started_ms",
    "started_us",
    "ended_ms",
    "ended_us",
    "calls_before",
    "is_returned",
    "parked_until_ms",
    "targets",
    "route",
    "is_route_ordered",
    "back_to",
    "is_confirmed",
    "is_at_head",
    "since_ms",
    "since_us",
    "continued_as",
)
_GET = Statement(select(tables.ticket).where(keyed(tables.ticket, "hall_id", "id")))
_BY_SECRET = Statement(select(tables.ticket).where(keyed(tables.ticket, "hall_id", "phone_secret")))
_line = tables.line
_STAND = adding(_line)
_LEAVE = Statement(delete(_line).where(keyed(_line, "hall_id", "ticket_id")))
_IN_HAND = Statement(select(tables.ticket).where(keyed(tables.ticket, "hall_id", "window_id"), text(tables.IS_IN_HAND)))
_of = tables.ticket.c
_TAKEN = Statement(
    select(_of.day, _of.service_id, _of.priority, _of.taken_us).where(
        keyed(tables.ticket, "hall_id"), _of.day.between(bindparam("first"), bindparam("last"))
    )
)


@dataclass(frozen=True, slots=True)
class TicketRecords:
    """The port ``Tickets``."""

    sql: Sql
    hall_id: HallId

    def add(self, ticket: Ticket) -> None:
        try:
            self.sql.run(_ADD, columns_of(ticket, self.hall_id))
        except PromiseBroken as error:
            if error.promise != _UNIQUE_LABEL:
                raise
            raise Refusal(ProblemCode.NUMBER_TAKEN, label=ticket.label) from error
        self._stand(ticket)

    def save(self, ticket: Ticket) -> None:
        try:
            count = self.sql.attempt(_SAVE, columns_of(ticket, self.hall_id))
        except PromiseBroken as error:
            if error.promise != tables.UNIQUE_IN_HAND or ticket.window_id is None:
                raise
            other = self.in_hand(ticket.window_id)
            raise Refusal(ProblemCode.TICKET_IN_HAND, label=other.label if other else "") from error
        if count != 1:
            raise PromiseBroken(f"ticket {ticket.id} was saved before it was added")
        self.sql.run(_LEAVE, {"hall_id": self.hall_id, "ticket_id": ticket.id})
        self._stand(ticket)

    def get(self, ticket_id: TicketId) -> Ticket | None:
        return _maybe(self.sql.row(_GET, {"hall_id": self.hall_id, "id": ticket_id}))

    def by_secret(self, secret: PhoneSecret) -> Ticket | None:
        return _maybe(self.sql.row(_BY_SECRET, {"hall_id": self.hall_id, "phone_secret": secret}))

    def in_hand(self, window_id: WindowId) -> Ticket | None:
        return _maybe(self.sql.row(_IN_HAND, {"hall_id": self.hall_id, "window_id": window_id}))

    def taken(self, first: date, last: date) -> Sequence[Taken]:
        asked = {"hall_id": self.hall_id, "first": first.isoformat(), "last": last.isoformat()}
        return [
            Taken(date.fromisoformat(day), service_id, PriorityClass(priority), wall_of(taken_us))
            for day, service_id, priority, taken_us in self.sql.rows(_TAKEN, asked)
        ]

    def _stand(self, ticket: Ticket) -> None:
        """In all of its lines at once, while it waits."""
        if ticket.state is not TicketState.WAITING:
            return
        standing = ticket.standing
        if len(ticket.stands_at) > 1:
            self.sql.keep(several_key(self.hall_id, ticket.day), True)
        for target in ticket.stands_at:
            self.sql.run(
                _STAND,
                {
                    "hall_id": self.hall_id,
                    "day": ticket.day.isoformat(),
                    "target": target,
                    "class": standing.line_class.value,
                    "arrived_ms": standing.place.arrived_ms,
                    "sequence": standing.place.sequence,
                    "ticket_id": ticket.id,
                },
            )


def several_key(hall_id: HallId, day: date) -> Hashable:
    """Under which it is kept whether anybody may stand in several lines of a day."""
    return "several", hall_id, day


def columns_of(ticket: Ticket, hall_id: HallId) -> dict[str, Any]:
    """A ticket as a row; it must be of this hall."""
    if ticket.hall_id != hall_id:
        raise PromiseBroken(f"ticket {ticket.id} is of hall {ticket.hall_id}, not of {hall_id}")
    return {
        "hall_id": hall_id,
        "id": ticket.id,
        "day": ticket.day.isoformat(),
        "letter": ticket.letter,
        "number": ticket.number,
        "service_id": ticket.service_id,
        "purpose": ticket.purpose.value,
        "language": ticket.language.value,
        "priority": ticket.priority.value,
        "phone_secret": ticket.phone_secret,
        "arrived_ms": ticket.place.arrived_ms,
        "sequence": ticket.place.sequence,
        "taken_ms": ticket.taken.hall_ms,
        "taken_us": micros_of(ticket.taken.wall),
        "box_id": ticket.box_id,
        "state": ticket.state.value,
        "window_id": ticket.window_id,
        "person_id": ticket.person_id,
        "calls": ticket.calls,
        "calls_before": ticket.calls_before,
        "is_returned": ticket.is_returned,
        "parked_until_ms": ticket.parked_until_ms,
        "targets": list_of(ticket.targets) if ticket.targets else _NOTHING,
        "route": list_of(ticket.route) if ticket.route else _NOTHING,
        "is_route_ordered": ticket.is_route_ordered,
        "back_to": ticket.back_to,
        "is_confirmed": ticket.is_confirmed,
        "is_at_head": ticket.is_at_head,
        "continues": ticket.continues,
        "continued_as": ticket.continued_as,
        **_moments_of(ticket),
    }


def _moments_of(ticket: Ticket) -> dict[str, int | None]:
    first_called_ms, first_called_us = _pair(ticket.first_called)
    called_ms, called_us = _pair(ticket.called)
    started_ms, started_us = _pair(ticket.started)
    ended_ms, ended_us = _pair(ticket.ended)
    since_ms, since_us = _pair(ticket.since)
    return {
        "first_called_ms": first_called_ms,
        "first_called_us": first_called_us,
        "called_ms": called_ms,
        "called_us": called_us,
        "started_ms": started_ms,
        "started_us": started_us,
        "ended_ms": ended_ms,
        "ended_us": ended_us,
        "since_ms": since_ms,
        "since_us": since_us,
    }


def ticket_of(row: Row) -> Ticket:
    """A row of the table, its columns in order, as a ticket."""
    return Ticket(
        hall_id=row[0],
        id=row[1],
        day=date.fromisoformat(row[2]),
        letter=row[3],
        number=row[4],
        service_id=row[5],
        purpose=Purpose(row[6]),
        language=Language(row[7]),
        priority=PriorityClass(row[8]),
        phone_secret=row[9],
        place=Place(row[10], row[11]),
        taken=Moment(row[12], wall_of(row[13])),
        box_id=row[14],
        state=TicketState(row[15]),
        window_id=row[16],
        person_id=row[17],
        calls=row[18],
        first_called=moment_of(row[19], row[20]),
        called=moment_of(row[21], row[22]),
        started=moment_of(row[23], row[24]),
        ended=moment_of(row[25], row[26]),
        calls_before=row[27],
        is_returned=bool(row[28]),
        parked_until_ms=row[29],
        targets=() if row[30] == _NOTHING else tuple(TargetId(each) for each in strings_of(row[30])),
        route=() if row[31] == _NOTHING else tuple(ServiceId(each) for each in strings_of(row[31])),
        is_route_ordered=bool(row[32]),
        back_to=row[33],
        is_confirmed=bool(row[34]),
        is_at_head=bool(row[35]),
        since=moment_of(row[36], row[37]),
        continues=row[38],
        continued_as=row[39],
    )


def _pair(moment: Moment | None) -> tuple[int | None, int | None]:
    return (None, None) if moment is None else (moment.hall_ms, micros_of(moment.wall))


def _maybe(row: Row | None) -> Ticket | None:
    return None if row is None else ticket_of(row)
