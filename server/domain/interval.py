"""Stretches of time that are over: what every report of waiting and work stands on. In hall time, so without alerts."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from server.contract.terms import PersonId, ServiceId, TicketId, TicketState, WindowId, Work
from server.domain.calendar import instant_of
from server.domain.hall import Hall, Window
from server.domain.moment import Moment
from server.domain.ticket import LIVING, Ticket


class IntervalKind(StrEnum):
    """What went on."""

    WAITING = TicketState.WAITING.value
    CALLED = TicketState.CALLED.value
    SERVING = TicketState.SERVING.value
    PARKED = TicketState.PARKED.value
    AT_WINDOW = Work.AT_WINDOW.value
    """Somebody was there to call, whether or not anybody was in hand."""
    BREAK = Work.BREAK.value
    BACK_OFFICE = Work.BACK_OFFICE.value


class Outcome(StrEnum):
    """How a stretch of a visit ended: where its ticket went."""

    WAITING = TicketState.WAITING.value
    """Back in line: from being set aside, without its place out of turn, before an alert; or for another service."""
    CALLED = TicketState.CALLED.value
    """Its turn had come; after a call: somebody else sat down at that window."""
    SERVING = TicketState.SERVING.value
    """The citizen had come; after serving: somebody else went on with the visit."""
    PARKED = TicketState.PARKED.value
    TRANSFERRED = "transferred"
    """Sent on from a window, to another service, window or person."""
    DONE = TicketState.DONE.value
    """The service was given, whether or not the visit goes on to another one."""
    MISSED = TicketState.MISSED.value
    CANCELLED = TicketState.CANCELLED.value
    EXPIRED = TicketState.EXPIRED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Of a ticket, or of a person at a window (``ticket_id`` None)."""

    kind: IntervalKind
    day: date
    began: Moment
    ended: Moment
    ticket_id: TicketId | None = None
    service_id: ServiceId | None = None
    window_id: WindowId | None = None
    person_id: PersonId | None = None
    outcome: Outcome | None = None
    """None: of a person, or written before outcomes were."""


def of_ticket(before: Ticket, after: Ticket, now: Moment, outcome: Outcome | None = None) -> Interval | None:
    """What a ticket's step ended, in no time perhaps; None when it was not living before, or goes on as it was.

    ``outcome``: where the new state alone does not tell how it ended.
    """
    is_going_on = (after.state, after.since, after.person_id) == (before.state, before.since, before.person_id)
    if is_going_on or before.state not in LIVING:
        return None
    return Interval(
        kind=IntervalKind(before.state.value),
        day=before.day,
        began=min(before.began, now, key=_hall_time),  # its day may have begun in a suspension
        ended=now,
        ticket_id=before.id,
        service_id=before.service_id,
        window_id=before.window_id,
        person_id=before.person_id,
        outcome=outcome or Outcome(after.state.value),
    )


def of_work(before: Window, hall: Hall, now: Moment, last: Moment) -> Interval | None:
    """What the person at a window did until now; None when nobody was there.

    Whoever went home without a word worked until the ``last`` that happened in the hall, and not over midnight.
    """
    since = before.work_since
    if before.person_id is None or since is None:
        return None
    day = hall.day_of(since)
    return Interval(
        kind=IntervalKind(before.work.value),
        day=day,
        began=since,
        ended=now if day >= hall.day_of(now) else max(since, _by_midnight(last, day, hall), key=_hall_time),
        window_id=before.id,
        person_id=before.person_id,
    )


def _by_midnight(at: Moment, day: date, hall: Hall) -> Moment:
    """That moment, or the end of the day if it is later."""
    midnight = instant_of(day + timedelta(days=1), 0, hall.zone)
    late = max(timedelta(), at.wall - midnight)
    return Moment(at.hall_ms - late // timedelta(milliseconds=1), at.wall - late)


def _hall_time(moment: Moment) -> int:
    return moment.hall_ms
