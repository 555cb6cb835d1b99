"""What the office decides: catalogue, windows, people, boxes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.contract.messages import DeviceNow
from server.contract.terms import BoxId, DeviceState, PrintFault, ProblemCode, Role, SphereId
from server.domain.errors import Refusal
from server.store.errors import PromiseBroken
from server.usecases.kept import BoxHealth
from server.usecases.ports import Records, Store
from tests.store.sample import (
    DAY,
    MORNING,
    NORTH,
    PEOPLE,
    SERVICES,
    SOUTH,
    WINDOWS,
    kiosk,
    moment,
    person,
    service,
    sphere,
    ticket,
    window,
)


def test_the_catalogue_comes_back_by_position_archived_or_not(store: Store) -> None:
    first = replace(service(3), position=-1, is_archived=True, minutes=7.5)

    store.write(NORTH, lambda records: records.catalogue.save_service(first))
    seen = store.read(NORTH, lambda records: records.catalogue.services())

    assert list(seen) == [first, service(0), service(1), service(2)]
    assert store.read(NORTH, lambda records: records.catalogue.service(SERVICES[3])) == first
    assert store.read(SOUTH, lambda records: records.catalogue.service(SERVICES[3])) == service(3, SOUTH)
    assert store.read(NORTH, lambda records: list(records.catalogue.spheres())) == [sphere()]


def test_a_service_needs_a_sphere_of_its_own_hall(store: Store) -> None:
    only_in_south = replace(sphere(SOUTH), id=SphereId("south-only"))
    store.write(SOUTH, lambda records: records.catalogue.save_sphere(only_in_south))

    with pytest.raises(PromiseBroken):
        store.write(
            NORTH, lambda records: records.catalogue.save_service(replace(service(), sphere_id=only_in_south.id))
        )


def test_windows_come_back_with_their_services_in_order(store: Store) -> None:
    changed = replace(window(1), service_ids=(SERVICES[2], SERVICES[0]), person_id=PEOPLE[3], position=-1)

    store.write(NORTH, lambda records: records.windows.save(changed))

    assert store.read(NORTH, lambda records: records.windows.get(WINDOWS[1])) == changed
    assert store.read(NORTH, lambda records: list(records.windows.all()))[:2] == [changed, window(0)]
    assert store.read(NORTH, lambda records: records.windows.of_person(PEOPLE[3])) == changed
    assert store.read(SOUTH, lambda records: records.windows.of_person(PEOPLE[3])) is None


def test_two_windows_of_a_hall_have_one_name_only_when_one_is_archived(store: Store) -> None:
    twin = replace(window(1), name=window(0).name)

    with pytest.raises(Refusal) as caught:
        store.write(NORTH, lambda records: records.windows.save(twin))
    store.write(NORTH, lambda records: records.windows.save(replace(window(0), is_archived=True)))
    store.write(NORTH, lambda records: records.windows.save(twin))

    assert (caught.value.code, caught.value.fields) == (ProblemCode.NAME_TAKEN, {"name": "1"})


def test_one_person_holds_one_window(store: Store) -> None:
    store.write(NORTH, lambda records: records.windows.save(replace(window(0), person_id=PEOPLE[0])))

    with pytest.raises(PromiseBroken, match="uq_window_person"):
        store.write(NORTH, lambda records: records.windows.save(replace(window(1), person_id=PEOPLE[0])))


def test_visits_served_are_counted_by_window_and_day(store: Store) -> None:
    def done(day_offset: int, number: int) -> None:
        taken = ticket(day=DAY - timedelta(days=day_offset))
        served = taken.call(WINDOWS[number], PEOPLE[number], moment()).start(moment()).finish(moment())
        store.write(NORTH, lambda records: records.tickets.add(served))

    for day_offset, number in ((0, 0), (0, 0), (0, 1), (1, 0)):
        done(day_offset, number)

    assert store.read(NORTH, lambda records: records.windows.served_today(WINDOWS[0], DAY)) == 2
    assert store.read(SOUTH, lambda records: records.windows.served_today(WINDOWS[0], DAY)) == 0


def test_a_persons_roles_are_those_of_the_hall(store: Store) -> None:
    as_auditor = replace(person(), roles=frozenset({Role.AUDITOR}), is_archived=True)

    store.write(SOUTH, lambda records: records.people.save(as_auditor))

    assert store.read(SOUTH, lambda records: records.people.get(PEOPLE[0])) == as_auditor
    here = store.read(NORTH, lambda records: records.people.get(PEOPLE[0]))
    assert here == replace(person(), is_archived=True)
    assert store.read(NORTH, lambda records: records.people.by_login("олена0 ")) == here


def test_people_of_a_hall_are_those_with_a_role_there(store: Store) -> None:
    store.write(SOUTH, lambda records: records.people.save(replace(person(), roles=frozenset())))

    assert [each.id for each in store.read(NORTH, lambda records: records.people.all())] == list(PEOPLE)
    assert [each.id for each in store.read(SOUTH, lambda records: records.people.all())] == list(PEOPLE[1:])


def test_a_login_is_unique_in_the_house_whatever_its_case(store: Store) -> None:
    twin = replace(person(1), login="ОЛЕНА0")

    with pytest.raises(Refusal) as caught:
        store.write(SOUTH, lambda records: records.people.save(twin))

    assert (caught.value.code, caught.value.fields) == (ProblemCode.NAME_TAKEN, {"name": "ОЛЕНА0"})


def test_boxes_come_back_and_hashes_are_unique_in_the_house(store: Store) -> None:
    second = replace(kiosk(), id=BoxId("second"), name="Кіоск 2", key_hash=None, code_hash=None)
    store.write(NORTH, lambda records: records.boxes.save(second))

    assert store.read(NORTH, lambda records: list(records.boxes.all())) == [kiosk(), second]
    assert store.read(NORTH, lambda records: records.boxes.get(second.id)) == second
    with pytest.raises(PromiseBroken):
        store.write(NORTH, lambda records: records.boxes.save(replace(second, key_hash="key-south")))
    with pytest.raises(PromiseBroken):
        store.write(NORTH, lambda records: records.boxes.save(replace(second, code_hash="code-south")))
    with pytest.raises(Refusal):
        store.write(NORTH, lambda records: records.boxes.save(replace(second, name="Кіоск 1")))


def test_of_a_boxs_reports_the_newest_is_kept(store: Store) -> None:
    def report(version: str) -> BoxHealth:
        device = DeviceNow(name="printer", state=DeviceState.FAULT, fault=PrintFault.PAPER_OUT, detail="")
        return BoxHealth(box_id=kiosk().id, seen_at=MORNING, version=version, devices=(device,))

    def save(records: Records) -> None:
        records.boxes.report(report("1"))
        records.boxes.report(report("2"))

    store.write(NORTH, save)

    assert store.read(NORTH, lambda records: list(records.boxes.health())) == [report("2")]
    assert store.read(SOUTH, lambda records: list(records.boxes.health())) == []
