"""Tickets as lines: who waits where, and who comes before whom. No query here grows with the tickets of the past."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Subquery,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.sql.expression import ClauseElement

from server.contract.terms import HallId, TicketState
from server.domain.moment import Moment
from server.domain.place import LineClass, TargetId
from server.domain.ticket import LIVING, Ticket
from server.store import tables
from server.store.columns import list_of, wall_of
from server.store.statements import Sql, Statement, items, keyed, one_of
from server.store.tickets import several_key, ticket_of

_LIMIT = 200
_CLASSES = list_of(LineClass)
_ENDED = list_of((TicketState.DONE, TicketState.MISSED))
_ticket = tables.ticket
_line = tables.line
_none: ColumnElement[int] = literal_column("0")
"""Said, because SQLAlchemy otherwise puts a hidden parameter there for SQLite."""


def _heads(dialect: str) -> ClauseElement:
    targets = items(dialect, "targets").subquery("targets")
    classes = items(dialect, "classes").subquery("classes")
    if dialect == "postgresql":
        return _heads_one_by_one(targets, classes)
    first = (
        select(_line.c.ticket_id)
        .where(keyed(_line, "hall_id", "day"), _line.c.target == targets.c.value, _line.c["class"] == classes.c.value)
        .order_by(_line.c.arrived_ms, _line.c.sequence)
        .limit(literal_column("1"))
        .offset(_none)
        .correlate(targets, classes)
        .scalar_subquery()
    )
    firsts = select(first).select_from(targets, classes)
    return select(_ticket).where(keyed(_ticket, "hall_id"), _ticket.c.id.in_(firsts))


def _heads_one_by_one(targets: Subquery, classes: Subquery) -> ClauseElement:
    """Each line's first ticket by itself: for PostgreSQL, which would else guess how many heads there are, and from
    some guesses on read every ticket of the hall. Who stands in several lines comes several times."""
    first = (
        select(_ticket)
        .join(_line, and_(_line.c.hall_id == _ticket.c.hall_id, _line.c.ticket_id == _ticket.c.id))
        .where(keyed(_line, "hall_id", "day"), _line.c.target == targets.c.value, _line.c["class"] == classes.c.value)
        .order_by(_line.c.arrived_ms, _line.c.sequence)
        .limit(literal_column("1"))
        .lateral("first")
    )
    return select(first).select_from(targets.join(classes, true()).join(first, true()))


def _people_in_lines(dialect: str) -> ClauseElement:
    return select(func.count(func.distinct(_line.c.ticket_id))).where(_is_in_lines(dialect))


def _rows_in_lines(dialect: str) -> ClauseElement:
    return select(func.count()).select_from(_line).where(_is_in_lines(dialect))


def _is_in_lines(dialect: str) -> ColumnElement[bool]:
    return and_(
        keyed(_line, "hall_id", "day"),
        one_of(dialect, _line.c.target, "targets"),
        one_of(dialect, _line.c["class"], "classes"),
    )


def _over(dialect: str) -> ClauseElement:
    return (
        select(_ticket)
        .where(keyed(_ticket, "hall_id", "day"), one_of(dialect, _ticket.c.state, "states"), text(tables.IS_OVER))
        .order_by(_ticket.c.ended_ms.desc(), _ticket.c.sequence.desc())
        .limit(literal_column(str(_LIMIT)))
        .offset(_none)
    )


def _ended_after_call(dialect: str) -> ClauseElement:
    since: BindParameter[int] = bindparam("since_ms")
    return select(_ticket).where(
        keyed(_ticket, "hall_id", "day"),
        one_of(dialect, _ticket.c.state, "states"),
        text(tables.IS_OVER),
        _ticket.c.ended_ms >= since,  # said for the index: nobody ends before the call
        _ticket.c.called_ms >= since,
    )


_HEADS = Statement(_heads)
_PEOPLE_IN_LINES = Statement(_people_in_lines)
_ROWS_IN_LINES = Statement(_rows_in_lines)
_OVER = Statement(_over)
_ENDED_AFTER_CALL = Statement(_ended_after_call)
_WAITING_BY_TARGET = Statement(
    select(_line.c.target, func.count()).where(keyed(_line, "hall_id", "day")).group_by(_line.c.target)
)
_several = (
    select(_line.c.ticket_id)
    .where(keyed(_line, "hall_id", "day"))
    .group_by(_line.c.ticket_id)
    .having(func.count() > literal_column("1"))
)
_IN_SEVERAL = Statement(
    select(_line.c.ticket_id, _line.c.target).where(keyed(_line, "hall_id", "day"), _line.c.ticket_id.in_(_several))
)
_ANY_IN_SEVERAL = Statement(_several.limit(literal_column("1")).offset(_none))
_LEFT_OVER = Statement(
    select(_ticket).where(
        keyed(_ticket, "hall_id", "day"),
        _ticket.c.state == literal_column("'expired'"),
        text(tables.IS_OVER),
        _ticket.c.continued_as.is_(None),
    )
)
_ARRIVALS = Statement(
    select(_ticket.c.taken_ms, _ticket.c.taken_us).where(
        keyed(_ticket, "hall_id", "day"), _ticket.c.continues.is_(None)
    )
)
_WAITING = Statement(select(_ticket).where(keyed(_ticket, "hall_id", "day"), text(tables.IS_WAITING)))
_WAITING_BEFORE = Statement(
    select(_ticket).where(keyed(_ticket, "hall_id"), _ticket.c.day < bindparam("day"), text(tables.IS_WAITING))
)
_WAITING_AFTER = Statement(
    select(_ticket).where(keyed(_ticket, "hall_id"), _ticket.c.day > bindparam("day"), text(tables.IS_WAITING))
)
# At most one a window is in hand; a plain condition on the day would send SQLite through all days of the past instead.
_LIVING_IN_HAND = Statement(
    select(_ticket).where(
        keyed(_ticket, "hall_id"),
        or_(_ticket.c.day == bindparam("day"), _ticket.c.state == literal_column("'serving'")),
        text(tables.IS_IN_HAND),
    )
)
_CALLED_BEFORE = Statement(
    select(_ticket).where(
        keyed(_ticket, "hall_id"),
        (_ticket.c.day < bindparam("day")).is_(true()),
        _ticket.c.state == literal_column("'called'"),
        text(tables.IS_IN_HAND),
    )
)
_PARKED = Statement(select(_ticket).where(keyed(_ticket, "hall_id", "day"), text(tables.IS_PARKED)))
_PARKED_BEFORE = Statement(
    select(_ticket).where(keyed(_ticket, "hall_id"), _ticket.c.day < bindparam("day"), text(tables.IS_PARKED))
)


@dataclass(frozen=True, slots=True)
class LineRecords:
    """The port ``Lines``."""

    sql: Sql
    hall_id: HallId

    def heads(self, day: date, targets: Iterable[TargetId]) -> Sequence[Ticket]:
        asked = {"hall_id": self.hall_id, "day": day.isoformat(), "targets": list_of(targets), "classes": _CLASSES}
        heads = {row[1]: row for row in self.sql.rows(_HEADS, asked)}
        return [ticket_of(row) for row in heads.values()]

    def living(self, day: date) -> Sequence[Ticket]:
        return self._by_place(day, _WAITING, _LIVING_IN_HAND, _PARKED)

    def in_hand(self, day: date) -> Sequence[Ticket]:
        return self._by_place(day, _LIVING_IN_HAND)

    def parked(self, day: date) -> Sequence[Ticket]:
        return self._by_place(day, _PARKED)

    def waiting_by_target(self, day: date) -> dict[TargetId, int]:
        return dict(self.sql.rows(_WAITING_BY_TARGET, {"hall_id": self.hall_id, "day": day.isoformat()}))

    def ended_after_call(self, day: date, since_ms: int) -> Sequence[Ticket]:
        asked = {"hall_id": self.hall_id, "day": day.isoformat(), "states": _ENDED, "since_ms": since_ms}
        return [ticket_of(row) for row in self.sql.rows(_ENDED_AFTER_CALL, asked)]

    def in_several(self, day: date) -> Sequence[frozenset[TargetId]]:
        standing: dict[str, set[TargetId]] = {}
        for ticket_id, target in self.sql.rows(_IN_SEVERAL, {"hall_id": self.hall_id, "day": day.isoformat()}):
            standing.setdefault(ticket_id, set()).add(target)
        return [frozenset(targets) for targets in standing.values()]

    def in_lines(self, day: date, targets: Iterable[TargetId], classes: Iterable[LineClass]) -> int:
        # To tell people apart costs three times the counting, and hardly anybody stands in several lines.
        row = self.sql.row(
            _PEOPLE_IN_LINES if self._is_any_in_several(day) else _ROWS_IN_LINES,
            {
                "hall_id": self.hall_id,
                "day": day.isoformat(),
                "targets": list_of(targets),
                "classes": list_of(classes),
            },
        )
        return int(row[0]) if row else 0

    def of_day(self, day: date, states: Iterable[str]) -> Sequence[Ticket]:
        asked = {TicketState(state) for state in states}
        over = self.sql.rows(
            _OVER, {"hall_id": self.hall_id, "day": day.isoformat(), "states": list_of(asked - LIVING)}
        )
        found = [ticket_of(row) for row in over] if asked - LIVING else []
        if asked & LIVING:
            found += [ticket for ticket in self.living(day) if ticket.state in asked and ticket.day == day]
        return sorted(found, key=_latest_change, reverse=True)[:_LIMIT]

    def left_over(self, day: date) -> Sequence[Ticket]:
        return self._by_place(day, _LEFT_OVER)

    def arrivals(self, day: date) -> Sequence[Moment]:
        asked = {"hall_id": self.hall_id, "day": day.isoformat()}
        return [Moment(taken_ms, wall_of(taken_us)) for taken_ms, taken_us in self.sql.rows(_ARRIVALS, asked)]

    def to_come(self, day: date) -> Sequence[Ticket]:
        return self._by_place(day, _WAITING_AFTER)

    def stale(self, day: date) -> Sequence[Ticket]:
        return self._by_place(day, _WAITING_BEFORE, _CALLED_BEFORE, _PARKED_BEFORE)

    def _is_any_in_several(self, day: date) -> bool:
        def read() -> bool:
            return self.sql.row(_ANY_IN_SEVERAL, {"hall_id": self.hall_id, "day": day.isoformat()}) is not None

        return self.sql.kept(several_key(self.hall_id, day), read)

    def _by_place(self, day: date, *statements: Statement) -> list[Ticket]:
        asked = {"hall_id": self.hall_id, "day": day.isoformat()}
        found = [ticket_of(row) for statement in statements for row in self.sql.rows(statement, asked)]
        return sorted(found, key=lambda ticket: ticket.place)


def _latest_change(ticket: Ticket) -> tuple[int, int]:
    latest = ticket.ended or ticket.started or ticket.called or ticket.taken
    return latest.hall_ms, ticket.place.sequence
