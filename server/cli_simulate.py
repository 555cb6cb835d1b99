"""``cherha simulate``: what a hall's days would be like, and what one more window would change."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.domain.calendar import minutes_of
from server.domain.errors import Refusal
from server.settings import Settings
from server.simulate.profile import GROUP_NAMES, MINUTE_MS

if TYPE_CHECKING:
    from server.simulate.plan import Plan
    from server.simulate.telling import Told

_PEOPLE = 800
_LONG_DAYS = 2
"""From so many days on, a bar shows how far the play is."""


def _clock(context: click.Context, parameter: click.Parameter, said: str) -> int:
    """A time of the day such as 10 or 10:30, as minutes after midnight."""
    try:
        return minutes_of(said if ":" in said else f"{said}:00")
    except Refusal as error:
        raise click.BadParameter(f"«{said}»: час як 10 або 10:30 / a time such as 10 or 10:30") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The options."""

    days: int
    people: int | None
    windows: int | None
    seed: int
    from_journal: bool
    hall_name: str
    more_windows: int | None
    begins: int
    ends: int
    serving: str
    plot: Path | None
    is_json: bool


@click.command()
@click.option("--days", type=click.IntRange(1, 250), default=1, show_default=True, help="Working days; 22 are a month.")
@click.option("--visitors", "people", type=click.IntRange(1, 20_000), help="So many people come a day.")
@click.option("--windows", type=click.IntRange(len(GROUP_NAMES), 200), help="Of the generated Center; 23, if not said.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same days.")
@click.option("--from-journal", is_flag=True, help="Learn from the last four weeks that the hall itself has kept.")
@click.option("--hall", "hall_name", default="", help="Hall to learn from, by id or name; needed among several.")
@click.option("--more-windows", type=click.IntRange(1, 50), help="What if so many more windows were staffed?")
@click.option("--from", "begins", callback=_clock, default="10", show_default=True, help="Staffed from then on.")
@click.option("--to", "ends", callback=_clock, default="12", show_default=True, help="Staffed until then.")
@click.option("--serving", default="", help="Group or service that they serve; else the group that waits longest.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Draw it: a .png, .svg or .pdf file.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object instead of tables.")
@click.pass_obj
def simulate(settings: Settings, /, **options: Any) -> None:
    """Play days of a hall by the real rules, in seconds, and say how long people wait.

    What is played is a hall of its own in memory: nothing of the real one changes. With --more-windows: what if one
    more window were staffed from 10 to 12?
    """
    from server.simulate.plot import CannotPlot, check, draw
    from server.simulate.telling import figures_of, lines_of

    asked = _Asked(**options)
    if asked.ends <= asked.begins:
        raise click.UsageError("--to має бути пізніше за --from / --to must be later than --from")
    if asked.from_journal and asked.windows is not None:
        raise click.UsageError("--windows: вікна вже відомі з журналу / the journal knows the windows already")
    try:
        if asked.plot is not None:
            check()
        told = _played(_plan(settings, asked), asked)
        if asked.plot is not None:
            draw(told, asked.plot)
    except CannotPlot as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(figures_of(told), ensure_ascii=False) if asked.is_json else "\n".join(lines_of(told)))


def _plan(settings: Settings, asked: _Asked) -> "Plan":
    from dataclasses import replace

    from server.simulate.plan import plan_of
    from server.simulate.profile import center

    if not asked.from_journal:
        return plan_of(center(asked.seed, people=asked.people or _PEOPLE, windows_count=asked.windows))
    from server.by_hand import HallUnclear, plan_of_hall

    try:
        plan = plan_of_hall(settings, asked.hall_name)
    except HallUnclear as error:
        raise click.ClickException(str(error)) from error
    if plan is None:
        raise click.ClickException("зал ще не має днів, з яких можна вчитися / the hall has no days to learn from yet")
    return plan if asked.people is None else replace(plan, people=asked.people)


def _played(plan: "Plan", asked: _Asked) -> "Told":
    from server.bootstrap import build_stage
    from server.simulate.asking import UnknownServices, longest_waited_for, play_days, services_named
    from server.simulate.plan import MoreWindows, with_more
    from server.simulate.telling import Told

    try:
        service_ids = services_named(plan, asked.serving) if asked.serving else ()
    except UnknownServices as error:
        raise click.ClickException(str(error)) from error
    with _bar(asked.days * (1 if asked.more_windows is None else 2), is_quiet=asked.is_json) as go_on:
        plain = play_days(build_stage, plan, seed=asked.seed, days=asked.days, each_day=go_on)
        if asked.more_windows is None:
            return Told(plan=plan, seed=asked.seed, plain=plain)
        more = MoreWindows(
            count=asked.more_windows,
            from_ms=asked.begins * MINUTE_MS,
            until_ms=asked.ends * MINUTE_MS,
            service_ids=service_ids or longest_waited_for(plan, plain.waits),
        )
        changed = play_days(build_stage, with_more(plan, more), seed=asked.seed, days=asked.days, each_day=go_on)
    return Told(plan=plan, seed=asked.seed, plain=plain, more=more, changed=changed)


@contextmanager
def _bar(days: int, *, is_quiet: bool) -> Iterator[Callable[[], None]]:
    """How far a long play is, on standard error and only where somebody looks on."""
    if is_quiet or days < _LONG_DAYS or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=days, label="дні / days", show_pos=True, file=sys.stderr) as bar:
        yield lambda: bar.update(1)
