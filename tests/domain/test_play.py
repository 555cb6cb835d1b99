"""One run of a hall from now on, with luck said by the test: who is called when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.contract.terms import PersonId, ServiceId, TicketId, WindowId
from server.domain.forecast import (
    NEVER_MS,
    HallNow,
    Inflow,
    InHand,
    Newcomer,
    OpenWindow,
    Pause,
    VisitTime,
    Waiting,
)
from server.domain.place import Place, TargetId
from server.domain.play import Luck, Played, play
from server.domain.policy import LAWFUL, LOCAL, ORDINARY, Level, PriorityRate
from server.domain.scene import RESERVE, Scene, scenes_of

NOW_MS = 1_000
HOUR_MS = 3_600_000
PASSPORT = TargetId("passport")
ONLY = frozenset({PASSPORT})


class TenMilliseconds:
    """Every visit."""

    def of(self, service_id: ServiceId, person_id: PersonId) -> VisitTime:
        return VisitTime(10.0, 0.5)


def window(name: str = "1", *, levels: dict[TargetId, Level] | None = None, pauses: Sequence[Pause] = ()) -> OpenWindow:
    """A window for passports, free now."""
    return OpenWindow(
        id=WindowId(name), person_id=PersonId(name), levels=levels or {PASSPORT: Level.MAIN}, pauses=pauses
    )


def waiting(
    number: int, *, rate: PriorityRate = ORDINARY, targets: frozenset[TargetId] = ONLY, ago_ms: int = 0
) -> Waiting:
    """A ticket that came so long ago."""
    return Waiting(
        id=TicketId(f"ticket-{number}"),
        service_id=ServiceId("passport"),
        targets=targets,
        rate=rate,
        place=Place(NOW_MS - ago_ms, number),
    )


def hall(
    *windows: OpenWindow,
    waiting: Sequence[Waiting] = (),
    newcomers: Sequence[Newcomer] = (),
    inflow: Sequence[Inflow] = (),
) -> HallNow:
    """A hall where everybody comes when called."""
    return HallNow(
        now_ms=NOW_MS,
        windows=windows,
        waiting=waiting,
        newcomers=newcomers,
        inflow=inflow,
        visits=TenMilliseconds(),
        missed_share=0.0,
        missed_ms=2,
    )


def newcomer(rate: PriorityRate = ORDINARY, targets: frozenset[TargetId] = ONLY) -> Newcomer:
    """Somebody who would come now."""
    return Newcomer(targets=targets, rate=rate)


def coming(rate: PriorityRate, *, every_ms: int, targets: frozenset[TargetId] = ONLY) -> Inflow:
    """One each so many milliseconds."""
    return Inflow(service_id=ServiceId("passport"), targets=targets, rate=rate, per_hour=HOUR_MS / every_ms)


def only_scene(of: HallNow) -> Scene:
    """The hall's one part."""
    (scene,) = scenes_of(of)
    return scene


def played(scene: Scene, *, factors: Sequence[float] = (), free_ms: Sequence[int] = ()) -> Played:
    """With visits and gaps of their mean length unless said otherwise."""
    slots = len(scene.slots)
    return play(
        scene,
        Luck(
            free_ms=list(free_ms) or [each.opens_ms for each in scene.windows],
            factors=[*factors, *[1.0] * (slots - len(factors))],
            gaps=[1.0] * slots,
        ),
    )


def test_tickets_are_called_in_turn_as_the_window_comes_free() -> None:
    scene = only_scene(hall(window(), waiting=[waiting(1), waiting(2, rate=LAWFUL), waiting(3)]))

    assert played(scene, free_ms=[4]).tickets == [14, 4, 24]


def test_one_who_does_not_come_holds_the_window_for_the_announcements_only() -> None:
    scene = only_scene(hall(window(), waiting=[waiting(1), waiting(2)]))

    assert played(scene, factors=[0.0]).tickets == [0, 2]


def test_a_newcomer_is_behind_all_who_wait_and_in_nobodys_way() -> None:
    both = [newcomer(), newcomer(LAWFUL)]
    scene = only_scene(hall(window(), waiting=[waiting(1), waiting(2)], newcomers=both))

    run = played(scene)

    assert run.tickets == [0, 10]
    assert run.probes == [20, 0]
    assert scene.newcomers == ((both[0],), (both[1],))


def test_a_newcomer_where_nobody_waits_is_called_at_once() -> None:
    assert played(only_scene(hall(window(), newcomers=[newcomer()]))).probes == [0]


def test_a_break_is_taken_after_the_visit_under_way() -> None:
    scene = only_scene(hall(window(pauses=[Pause(NOW_MS + 5, 100)]), waiting=[waiting(1), waiting(2)]))

    assert played(scene).tickets == [0, 110]


def test_a_newcomer_waits_for_a_window_that_serves_them() -> None:
    advice = TargetId("advice")
    scene = only_scene(
        hall(
            window(),
            window("2", levels={PASSPORT: Level.MAIN, advice: Level.MAIN}),
            newcomers=[newcomer(targets=frozenset({advice}))],
        )
    )

    assert played(scene, free_ms=[0, 5]).probes == [5]


def idle_before_its_break() -> HallNow:
    """One window idle until its break, another busy; both call those out of turn, who come every 8."""
    advice, photo = TargetId("advice"), TargetId("photo")
    joined = hall(
        window(levels={PASSPORT: Level.MAIN, photo: Level.MAIN}, pauses=[Pause(NOW_MS + 5, 22)]),
        replace(
            window("2", levels={PASSPORT: Level.MAIN, advice: Level.MAIN}),
            in_hand=InHand(ServiceId("passport"), NOW_MS),
        ),
        waiting=[waiting(1, targets=frozenset({advice}))],
        inflow=[coming(LAWFUL, every_ms=8)],
    )
    return replace(joined, horizon_ms=500)


def test_an_idle_window_takes_its_break_when_it_is_due_not_when_somebody_comes() -> None:
    run = played(only_scene(idle_before_its_break()), free_ms=[0, 9])

    # The busy one calls those of 8 and 16 at 9 and 19; the other is back at 27 for the one of 24.
    assert run.tickets == [29]


def test_a_window_that_closes_leaves_those_who_wait_uncalled() -> None:
    closing = window(pauses=[Pause(NOW_MS + 5, NEVER_MS)])

    assert played(only_scene(hall(closing, waiting=[waiting(1), waiting(2)]))).tickets == [0, NEVER_MS]


def test_a_window_due_to_open_calls_from_then_on() -> None:
    later = replace(window(), opens_ms=NOW_MS + 50)

    scene = only_scene(hall(later, waiting=[waiting(1)]))

    assert scene.windows[0].opens_ms == 50
    assert played(scene).tickets == [50]


def test_a_visit_in_hand_is_told_with_its_age() -> None:
    busy = replace(window(), in_hand=InHand(ServiceId("passport"), NOW_MS - 7))

    told = only_scene(hall(busy, waiting=[waiting(1)])).windows[0]

    assert (told.in_hand, told.in_hand_ms) == (VisitTime(10.0, 0.5), 7)


def test_those_out_of_turn_who_are_expected_push_back_everybody_else() -> None:
    crowd = hall(window(), waiting=[waiting(1), waiting(2)], inflow=[coming(LAWFUL, every_ms=8)])

    # Lawful ones come at 8, 16, 24, … and find the window at 10, 20, 30, …
    run = played(only_scene(replace(crowd, horizon_ms=1_000)))

    assert run.tickets == [0, NEVER_MS]


def test_those_who_are_expected_come_from_now_on_however_long_others_have_waited() -> None:
    crowd = hall(
        window(), waiting=[waiting(1, rate=LAWFUL, ago_ms=100), waiting(2)], inflow=[coming(LAWFUL, every_ms=25)]
    )

    assert played(only_scene(crowd)).tickets == [0, 10]


def test_an_idle_window_waits_for_those_who_are_expected() -> None:
    scene = only_scene(
        hall(
            window(levels={PASSPORT: Level.MAIN, TargetId("advice"): Level.MAIN}),
            window("closed", pauses=[Pause(NOW_MS, NEVER_MS)]),
            newcomers=[newcomer(targets=frozenset({TargetId("advice")}))],
            inflow=[coming(LAWFUL, every_ms=8)],
            waiting=[replace(waiting(1), targets=frozenset({TargetId("nowhere")}))],
        )
    )

    assert played(scene).probes == [0]
    assert scene.tickets == ()


def test_inflow_that_can_overtake_nobody_is_left_out() -> None:
    slower = hall(window(), waiting=[waiting(1, rate=LOCAL)], inflow=[coming(ORDINARY, every_ms=5)])
    none = hall(window(), waiting=[waiting(1)], inflow=[replace(coming(LAWFUL, every_ms=5), per_hour=0.0)])
    lawful = hall(window(), waiting=[waiting(1, rate=LAWFUL)], inflow=[coming(ORDINARY, every_ms=5)])

    assert [len(only_scene(each).slots) for each in (slower, none, lawful)] == [1, 1, 1]


def test_those_who_come_for_a_windows_own_line_go_before_those_it_helps() -> None:
    advice = TargetId("advice")
    helping = window(levels={PASSPORT: Level.HELPER, advice: Level.MAIN})
    inflow = [coming(ORDINARY, every_ms=8, targets=frozenset({advice}))]

    scene = only_scene(hall(helping, waiting=[waiting(1), waiting(2), waiting(3)], inflow=inflow))

    assert len(scene.slots) == 3 + RESERVE
    assert scene.lines[1].gap_ms == 8


def test_services_that_the_same_windows_serve_are_one_line() -> None:
    advice = TargetId("advice")
    both = window(levels={PASSPORT: Level.MAIN, advice: Level.MAIN})
    people = [waiting(1), waiting(2, targets=frozenset({advice})), waiting(3, rate=LOCAL)]
    asked = [newcomer(), newcomer(targets=frozenset({advice}))]

    scene = only_scene(hall(both, waiting=people, newcomers=asked))

    assert len(scene.lines) == 2
    assert scene.newcomers == (tuple(asked),)


def test_a_hall_falls_into_the_parts_that_share_no_window() -> None:
    advice, nowhere = TargetId("advice"), TargetId("nowhere")
    people = [waiting(1), waiting(2, targets=frozenset({advice})), waiting(3, targets=frozenset({nowhere}))]

    apart = scenes_of(hall(window(), window("2", levels={advice: Level.MAIN}), waiting=people))

    assert [scene.tickets for scene in apart] == [("ticket-1",), ("ticket-2",)]


def test_a_ticket_in_two_lines_joins_their_windows_and_leaves_both_at_once() -> None:
    advice = TargetId("advice")
    either = waiting(1, targets=frozenset({PASSPORT, advice}))
    people = [either, waiting(2), waiting(3, targets=frozenset({advice}))]

    scene = only_scene(hall(window(), window("2", levels={advice: Level.MAIN}), waiting=people))

    assert played(scene).tickets == [0, 10, 0]


def test_those_expected_share_the_line_by_how_many_come_for_each_service() -> None:
    many, few = coming(LAWFUL, every_ms=4), replace(coming(LAWFUL, every_ms=12), service_id=ServiceId("advice"))

    class ByService:
        def of(self, service_id: ServiceId, person_id: PersonId) -> VisitTime:
            return VisitTime(10.0 if service_id == "passport" else 99.0, 0.5)

    scene = only_scene(replace(hall(window(), waiting=[waiting(1)], inflow=[many, few]), visits=ByService()))

    means = [slot.visits[0].mean_ms for slot in scene.slots[1:]]
    assert scene.lines[-1].gap_ms == 3
    assert means.count(10.0) == 12
    assert means.count(99.0) == 4


def test_the_guard_goes_on_from_what_the_window_has_called_before() -> None:
    both = [waiting(1, rate=LOCAL, ago_ms=9), waiting(2, ago_ms=9)]
    after_two = replace(window(), guarded_in_a_row=2)

    assert played(only_scene(hall(after_two, waiting=both))).tickets == [10, 0]
    assert played(only_scene(hall(window(), waiting=both))).tickets == [0, 10]
    assert played(only_scene(replace(hall(after_two, waiting=both), guard=3))).tickets == [0, 10]


def test_nobody_is_called_at_the_horizon() -> None:
    scene = only_scene(replace(hall(window(), waiting=[waiting(1), waiting(2)]), horizon_ms=10))

    assert played(scene).tickets == [0, NEVER_MS]
