"""A plan of faults can be played again, and leaves no kind out."""

from __future__ import annotations

from tests.soak.plan import KINDS, BoxName, Kind, Place, Told, planned, told_to


def test_a_seed_gives_the_same_plan_again_and_another_one_another() -> None:
    assert planned(seed=7, hours=48) == planned(seed=7, hours=48)
    assert planned(seed=7, hours=48) != planned(seed=8, hours=48)


def test_two_days_have_every_kind_at_every_place_where_it_can_be() -> None:
    plan = planned(seed=7, hours=48)

    met = {(fault.place, fault.kind) for fault in plan}
    assert met == {(place, kind) for place in Place for kind in KINDS[place]}
    assert {kind for _, kind in met} == set(Kind)


def test_only_the_second_kiosk_is_killed_and_only_kiosks_are_asked_what_their_page_says() -> None:
    plan = planned(seed=7, hours=480)

    killed = {fault.box for fault in plan if fault.kind in (Kind.BOX_KILLED, Kind.BOX_OFF)}
    with_page = {fault.box for fault in plan if told_to(fault.kind) is Told.PAGE}
    assert killed == {BoxName.SECOND}
    assert with_page == {BoxName.KIOSK, BoxName.SECOND}
