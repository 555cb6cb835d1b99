"""Plays a plan's days in a hall of their own, as it is and with more windows, and tells the waits of both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from server.contract.terms import ServiceId
from server.domain.learning import GroupId
from server.simulate.founding import found
from server.simulate.plan import Plan
from server.simulate.playing import Play, wall_at
from server.simulate.stage import OwnStage, PlayedClock, SeededChance
from server.simulate.waits import SAFE, Waits, percentile, waits_of

FIRST_DAY = date(2026, 3, 2)
"""A Monday; that it is always the same one lets a seed always give the same days."""
_SATURDAY = 5
_BEFORE_ANYBODY_COMES = timedelta()

Staging = Callable[[PlayedClock, SeededChance], OwnStage]
"""How bootstrap makes a store of its own with the bus that works on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What days were like; ``refused``: who wanted a ticket and got none."""

    waits: Waits
    refused: int


class UnknownServices(Exception):
    """Nothing of that name is served; the message lists what is."""


def play_days(
    staging: Staging, plan: Plan, *, seed: int, days: int, each_day: Callable[[], object] = lambda: None
) -> Outcome:
    """Working days from a Monday on, in one hall; ``each_day`` is called after each."""
    dates = list(working_days(days))
    stage = staging(PlayedClock(wall_at(dates[0], _BEFORE_ANYBODY_COMES)), SeededChance(seed))
    try:
        play = Play(stage, plan, found(stage, plan), seed=seed)
        for number, day in enumerate(dates):
            play.day(day, number)
            each_day()
        play.end(dates[-1])
        waits = stage.store.read(stage.hall_id, lambda records: waits_of(records, dates))
    finally:
        stage.store.close()
    return Outcome(waits=_by_keys_of_the_plan(waits, play), refused=play.refused)


def working_days(count: int) -> Iterator[date]:
    """So many, from the first one on."""
    day = FIRST_DAY
    while count:
        if day.weekday() < _SATURDAY:
            count -= 1
            yield day
        day += timedelta(days=1)


def services_named(plan: Plan, name: str) -> tuple[ServiceId, ...]:
    """Those of a group or service whose name begins so, or contains it; refused with ``UnknownServices``."""
    wanted = name.casefold()
    groups = [ids for group_id, ids in plan.groups.items() if wanted in _group_words(plan, group_id)]
    if groups:
        return groups[0]
    found = [service.id for service in plan.services if wanted in service.name.casefold()]
    if not found:
        known = "; ".join(plan.group_names[group_id] for group_id in plan.groups)
        raise UnknownServices(f"«{name}»: ні служби, ні послуги / no such group or service; {known}")
    return tuple(found[:1])


def longest_waited_for(plan: Plan, waits: Waits) -> tuple[ServiceId, ...]:
    """The services of the group where waits are longest."""
    return max(plan.groups.values(), key=lambda ids: _safe(waits.of(ids)))


def _safe(waits: Waits) -> float:
    return percentile(waits.minutes(), SAFE) if waits.waits else 0.0


def _group_words(plan: Plan, group_id: GroupId) -> str:
    return f"{group_id} {plan.group_names[group_id]}".casefold()


def _by_keys_of_the_plan(waits: Waits, play: Play) -> Waits:
    keys = {played: key for key, played in play.hall.services.items()}
    return replace(waits, waits=tuple(replace(each, service_id=keys[each.service_id]) for each in waits.waits))
