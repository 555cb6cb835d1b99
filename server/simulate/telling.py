"""What days were like, as a table for people and as JSON for programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.calendar import clock_of
from server.simulate.asking import Outcome
from server.simulate.plan import MoreWindows, Plan
from server.simulate.profile import MINUTE_MS
from server.simulate.waits import LIKELY, SAFE, Waits, percentile


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The days of a plan and, if that was asked, the same days with more windows."""

    plan: Plan
    seed: int
    plain: Outcome
    more: MoreWindows | None = None
    changed: Outcome | None = None

    @property
    def without(self) -> Waits:
        """Of those whom the question concerns: everybody, if none was asked."""
        return self.plain.waits if self.more is None else self.plain.waits.of(self.more.service_ids)

    @property
    def with_more(self) -> Waits | None:
        """Of the same people, with more windows."""
        if self.more is None or self.changed is None:
            return None
        return self.changed.waits.of(self.more.service_ids)


def lines_of(told: Told) -> list[str]:
    """Tables with what they are of, in both languages."""
    plan, days = told.plan, told.plain.waits.days
    uk = f"Людей на день: {plan.people} · вікон: {len(plan.windows)} · днів: {days} · зерно: {told.seed}"
    en = f"People a day: {plan.people} · windows: {len(plan.windows)} · days: {days} · seed: {told.seed}"
    lines = [uk, en, ""]
    if told.more is not None:
        lines += [*_question(told.more, plan), ""]
    lines += _table("Година / Hour", _hours(told.without), _hours(told.with_more), days)
    if told.more is None:
        lines += ["", *_table("Служба / Group", _groups(plan, told.plain.waits), {}, days)]
    lines += ["", "Очікування в хвилинах: не довше чекала половина (p50) і четверо з п’ятьох (p80)."]
    lines += ["Waits in minutes: half of the people (p50) and four of five (p80) waited no longer."]
    for outcome in (told.plain, told.changed):
        lines += _left_out(outcome)
    return lines


def figures_of(told: Told) -> dict[str, Any]:
    """The same for programs: minutes, by hour of the clock and by group."""
    plan = told.plan
    figures: dict[str, Any] = {
        "seed": told.seed,
        "days": told.plain.waits.days,
        "people_a_day": plan.people,
        "windows": len(plan.windows),
        "unserved": told.plain.waits.unserved,
        "refused": told.plain.refused,
        "day": _figures(told.plain.waits.minutes()),
        "hours": {hour: _figures(minutes) for hour, minutes in told.plain.waits.by_hour().items()},
        "groups": {
            group_id: _figures(told.plain.waits.of(service_ids).minutes())
            for group_id, service_ids in plan.groups.items()
        },
    }
    if told.more is not None and told.changed is not None and told.with_more is not None:
        figures["more_windows"] = {
            "count": told.more.count,
            "from": clock_of(told.more.from_ms // MINUTE_MS),
            "to": clock_of(told.more.until_ms // MINUTE_MS),
            "services": [each.name for each in plan.services if each.id in told.more.service_ids],
            "without": _pair(told.without),
            "with": _pair(told.with_more),
            "day": _figures(told.changed.waits.minutes()),
        }
    return figures


def names_of(plan: Plan, more: MoreWindows) -> str:
    """The group that a question is about, or its services."""
    for group_id, service_ids in plan.groups.items():
        if service_ids == more.service_ids:
            return plan.group_names[group_id]
    return ", ".join(each.name for each in plan.services if each.id in more.service_ids)


def _question(more: MoreWindows, plan: Plan) -> list[str]:
    begins, ends = (clock_of(ms // MINUTE_MS) for ms in (more.from_ms, more.until_ms))
    return [
        f"Додаткових вікон: {more.count}, з {begins} до {ends}; служба: {names_of(plan, more)}",
        f"More windows: {more.count}, from {begins} to {ends}, for the services above; the people are the same.",
    ]


def _hours(waits: Waits | None) -> dict[str, list[float]]:
    if waits is None:
        return {}
    hours = {f"{hour:02d}–{hour + 1:02d}": minutes for hour, minutes in waits.by_hour().items()}
    return hours | {"день / day": waits.minutes()}


def _groups(plan: Plan, waits: Waits) -> dict[str, list[float]]:
    return {plan.group_names[group_id]: waits.of(ids).minutes() for group_id, ids in plan.groups.items()}


def _table(first: str, without: Mapping[str, list[float]], more: Mapping[str, list[float]], days: int) -> list[str]:
    head = [first, "людей / people", "p50", "p80"] + ["+ p50", "+ p80"] * bool(more)
    rows = [
        [name, f"{len(minutes) / days:.0f}", *_shown(minutes), *(_shown(more.get(name, [])) if more else ())]
        for name, minutes in without.items()
    ]
    return list(_aligned([head, *rows]))


def _shown(minutes: Sequence[float]) -> tuple[str, str]:
    if not minutes:
        return "—", "—"
    return f"{percentile(minutes, LIKELY):.1f}", f"{percentile(minutes, SAFE):.1f}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells])


def _left_out(outcome: Outcome | None) -> list[str]:
    if outcome is None or not (outcome.waits.unserved or outcome.refused):
        return []
    return [
        f"Не дочекалися: {outcome.waits.unserved}, талона не отримали: {outcome.refused} / "
        f"never called: {outcome.waits.unserved}, got no ticket: {outcome.refused}"
    ]


def _pair(waits: Waits) -> dict[str, Any]:
    return {
        "day": _figures(waits.minutes()),
        "hours": {hour: _figures(minutes) for hour, minutes in waits.by_hour().items()},
    }


def _figures(minutes: Sequence[float]) -> dict[str, float | None]:
    likely, safe = (round(percentile(minutes, each), 2) if minutes else None for each in (LIKELY, SAFE))
    return {"people": len(minutes), "p50": likely, "p80": safe}
