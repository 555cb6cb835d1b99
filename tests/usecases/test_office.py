"""The office sets up a hall: what it may save, and what it may not take away."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.commands import LeaveWindow
from server.contract.terms import BoxKind, ProblemCode, Role
from server.domain.errors import Refusal
from server.domain.office_events import HallFounded, PersonSaved
from server.usecases.office import (
    ChangeOwnPassword,
    SaveHall,
    SavePerson,
    SaveService,
    SaveSphere,
    SaveWindow,
)
from tests.builders import WEEK, HallBuilder, SampleHall


def test_the_first_start_founds_the_hall_and_somebody_who_can_set_it_up() -> None:
    hall = HallBuilder()

    founded, saved = hall.events()
    assert isinstance(founded, HallFounded)
    assert isinstance(saved, PersonSaved)
    assert hall.founder.roles == set(Role) - {Role.AUDITOR}
    assert hall.hall().hours == WEEK


def test_two_halls_of_one_house_know_nothing_of_each_other() -> None:
    first = SampleHall()
    second = HallBuilder(first.store, "hall-2", "petro")

    assert {hall.id for hall in first.store.read_house(lambda house: house.halls())} == {first.id, second.id}
    assert second.see(lambda view: list(view.services)) == []
    assert [person.login for person in second.read(lambda records: records.people.all())] == ["petro"]


def test_one_halls_it_cannot_change_somebody_of_another() -> None:
    first = HallBuilder()
    second = HallBuilder(first.store, "hall-2", "petro")

    with pytest.raises(Refusal) as refused:
        second.give(
            second.founder,
            SavePerson,
            person_id=first.founder.person_id,
            login="olha",
            name="Olha",
            roles=frozenset({Role.IT}),
            password_hash="stolen",
        )

    assert refused.value.code is ProblemCode.UNKNOWN_PERSON


def test_a_change_of_the_hall_tells_kiosks_to_fetch_anew(hall: SampleHall) -> None:
    before = hall.hall().catalogue_version

    hall.decide(announcements=5)

    assert hall.hall().catalogue_version == before + 1
    assert hall.hall().settings.announcements == 5


@pytest.mark.parametrize("save", ["sphere", "service", "window"])
def test_every_change_of_the_catalogue_tells_kiosks_to_fetch_anew(hall: SampleHall, save: str) -> None:
    before = hall.hall().catalogue_version

    match save:
        case "sphere":
            hall.sphere("Земля")
        case "service":
            hall.service(hall.papers, "Довідка", "П")
        case _:
            hall.window("3", hall.passport)

    assert hall.hall().catalogue_version == before + 1


def test_names_are_kept_without_stray_blanks_and_empty_translations(hall: SampleHall) -> None:
    sphere = hall.give(hall.founder, SaveSphere, name={"uk": "  Земля ", "en": "  "}, position=3).id

    saved = next(each for each in hall.read(lambda records: records.catalogue.spheres()) if each.id == sphere)

    assert saved.name == {"uk": "Земля"}


def test_saving_again_changes_the_same_thing(hall: SampleHall) -> None:
    saved = hall.give(
        hall.founder, SaveWindow, window_id=hall.one, name="1а", position=1, service_ids=(hall.passport,) * 2
    )

    window = hall.read(lambda records: records.windows.get(hall.one))

    assert saved.id == hall.one
    assert window is not None
    assert (window.name, window.service_ids) == ("1а", (hall.passport,))


def test_changing_a_window_leaves_who_sits_there(staffed: SampleHall) -> None:
    staffed.give(staffed.founder, SaveWindow, window_id=staffed.one, name="1", position=9, service_ids=())

    window = staffed.read(lambda records: records.windows.get(staffed.one))

    assert window is not None
    assert window.person_id == staffed.olena.person_id


@pytest.mark.parametrize("is_archived", [False, True])
def test_who_waits_does_not_lose_the_last_window_that_would_call_them(hall: SampleHall, *, is_archived: bool) -> None:
    given = hall.take(hall.kiosk, hall.business)
    left = (hall.passport, hall.business) if is_archived else (hall.passport,)

    with pytest.raises(Refusal) as refused:
        hall.give(
            hall.founder,
            SaveWindow,
            window_id=hall.two,
            name="2",
            position=1,
            service_ids=left,
            is_archived=is_archived,
        )

    assert (refused.value.code, refused.value.fields["by"]) == (ProblemCode.IN_USE, given.label)


@pytest.mark.parametrize("is_any_order", [False, True])
def test_nor_does_who_will_wait_later_in_the_same_visit(staffed: SampleHall, *, is_any_order: bool) -> None:
    given = staffed.take(
        staffed.kiosk, staffed.residence, further=(staffed.business, staffed.passport), is_any_order=is_any_order
    )
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    form = {"window_id": staffed.two, "name": "2", "position": 1, "service_ids": (staffed.passport,)}

    with pytest.raises(Refusal) as of_window:
        staffed.give(staffed.founder, SaveWindow, **form)
    with pytest.raises(Refusal) as of_service:
        archive_business(staffed)

    assert [each.value.code for each in (of_window, of_service)] == [ProblemCode.IN_USE] * 2
    assert of_window.value.fields["by"] == given.label


@pytest.mark.parametrize(
    "changed", [{"roles": frozenset({Role.AUDITOR, Role.RECEPTIONIST})}, {"is_archived": True}], ids=["role", "account"]
)
def test_who_is_at_a_window_keeps_what_it_takes_to_be_there(hall: SampleHall, changed: dict[str, Any]) -> None:
    hall.sit(hall.olena, hall.one)
    form = {"person_id": hall.olena.person_id, "login": "olena", "name": "Olena", "roles": frozenset(Role)}

    with pytest.raises(Refusal) as refused:
        hall.give(hall.founder, SavePerson, **form | changed)

    assert (refused.value.code, refused.value.fields) == (ProblemCode.IN_USE, {"name": "Olena", "by": "1"})
    assert hall.actor_of("olena").roles == {Role.ADMINISTRATOR}
    hall.give(hall.olena, LeaveWindow, window_id=hall.one)
    assert hall.give(hall.founder, SavePerson, **form | changed)


def test_a_supervisor_at_a_window_may_stop_being_an_administrator(hall: SampleHall) -> None:
    hall.sit(hall.olena, hall.one)

    hall.give(
        hall.founder,
        SavePerson,
        person_id=hall.olena.person_id,
        login="olena",
        name="Olena",
        roles=frozenset({Role.SUPERVISOR}),
    )

    assert hall.call(hall.actor_of("olena"), hall.one)


def test_an_archived_windows_name_is_free_again(hall: SampleHall) -> None:
    hall.give(hall.founder, SaveWindow, window_id=hall.one, name="1", position=1, service_ids=(), is_archived=True)

    assert hall.window("1", hall.passport) != hall.one


def test_an_archived_service_may_be_saved_in_an_archived_sphere_alone(hall: SampleHall) -> None:
    hall.give(hall.founder, SaveService, **service_form(hall), service_id=hall.business, is_archived=True)
    hall.give(hall.founder, SaveSphere, sphere_id=hall.trade, name={"uk": "Бізнес"}, position=2, is_archived=True)

    with pytest.raises(Refusal) as refused:
        hall.give(hall.founder, SaveService, **service_form(hall), service_id=hall.business)

    assert refused.value.fields["field"] == "sphere"
    assert hall.give(hall.founder, SaveService, **service_form(hall), service_id=hall.business, is_archived=True)


def test_a_service_that_is_being_served_may_be_archived_but_not_one_waited_for(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.business)
    with pytest.raises(Refusal) as refused:
        archive_business(staffed)
    assert refused.value.code is ProblemCode.IN_USE

    staffed.call(staffed.taras, staffed.two)
    staffed.start(staffed.taras, staffed.two)

    assert archive_business(staffed)


def test_a_person_may_change_without_a_new_password(hall: SampleHall) -> None:
    save_person(hall, hall.olena.person_id, name="Олена", password_hash=None)

    person = hall.read(lambda records: records.people.get(hall.olena.person_id))

    assert person is not None
    assert (person.name, person.password_hash) == ("Олена", "hash")
    changed = hall.events()[-1]
    assert isinstance(changed, PersonSaved)
    assert not changed.is_password_changed


def test_everybody_may_change_their_own_password(hall: SampleHall) -> None:
    hall.give(hall.olena, ChangeOwnPassword, password_hash="new")

    person = hall.read(lambda records: records.people.get(hall.olena.person_id))

    assert person is not None
    assert person.password_hash == "new"
    assert person.roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("change", [{"roles": frozenset({Role.SUPERVISOR})}, {"is_archived": True}])
def test_the_last_it_person_keeps_role_and_account(hall: SampleHall, change: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        save_person(hall, hall.founder.person_id, login="olha", **change)
    assert refused.value.code is ProblemCode.LAST_OF_ITS_KIND

    hall.person("ivan", Role.IT)

    assert save_person(hall, hall.founder.person_id, login="olha", **change)


def test_an_archived_it_person_does_not_count(hall: SampleHall) -> None:
    ivan = hall.person("ivan", Role.IT)
    save_person(hall, ivan.person_id, login="ivan", roles=frozenset({Role.IT}), is_archived=True)

    with pytest.raises(Refusal) as refused:
        save_person(hall, hall.founder.person_id, login="olha", is_archived=True)

    assert refused.value.code is ProblemCode.LAST_OF_ITS_KIND


@pytest.mark.parametrize(
    "settings",
    [
        {"missed_after_seconds": -1},
        {"announcements": 0},
        {"slip_lease_seconds": 0},
        {"call_shown_seconds": 29},
        {"phone_base_url": "hall.example"},
        {"slip_text": {"uk": "т" * 401}},
    ],
)
def test_decisions_out_of_reason_are_refused(hall: SampleHall, settings: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        hall.decide(**settings)

    assert refused.value.code is ProblemCode.BAD_VALUE
    assert refused.value.fields["field"] in settings


@pytest.mark.parametrize("zone", ["Europe/Kirovograd", "", "../../etc/passwd"])
def test_a_time_zone_that_nobody_knows_is_refused(hall: SampleHall, zone: str) -> None:
    with pytest.raises(Refusal) as refused:
        hall.give(hall.founder, SaveHall, name={"uk": "Зал"}, time_zone=zone, hours=WEEK, settings=hall.hall().settings)

    assert refused.value.fields["field"] == "time_zone"


def service_form(hall: SampleHall) -> dict[str, Any]:
    """The business service as it stands."""
    service = hall.read(lambda records: records.catalogue.service(hall.business))
    assert service is not None
    return {
        "sphere_id": hall.trade,
        "name": service.name,
        "letter": service.letter,
        "purposes": service.purposes,
        "position": 1,
    }


def archive_business(hall: SampleHall) -> Any:
    return hall.give(hall.founder, SaveService, **service_form(hall), service_id=hall.business, is_archived=True)


def save_person(hall: SampleHall, person_id: str, **changes: Any) -> Any:
    form = {"login": "olena", "name": "Olena", "roles": frozenset({Role.ADMINISTRATOR})} | changes
    return hall.give(hall.founder, SavePerson, person_id=person_id, **form)


NO_TEXT = ["a\0b", "a\x1bb"]


@pytest.mark.parametrize("said", NO_TEXT)
def test_what_is_no_text_is_refused_before_the_hall_must_read_it_again(hall: SampleHall, said: str) -> None:
    texts: list[tuple[str, Any]] = [
        ("sphere", lambda: hall.sphere(said)),
        ("service", lambda: hall.service(hall.papers, said, "А")),
        *((part, lambda part=part: _service_with(hall, part, said)) for part in ("documents", "fee", "term")),
        ("provider", lambda: _service_with(hall, "provider", said)),
        ("notice", lambda: hall.decide(out_of_turn_notice={"uk": said})),
        ("phone address", lambda: hall.decide(phone_base_url=f"https://{said}")),
        ("window", lambda: hall.window(said, hall.passport)),
        ("login", lambda: hall.person(said, Role.ADMINISTRATOR)),
        ("box", lambda: hall.box(said, BoxKind.KIOSK)),
    ]

    accepted = [name for name, save in texts if not _is_refused(save)]

    assert accepted == []
    assert hall.events()
    assert hall.take(hall.kiosk, hall.passport).label


def test_lines_of_a_text_are_kept(hall: SampleHall) -> None:
    _service_with(hall, "documents", "Паспорт\r\n\tкопія, 10\u00a0000 грн")

    documents = [service.documents for service in hall.see(lambda view: list(view.services)) if service.documents]
    assert documents == [{"uk": "Паспорт\r\n\tкопія, 10\u00a0000 грн"}]


@pytest.mark.parametrize("address", ["https://", "https://a b", "ftp://hall", "https://" + "a" * 300])
def test_an_address_that_no_phone_can_open_is_refused(hall: SampleHall, address: str) -> None:
    assert _is_refused(lambda: hall.decide(phone_base_url=address))


def _service_with(hall: SampleHall, part: str, said: str) -> None:
    hall.service(hall.papers, "Довідка", "А", **{part: {"uk": said}})


def _is_refused(save: Any) -> bool:
    try:
        save()
    except Refusal as refusal:
        return refusal.code is ProblemCode.BAD_VALUE
    return False
