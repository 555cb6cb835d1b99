"""Finding one's way in, who is signed in, and answers kept for a repeat."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.contract.terms import PhoneSecret, RequestId, Role
from server.store.errors import PromiseBroken
from server.usecases.kept import Session, StoredAnswer
from server.usecases.ports import Store
from tests.store.sample import MORNING, NORTH, PEOPLE, SOUTH, hall, kiosk, person, ticket


def answer(body: str = "{}", *, days: int = 0) -> StoredAnswer:
    return StoredAnswer(actor="box:1", body_digest="d", answer=body, given_at=MORNING + timedelta(days=days))


def session(secret_hash: str = "hash", number: int = 0) -> Session:
    return Session(secret_hash=secret_hash, person_id=PEOPLE[number], hall_id=NORTH, opened_at=MORNING, seen_at=MORNING)


def open_session(store: Store, each: Session) -> None:
    store.sessions(lambda sessions: sessions.open(each, idle_since=MORNING))


def test_the_house_knows_its_halls(store: Store) -> None:
    assert list(store.read_house(lambda house: house.halls())) == [hall(NORTH), hall(SOUTH)]


def test_a_phone_secret_leads_to_its_hall(store: Store) -> None:
    taken = ticket(hall_id=SOUTH)

    store.write(SOUTH, lambda records: records.tickets.add(taken))

    assert store.read_house(lambda house: house.hall_of_secret(taken.phone_secret)) == SOUTH
    assert store.read_house(lambda house: house.hall_of_secret(PhoneSecret("?"))) is None


def test_a_box_is_found_by_its_key_and_its_code_unless_archived(store: Store) -> None:
    store.write(SOUTH, lambda records: records.boxes.save(replace(kiosk(SOUTH), is_archived=True)))

    assert store.read_house(lambda house: house.box_by_key("key-north")) == kiosk()
    assert store.read_house(lambda house: house.box_by_code("code-north")) == kiosk()
    assert store.read_house(lambda house: house.box_by_key("key-south")) is None
    assert store.read_house(lambda house: house.box_by_code("code-south")) is None


def test_a_person_is_found_by_login_with_the_roles_of_every_hall(store: Store) -> None:
    store.write(SOUTH, lambda records: records.people.save(replace(person(), roles=frozenset({Role.AUDITOR}))))

    found = store.read_house(lambda house: house.person_by_login("олена0"))

    roles = {NORTH: frozenset({"administrator", "it"}), SOUTH: frozenset({"auditor"})}
    assert found == (replace(person(), roles=frozenset()), roles)


def test_an_archived_person_does_not_get_in(store: Store) -> None:
    store.write(NORTH, lambda records: records.people.save(replace(person(), is_archived=True)))

    assert store.read_house(lambda house: house.person_by_login("Олена0")) is None
    assert store.read_house(lambda house: house.person_by_login("nobody")) is None


def test_a_session_is_opened_found_touched_and_closed(store: Store) -> None:
    later = MORNING + timedelta(minutes=5)

    open_session(store, session())
    opened = store.sessions(lambda sessions: sessions.find("hash"))
    store.sessions(lambda sessions: sessions.touch("hash", later))
    touched = store.sessions(lambda sessions: sessions.find("hash"))
    store.sessions(lambda sessions: sessions.close("hash"))

    assert opened == session()
    assert touched == replace(session(), seen_at=later)
    assert store.sessions(lambda sessions: sessions.find("hash")) is None


def test_sessions_that_nobody_uses_any_more_are_forgotten_with_the_next_one(store: Store) -> None:
    tomorrow = MORNING + timedelta(days=1)
    for each in (session("left"), session("used")):
        open_session(store, each)
    store.sessions(lambda sessions: sessions.touch("used", tomorrow))

    store.sessions(lambda sessions: sessions.open(session("new", number=1), idle_since=MORNING + timedelta(hours=14)))

    assert store.sessions(lambda sessions: sessions.find("left")) is None
    assert store.sessions(lambda sessions: sessions.find("used")) is not None


def test_all_sessions_of_a_person_end_at_once(store: Store) -> None:
    for each in (session("a"), session("b"), session("other", number=1)):
        open_session(store, each)

    store.sessions(lambda sessions: sessions.close_all_of(PEOPLE[0]))

    left = store.sessions(lambda sessions: [sessions.find(key) for key in ("a", "b", "other")])
    assert left == [None, None, session("other", number=1)]


def test_an_answer_is_kept_in_its_hall_until_it_is_forgotten(store: Store) -> None:
    old, new = RequestId("old"), RequestId("new")
    store.write(NORTH, lambda records: records.answers.keep(old, answer("1")))
    store.write(NORTH, lambda records: records.answers.keep(new, answer("2", days=6)))
    store.write(SOUTH, lambda records: records.answers.keep(old, answer("3")))

    forgotten = store.write(NORTH, lambda records: records.answers.forget(MORNING + timedelta(days=1)))

    assert forgotten == 1
    assert store.read(NORTH, lambda records: records.answers.find(old)) is None
    assert store.read(NORTH, lambda records: records.answers.find(new)) == answer("2", days=6)
    assert store.read(SOUTH, lambda records: records.answers.find(old)) == answer("3")


def test_a_request_has_one_answer(store: Store) -> None:
    store.write(NORTH, lambda records: records.answers.keep(RequestId("one"), answer("1")))

    with pytest.raises(PromiseBroken):
        store.write(NORTH, lambda records: records.answers.keep(RequestId("one"), answer("2")))
