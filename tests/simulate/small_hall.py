"""A small Center to play in: five windows, one a group, and a morning of people."""

from __future__ import annotations

from datetime import timedelta

from server.bootstrap import build_stage
from server.simulate.asking import FIRST_DAY, Outcome, play_days, working_days
from server.simulate.plan import Plan, plan_of
from server.simulate.playing import Play, wall_at
from server.simulate.profile import center
from server.simulate.stage import PlayedClock, SeededChance, Stage

SMALL = plan_of(center(3, people=120, windows_count=5))


def new_stage(seed: int = 1) -> Stage:
    """A store in memory, early on the first day."""
    return build_stage(PlayedClock(wall_at(FIRST_DAY, timedelta())), SeededChance(seed))


def played(plan: Plan = SMALL, *, seed: int = 1, days: int = 1) -> Outcome:
    return play_days(build_stage, plan, seed=seed, days=days)


def play_of(plan: Plan = SMALL, *, seed: int = 1, days: int = 1) -> Play:
    """A play that is over, with its store still open."""
    play = Play(new_stage(seed), plan, seed=seed)
    for number, day in enumerate(working_days(days)):
        play.day(day, number)
    play.end(day)
    return play
