"""The hall as it stands, as far as waits depend on it: from one look at its records and what its days have taught."""

from collections.abc import Iterator, Mapping

from server.contract.terms import Intake, PersonId, ServiceId, Work
from server.domain.calendar import instant_of
from server.domain.forecast import HallNow, Inflow, InHand, Newcomer, OpenWindow, Waiting
from server.domain.hall import Window
from server.domain.place import LineClass, at_service
from server.domain.policy import rate_of
from server.forecast.knowledge import Knowledge
from server.usecases.views import HallView

_ALWAYS_ASKED = (LineClass.ORDINARY, LineClass.LAWFUL)
_MINUTE_MS = 60_000
_HOUR_MS = 60 * _MINUTE_MS
_PAST_CLOSING_MS = 4 * _HOUR_MS
"""So far past closing is looked: a line that the day is too short for must show as a long wait, not as an unknown one,
for intake ends by it."""
_SHORTEST_BREAK_MS = _MINUTE_MS
_LATE_MS = 30 * _MINUTE_MS
"""People sign in some minutes after opening; who has not by then does not sit there today."""
_NOBODY = PersonId("")
_NOBODY_COMES = frozenset(
    {Intake.OVER, Intake.CLOSED_TODAY, Intake.STOPPED, Intake.LIMIT_REACHED, Intake.NOBODY_SERVES}
)
"""Intake that does not begin again today."""

Asked = Mapping[LineClass, Mapping[ServiceId, Newcomer]]


def asked_of(view: HallView, known: Knowledge) -> Asked:
    """Everybody who might come now; of local categories only where any have been seen."""
    points = view.hall.settings.local_points
    local = rate_of(LineClass.LOCAL, local_points=points)
    has_local = any(rate == local for _, rate, _ in known.flow)
    return {
        line_class: {
            service.id: Newcomer(
                targets=frozenset({at_service(service.id)}), rate=rate_of(line_class, local_points=points)
            )
            for service in view.services
        }
        for line_class in (*_ALWAYS_ASKED, *((LineClass.LOCAL,) if has_local else ()))
    }


def hall_now(view: HallView, known: Knowledge, asked: Asked) -> HallNow:
    """Who waits, who serves, who may come; windows that nobody is at are counted before opening and a little after."""
    settings = view.hall.settings
    return HallNow(
        now_ms=view.now.hall_ms,
        windows=tuple(_windows(view, known)),
        waiting=tuple(_waiting(view)),
        newcomers=tuple(dict.fromkeys(each for by_service in asked.values() for each in by_service.values())),
        inflow=tuple(_inflow(view, known, asked)),
        visits=known.visits,
        missed_share=known.missed_share,
        missed_ms=known.missed_ms,
        guard=settings.guard,
        horizon_ms=max(0, _until_closing_ms(view)) + _PAST_CLOSING_MS,
    )


def _waiting(view: HallView) -> Iterator[Waiting]:
    points = view.hall.settings.local_points
    for ticket in view.waiting:
        standing = ticket.standing
        yield Waiting(
            id=ticket.id,
            service_id=ticket.service_id,
            targets=frozenset(ticket.stands_at),
            rate=rate_of(standing.line_class, local_points=points),
            place=standing.place,
        )


def _windows(view: HallView, known: Knowledge) -> Iterator[OpenWindow]:
    now_ms, opening_ms, late_ms = view.now.hall_ms, _until_opening_ms(view), _late_ms(view)
    here = {window.person_id for window in view.windows}
    for window in view.windows:
        person_id = known.people.get(window.id, _NOBODY)
        is_usual = window.id in known.people and person_id not in here
        if window.person_id is not None:
            opens_ms = _calls_from_ms(window, now_ms)
            if opens_ms is not None:
                yield _open(view, window, window.person_id, opens_ms)
        elif opening_ms is not None and (is_usual or not known.people):
            yield _open(view, window, person_id, now_ms + opening_ms)
        elif late_ms is not None and is_usual:
            yield _open(view, window, person_id, now_ms + max(_SHORTEST_BREAK_MS, late_ms))


def _open(view: HallView, window: Window, person_id: PersonId, opens_ms: int) -> OpenWindow:
    ticket = view.in_hand.get(window.id)
    called = ticket and (ticket.first_called or ticket.called)
    return OpenWindow(
        id=window.id,
        person_id=person_id,
        levels=window.levels,
        in_hand=InHand(ticket.service_id, called.hall_ms) if ticket and called else None,
        opens_ms=opens_ms,
        guarded_in_a_row=window.guarded_in_a_row,
    )


def _calls_from_ms(window: Window, now_ms: int) -> int | None:
    """None: somebody is there, but nobody knows when they call again. A break that overruns does so once more."""
    if window.work is Work.AT_WINDOW:
        return now_ms
    if window.work is Work.BACK_OFFICE or window.work_until_ms is None:
        return None
    return max(window.work_until_ms, now_ms + max(_SHORTEST_BREAK_MS, now_ms - window.work_until_ms))


def _inflow(view: HallView, known: Knowledge, asked: Asked) -> Iterator[Inflow]:
    """Expected in the hour from now, part of which is the next of the clock."""
    local = view.now.wall.astimezone(view.hall.zone)
    past = local.minute / 60
    closed = {each.id for each in view.services if view.intake_of(each, None) in _NOBODY_COMES}
    for by_service in asked.values():
        for service_id, newcomer in by_service.items():
            this, following = (known.flow.get((service_id, newcomer.rate, local.hour + later), 0.0) for later in (0, 1))
            if (this or following) and service_id not in closed:
                yield Inflow(
                    service_id=service_id,
                    targets=newcomer.targets,
                    rate=newcomer.rate,
                    per_hour=(1 - past) * this + past * following,
                )


def _until_opening_ms(view: HallView) -> int | None:
    """None: it is open, or does not open any more today."""
    if _open_for_ms(view) is not None:
        return None
    return min((opens for span in view.today.spans if (opens := _until_ms(view, span.opens)) > 0), default=None)


def _late_ms(view: HallView) -> int | None:
    """How late those are who have not come yet, and are expected to be as late again; None: nobody is expected."""
    open_for_ms = _open_for_ms(view)
    return None if open_for_ms is None or open_for_ms > _LATE_MS else open_for_ms


def _open_for_ms(view: HallView) -> int | None:
    """Since when it has been open; None: it is closed."""
    spans = [(_until_ms(view, span.opens), _until_ms(view, span.closes)) for span in view.today.spans]
    return next((-opens for opens, closes in spans if opens <= 0 < closes), None)


def _until_closing_ms(view: HallView) -> int:
    return max((_until_ms(view, span.closes) for span in view.today.spans), default=0)


def _until_ms(view: HallView, minutes: int) -> int:
    """From now to a time of today, below zero when it is over."""
    left = instant_of(view.day, minutes, view.hall.zone) - view.now.wall
    return round(left.total_seconds() * 1000)
