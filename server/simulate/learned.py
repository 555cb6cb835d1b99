"""A plan learned from a hall's own records: who came when, how long visits were, and who sat where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from server.contract.terms import PersonId, PriorityClass, ServiceId, TicketId, WindowId
from server.domain.forecast import Pause
from server.domain.held import visits_of
from server.domain.interval import Interval, IntervalKind
from server.domain.learning import GroupId, Usual, learn, share_of
from server.domain.moment import Moment
from server.simulate.plan import Plan, PlayedService, PlayedWindow, Rota, Sitting
from server.usecases.ports import Records

LEARNED_DAYS = 28
_ALL_KINDS = tuple(IntervalKind)
_AT_WORK = frozenset({IntervalKind.AT_WINDOW, IntervalKind.BREAK, IntervalKind.BACK_OFFICE})
_USUALLY_MISSED = 0.05
_DECLARED = {PriorityClass.LAWFUL: PriorityClass.LAWFUL, PriorityClass.LOCAL: PriorityClass.LOCAL}
"""Classes that one can have without an appointment; everybody else comes as an ordinary citizen."""
_MILLISECOND = timedelta(milliseconds=1)


def learned_plan(records: Records, today: date, *, days: int = LEARNED_DAYS) -> Plan | None:
    """From the days before ``today``; None when the hall has no such day."""
    hall = records.halls.get()
    kept = records.intervals.of_days(today - timedelta(days=days), today - timedelta(days=1), _ALL_KINDS)
    first_waits = _first_waits(kept)
    if hall is None or not first_waits:
        return None
    services = records.catalogue.services()
    usual = {each.id: Usual(GroupId(each.sphere_id), each.minutes) for each in services}
    visits, missed = visits_of(kept)
    came = {each.day for each in first_waits}
    return Plan(
        services=tuple(
            PlayedService(id=each.id, name=each.name["uk"], group_id=GroupId(each.sphere_id), minutes=each.minutes)
            for each in services
        ),
        windows=tuple(
            PlayedWindow(id=each.id, name=each.name, service_ids=each.service_ids, helper_ids=each.helper_ids)
            for each in records.windows.all()
        ),
        rotas=tuple(_rota(day, kept, first_waits, hall.zone) for day in sorted(came)),
        demand=_demand(first_waits, frozenset(usual), hall.zone),
        visits=learn(usual, visits, today),
        people=round(len(first_waits) / len(came)),
        group_names={GroupId(each.id): each.name["uk"] for each in records.catalogue.spheres()},
        priorities=_priorities(records, first_waits),
        missed_share=share_of(len(missed), len(missed) + len(visits), usual=_USUALLY_MISSED),
    )


def _first_waits(kept: Iterable[Interval]) -> list[Interval]:
    """One of each ticket: when its citizen came."""
    first: dict[TicketId, Interval] = {}
    for each in kept:
        if each.kind is IntervalKind.WAITING and each.ticket_id is not None:
            former = first.get(each.ticket_id)
            if former is None or each.began.hall_ms < former.began.hall_ms:
                first[each.ticket_id] = each
    return list(first.values())


def _demand(
    waits: Iterable[Interval], offered: frozenset[ServiceId], zone: ZoneInfo
) -> dict[tuple[ServiceId, int], float]:
    counts: Counter[tuple[ServiceId, int]] = Counter()
    for each in waits:
        if each.service_id in offered:
            counts[each.service_id, each.began.wall.astimezone(zone).hour] += 1
    return {cell: float(count) for cell, count in sorted(counts.items())}


def _priorities(records: Records, waits: Sequence[Interval]) -> Mapping[PriorityClass, float]:
    counts: Counter[PriorityClass] = Counter()
    for each in waits:
        ticket = None if each.ticket_id is None else records.tickets.get(each.ticket_id)
        priority = PriorityClass.ORDINARY if ticket is None else ticket.priority
        counts[_DECLARED.get(priority, PriorityClass.ORDINARY)] += 1
    return {each: counts[each] / len(waits) for each in (*_DECLARED, PriorityClass.ORDINARY)}


def _rota(day: date, kept: Iterable[Interval], waits: Iterable[Interval], zone: ZoneInfo) -> Rota:
    """Who sat where; whoever was still there after the last citizen had come would have stayed for all of them."""
    last_came_ms = max(_clock_ms(each.began, zone) for each in waits if each.day == day)
    stretches: defaultdict[tuple[WindowId, PersonId], list[Interval]] = defaultdict(list)
    for each in kept:
        if each.kind in _AT_WORK and each.day == day and each.window_id is not None and each.person_id is not None:
            stretches[each.window_id, each.person_id].append(each)
    return tuple(
        Sitting(
            window_id=window_id,
            person_id=person_id,
            from_ms=_clock_ms(run[0].began, zone),
            until_ms=_clock_ms(run[-1].ended, zone),
            pauses=tuple(
                Pause(_clock_ms(each.began, zone), each.ended.hall_ms - each.began.hall_ms)
                for each in run
                if each.kind is not IntervalKind.AT_WINDOW
            ),
            is_last=_clock_ms(run[-1].ended, zone) >= last_came_ms,
        )
        for (window_id, person_id), of_person in stretches.items()
        for run in _runs(of_person)
    )


def _runs(stretches: Iterable[Interval]) -> list[list[Interval]]:
    """Stretches that follow each other without a gap are one sitting."""
    runs: list[list[Interval]] = []
    for each in sorted(stretches, key=lambda stretch: stretch.began.hall_ms):
        if runs and runs[-1][-1].ended.hall_ms == each.began.hall_ms:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _clock_ms(moment: Moment, zone: ZoneInfo) -> int:
    """What the clock on the wall showed, after midnight."""
    local = moment.wall.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (local - midnight) // _MILLISECOND
