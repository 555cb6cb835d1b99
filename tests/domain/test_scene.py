"""A hall laid out for playing forward: drawn by hand, member by member."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from server.contract.terms import PersonId, ServiceId, TicketId, WindowId
from server.domain.forecast import HallNow, Inflow, InHand, Newcomer, OpenWindow, Pause, VisitTime, Waiting
from server.domain.place import Place, TargetId
from server.domain.policy import BOOKED, LAWFUL, LOCAL, ORDINARY, Level, PriorityRate
from server.domain.scene import NOBODY, RESERVE, Line, Probe, Scene, SceneWindow, scenes_of

NOW_MS = 1_000
A, B, C = (TargetId(name) for name in "abc")
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class TimesByName:
    """A mean that tells the service and the person whom it was asked for."""

    def of(self, service_id: ServiceId, person_id: PersonId) -> VisitTime:
        return VisitTime(100.0 * (1 + "abc".index(service_id)) + int(person_id), 0.5)


def window(number: int, *targets: TargetId, level: Level = Level.MAIN) -> OpenWindow:
    return OpenWindow(
        id=WindowId(str(number)), person_id=PersonId(str(number)), levels=dict.fromkeys(targets, level), opens_ms=0
    )


def waiting(number: int, *targets: TargetId, arrived_ms: int, rate: PriorityRate = ORDINARY) -> Waiting:
    return Waiting(
        id=TicketId(f"t{number}"),
        service_id=ServiceId(targets[0]),
        targets=frozenset(targets),
        rate=rate,
        place=Place(arrived_ms, number),
    )


def coming(target: TargetId, per_hour: float, rate: PriorityRate = ORDINARY) -> Inflow:
    return Inflow(service_id=ServiceId(target), targets=frozenset({target}), rate=rate, per_hour=per_hour)


HALL = HallNow(
    now_ms=NOW_MS,
    windows=[],
    waiting=[],
    newcomers=[],
    inflow=[],
    visits=TimesByName(),
    missed_share=0.25,
    missed_ms=77,
    guard=3,
    horizon_ms=9_999,
)


def only(hall: HallNow) -> Scene:
    (scene,) = scenes_of(hall)
    return scene


def test_a_small_hall_is_laid_out_as_drawn() -> None:
    hall = replace(
        HALL,
        windows=[window(1, A), window(2, A, B)],
        waiting=[
            waiting(7, A, arrived_ms=400),
            waiting(5, B, arrived_ms=200),
            waiting(6, A, arrived_ms=300),
            waiting(9, A, arrived_ms=600, rate=LAWFUL),
        ],
    )

    scene = only(hall)

    assert scene.tickets == ("t7", "t5", "t6", "t9")
    # In each line those who came earlier come first, whatever the order in which they were told of.
    assert scene.lines == (
        Line(ORDINARY, (0, 4), 1),
        Line(ORDINARY, (4, 4), 2),
        Line(LAWFUL, (4, 4), 3),
    )
    assert [slot.following for slot in scene.slots] == [NOBODY, NOBODY, 0, NOBODY]
    assert [slot.line for slot in scene.slots] == [1, 0, 1, 2]
    # Places count from now; of their sequences only the order matters.
    assert [slot.place for slot in scene.slots] == [Place(-600, 2), Place(-800, 0), Place(-700, 1), Place(-400, 3)]
    # Window 1 does not serve the second one: nobody looks at what stands there.
    assert [[visit.mean_ms for visit in slot.visits] for slot in scene.slots] == [
        [101.0, 102.0],
        [202.0, 202.0],
        [101.0, 102.0],
        [101.0, 102.0],
    ]
    assert (scene.guard, scene.missed_ms, scene.missed_share, scene.horizon_ms) == (3, 77, 0.25, 9_999)


def test_windows_are_told_from_now_with_the_visit_in_hand() -> None:
    busy = replace(window(1, A), in_hand=InHand(ServiceId("b"), 900), guarded_in_a_row=2)
    later = replace(window(2, A), opens_ms=NOW_MS + 50, pauses=[Pause(NOW_MS + 60, 5)])

    assert only(replace(HALL, windows=[busy, later])).windows == (
        SceneWindow(0, VisitTime(201.0, 0.5), 100, (), 2),
        SceneWindow(50, None, 0, (Pause(60, 5),), 0),
    )


def test_parts_that_share_no_window_are_scenes_of_their_own() -> None:
    hall = replace(
        HALL,
        windows=[window(1, A), window(2, B)],
        waiting=[waiting(1, A, arrived_ms=1), waiting(2, B, arrived_ms=2), waiting(3, C, arrived_ms=3)],
        newcomers=[Newcomer(targets=frozenset({A}), rate=ORDINARY), Newcomer(targets=frozenset({C}), rate=ORDINARY)],
        inflow=[coming(A, 60.0, LAWFUL), coming(B, 30.0, LAWFUL)],
    )

    first, second = scenes_of(hall)

    assert (first.tickets, second.tickets) == (("t1",), ("t2",))
    assert (first.newcomers, second.newcomers) == (((hall.newcomers[0],),), ())
    assert [line.gap_ms for line in first.lines if line.gap_ms] == [HOUR_MS / 60]
    assert [line.gap_ms for line in second.lines if line.gap_ms] == [HOUR_MS / 30]
    assert [len(each.windows) for each in (first, second)] == [1, 1]


def test_a_ticket_in_two_lines_joins_the_parts() -> None:
    hall = replace(HALL, windows=[window(1, A), window(2, B)], waiting=[waiting(1, A, B, arrived_ms=1)])

    scene = only(hall)

    assert len(scene.windows) == 2
    assert scene.lines == (Line(ORDINARY, (4, 4), 0),)


def test_newcomers_of_one_class_and_the_same_windows_are_one_probe_behind_all() -> None:
    same, lawful = Newcomer(targets=frozenset({A}), rate=ORDINARY), Newcomer(targets=frozenset({A}), rate=LAWFUL)
    also = Newcomer(targets=frozenset({B}), rate=ORDINARY)
    hall = replace(
        HALL,
        windows=[window(1, A, B)],
        waiting=[waiting(1, A, arrived_ms=1), waiting(2, A, arrived_ms=2)],
        newcomers=[same, lawful, also],
    )

    scene = only(hall)

    assert scene.probes == (Probe(ORDINARY, (4,), Place(0, 2)), Probe(LAWFUL, (4,), Place(0, 2)))
    assert scene.newcomers == ((same, also), (lawful,))


def test_those_to_come_stand_behind_and_go_round() -> None:
    hall = replace(
        HALL,
        windows=[window(1, A)],
        waiting=[waiting(1, A, arrived_ms=1), waiting(2, A, arrived_ms=2, rate=LAWFUL)],
        inflow=[coming(A, 60.0, LAWFUL)],
    )

    scene = only(hall)

    assert scene.lines == (Line(ORDINARY, (4,), 0), Line(LAWFUL, (4,), 1, HOUR_MS / 60))
    inflow = scene.slots[2:]
    assert len(inflow) == RESERVE
    assert scene.slots[1].following == 2
    assert [slot.following for slot in inflow] == [*range(3, 2 + RESERVE), 2]
    assert {(slot.line, slot.place, slot.is_inflow) for slot in inflow} == {(1, Place(0, 2 + 1 + 1), True)}
    assert not any(slot.is_inflow for slot in scene.slots[:2])


def test_each_service_has_its_share_of_those_to_come() -> None:
    hall = replace(
        HALL,
        windows=[window(1, A, B)],
        waiting=[waiting(1, A, arrived_ms=1)],
        inflow=[coming(A, 30.0, LAWFUL), coming(B, 10.0, LAWFUL)],
    )

    scene = only(hall)

    means = [slot.visits[0].mean_ms for slot in scene.slots[1:]]
    assert (means.count(101.0), means.count(201.0)) == (12, 4)
    # Spread evenly, and not one service after the other.
    assert [at for at, mean in enumerate(means) if mean == 201.0] == [1, 4, 9, 14]


def test_each_of_many_seldom_services_has_its_share_too() -> None:
    hall = replace(
        HALL,
        windows=[window(1, A, B, C)],
        waiting=[waiting(1, A, arrived_ms=1)],
        inflow=[coming(A, 0.4, LAWFUL), coming(B, 0.2, LAWFUL), coming(C, 0.2, LAWFUL)],
    )

    means = [slot.visits[0].mean_ms for slot in only(hall).slots[1:]]

    assert [means.count(mean) for mean in (101.0, 201.0, 301.0)] == [8, 4, 4]


def lines_with(*inflow: Inflow, there: Waiting) -> list[tuple[PriorityRate, float]]:
    hall = replace(HALL, windows=[window(1, A), window(2, B)], waiting=[there], inflow=inflow)
    return [(line.rate, line.gap_ms) for scene in scenes_of(hall) for line in scene.lines]


def test_only_those_to_come_who_can_overtake_somebody_are_played() -> None:
    ordinary, lawful = waiting(1, A, arrived_ms=1), waiting(1, A, arrived_ms=1, rate=LAWFUL)
    minute = HOUR_MS / 60

    assert lines_with(coming(A, 60.0), there=ordinary) == [(ORDINARY, 0.0)]
    assert lines_with(coming(A, 60.0, LOCAL), there=ordinary) == [(ORDINARY, 0.0), (LOCAL, minute)]
    assert lines_with(coming(A, 60.0, BOOKED), there=lawful) == [(LAWFUL, 0.0)]
    assert lines_with(coming(A, 60.0, LAWFUL), there=ordinary) == [(ORDINARY, 0.0), (LAWFUL, minute)]
    assert lines_with(coming(B, 60.0, LOCAL), there=ordinary) == [(ORDINARY, 0.0)]
    assert lines_with(coming(A, 0.0, LAWFUL), there=ordinary) == [(ORDINARY, 0.0)]
    assert lines_with(coming(A, 0.5, LAWFUL), there=ordinary) == [(ORDINARY, 0.0), (LAWFUL, HOUR_MS / 0.5)]


@pytest.mark.parametrize("rate", [LAWFUL, LOCAL])
def test_those_to_come_overtake_nobody_at_windows_that_do_not_serve_them(rate: PriorityRate) -> None:
    joined = replace(
        HALL,
        windows=[window(1, A, C), window(2, B, C)],
        waiting=[waiting(1, B, arrived_ms=1)],
        inflow=[coming(A, 60.0, rate)],
    )

    assert [line.rate for line in only(joined).lines] == [ORDINARY]


def test_a_main_window_lets_an_equal_class_overtake_where_the_other_is_only_helped() -> None:
    helped = replace(window(1, B), levels={A: Level.HELPER, B: Level.MAIN})
    hall = replace(
        HALL, windows=[helped], waiting=[waiting(1, A, arrived_ms=1)], inflow=[coming(B, 60.0), coming(A, 60.0)]
    )

    assert only(hall).lines == (Line(ORDINARY, (1,), 0), Line(ORDINARY, (4,), 1, HOUR_MS / 60))
