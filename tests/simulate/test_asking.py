"""What if one more window? The same people wait less, and the same seed gives the same answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.contract.terms import PriorityClass
from server.simulate.asking import UnknownServices, longest_waited_for, services_named, working_days
from server.simulate.plan import MoreWindows, with_more
from server.simulate.profile import HOUR_MS
from server.simulate.telling import Told, figures_of, lines_of
from server.simulate.waits import SAFE, Waits, percentile
from tests.simulate.small_hall import SMALL, played

PASSPORTS = services_named(SMALL, "passports")
MORE = MoreWindows(count=1, from_ms=8 * HOUR_MS, until_ms=12 * HOUR_MS, service_ids=PASSPORTS)


def test_the_same_seed_is_the_same_day_and_another_is_not() -> None:
    assert played(seed=5) == played(seed=5)
    assert played(seed=5) != played(seed=6)


def test_with_one_more_window_people_of_its_services_wait_less() -> None:
    before, after = played(), played(with_more(SMALL, MORE))

    assert safe(after.waits.of(PASSPORTS)) < safe(before.waits.of(PASSPORTS)) / 1.5
    assert len(after.waits.waits) == len(before.waits.waits) == SMALL.people


def test_people_of_other_services_wait_as_before() -> None:
    before, after = played(), played(with_more(SMALL, MORE))

    others = [each.id for each in SMALL.services if each.id not in PASSPORTS]
    assert sorted(after.waits.of(others).minutes()) == sorted(before.waits.of(others).minutes())


def test_without_a_word_the_group_is_asked_about_that_waits_longest() -> None:
    waits = played().waits

    longest = longest_waited_for(SMALL, waits)

    assert safe(waits.of(longest)) == max(safe(waits.of(ids)) for ids in SMALL.groups.values())


@pytest.mark.parametrize("name", ["passports", "Паспорти", "паспорт"])
def test_a_group_is_found_by_either_name(name: str) -> None:
    assert services_named(SMALL, name) == PASSPORTS


def test_a_service_is_found_by_its_name_and_an_unknown_one_is_refused_with_those_there_are() -> None:
    assert services_named(SMALL, "ID-card") == (PASSPORTS[0],)
    with pytest.raises(UnknownServices, match="паспорти / passports"):
        services_named(SMALL, "fishing")


def test_saturdays_and_sundays_are_left_out() -> None:
    assert {day.weekday() for day in working_days(22)} == {0, 1, 2, 3, 4}
    assert len(set(working_days(22))) == 22


def test_whoever_gets_no_ticket_is_counted() -> None:
    nobody_there = replace(SMALL, windows=tuple(replace(each, service_ids=()) for each in SMALL.windows))

    outcome = played(nobody_there)

    assert outcome.refused == SMALL.people
    assert "талона не отримали: 120" in "\n".join(lines_of(Told(plan=nobody_there, seed=1, plain=outcome)))


@pytest.mark.parametrize("priority", [PriorityClass.LAWFUL, PriorityClass.LOCAL])
def test_people_of_each_class_get_their_tickets(priority: PriorityClass) -> None:
    outcome = played(replace(SMALL, priorities={priority: 1.0}))

    assert (len(outcome.waits.waits), outcome.refused) == (SMALL.people, 0)


def test_the_table_and_the_figures_say_the_same() -> None:
    told = Told(plan=SMALL, seed=1, plain=played(), more=MORE, changed=played(with_more(SMALL, MORE)))

    figures = figures_of(told)["more_windows"]
    (day,) = [line.split() for line in lines_of(told) if line.startswith("день / day")]

    said = [figures[side]["day"][key] for side in ("without", "with") for key in ("p50", "p80")]
    assert [float(cell) for cell in day[4:]] == [pytest.approx(figure, abs=0.051) for figure in said]
    assert (figures["from"], figures["to"]) == ("08:00", "12:00")


def safe(waits: Waits) -> float:
    return percentile(waits.minutes(), SAFE)
