"""The writer: one commit for many, and each its own outcome."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from server.contract.terms import HallId, ProblemCode
from server.domain.errors import Refusal
from server.domain.events import ServerStarted
from server.domain.ticket import Ticket
from server.store.errors import PromiseBroken, StoreClosed, WritingForbidden
from server.store.opening import driver_of, open_store
from server.store.sql_store import SqlStore
from server.store.waiting import NativeWaiting
from server.usecases.ports import Records, Store
from tests.store.databases import Database
from tests.store.sample import DAY, NORTH, SOUTH, Take, clock, hall
from tests.store.together import Outcome, in_threads, tickets_in


@contextmanager
def one_batch(store: SqlStore, hall_id: HallId = NORTH) -> Iterator[Callable[[int], None]]:
    """Holds the writer in a first work; ``wait(count)`` returns when so many more wait for it."""
    is_in, may_go = threading.Event(), threading.Event()

    def hold(_: Records) -> None:
        is_in.set()
        may_go.wait(10)

    def wait(count: int) -> None:
        ends, pause = time.monotonic() + 10, threading.Event()
        while store.waiting < count:
            assert time.monotonic() < ends, f"{store.waiting} of {count} wait"
            pause.wait(0.001)

    holder = threading.Thread(target=store.write, args=(hall_id, hold))
    holder.start()
    is_in.wait(10)
    try:
        yield wait
    finally:
        may_go.set()
        holder.join()


@pytest.fixture
def unhurried(database: Database) -> Iterator[SqlStore]:
    """A store whose commits wait for everybody, however slow the machine."""
    store = SqlStore(driver_of(database.url), NativeWaiting, lock_seconds=5, readers=1, batch_seconds=60)
    yield store
    store.close()


def test_what_a_work_gives_or_raises_comes_back_to_its_caller(store: Store) -> None:
    def fail(_: Records) -> None:
        raise LookupError("mine")

    assert store.write(NORTH, lambda records: records.hall_id) == NORTH
    with pytest.raises(LookupError, match="mine"):
        store.write(NORTH, fail)
    with pytest.raises(LookupError, match="mine"):
        store.read(NORTH, fail)


def test_one_refused_member_does_not_hurt_the_others_of_its_commit(unhurried: SqlStore, database: Database) -> None:
    seen_outside: list[int] = []

    def refuse(records: Records) -> Ticket | None:
        Take("in vain")(records)
        seen_outside.append(tickets_in(database))
        raise Refusal(ProblemCode.NOBODY_SERVES)

    def break_promise(records: Records) -> Ticket | None:
        Take("in vain too")(records)
        records.halls.save(hall(SOUTH))
        return None

    works: list[Callable[[Records], Ticket | None]] = [
        Take("first"),
        refuse,
        Take("second"),
        break_promise,
        Take("third"),
    ]
    outcomes: list[Outcome] = []

    def try_one(work: Callable[[Records], Ticket | None]) -> None:
        outcomes.append(Outcome.of(unhurried, work))

    with one_batch(unhurried) as wait:
        threads = [threading.Thread(target=try_one, args=(work,)) for work in works]
        for number, thread in enumerate(threads, start=1):
            thread.start()
            wait(number)
    for thread in threads:
        thread.join()

    assert seen_outside == [0], "the first ticket was committed apart from the refused work"
    assert sorted(ticket.id for ticket in unhurried.read(NORTH, lambda records: records.lines.living(DAY))) == [
        "first",
        "second",
        "third",
    ]
    assert sorted(outcome.label for outcome in outcomes if outcome.label) == ["Б\u00a0001", "Б\u00a0002", "Б\u00a0003"]
    errors = {type(outcome.error) for outcome in outcomes if outcome.error}
    assert errors == {Refusal, PromiseBroken}
    assert unhurried.verify_journal(NORTH).entries == 3


def test_members_of_one_commit_are_of_one_hall(unhurried: SqlStore, database: Database) -> None:
    seen_outside: list[int] = []

    def look(records: Records) -> None:
        Take("south")(records)
        seen_outside.append(tickets_in(database))

    with one_batch(unhurried) as wait:
        threads = [
            threading.Thread(target=unhurried.write, args=(NORTH, Take("north-1"))),
            threading.Thread(target=unhurried.write, args=(SOUTH, look)),
            threading.Thread(target=unhurried.write, args=(NORTH, Take("north-2"))),
        ]
        for number, thread in enumerate(threads, start=1):
            thread.start()
            wait(number)
    for thread in threads:
        thread.join()

    assert seen_outside == [2], "both of the north were on disk before the south began"


def test_a_lock_that_is_not_to_be_had_in_time_is_a_refusal(database: Database, sql_store: SqlStore) -> None:
    impatient = open_store(database.url, lock_seconds=0.05)
    stranger = database.stranger()
    database.hold(stranger, NORTH)

    with pytest.raises(Refusal) as caught:
        impatient.write(NORTH, Take("late"))
    assert impatient.read(NORTH, lambda records: records.journal.sequence()) == 0
    stranger.execute("ROLLBACK")
    stranger.close()
    again = impatient.write(NORTH, Take("late"))
    impatient.close()

    assert caught.value.code is ProblemCode.BUSY
    assert again.number == 1
    assert sql_store.verify_journal(NORTH).entries == 1


def test_a_lock_that_is_let_go_in_time_is_waited_for(database: Database, sql_store: SqlStore) -> None:
    stranger = database.stranger()
    database.hold(stranger, NORTH)
    letting_go = threading.Timer(0.1, lambda: stranger.execute("ROLLBACK"))

    letting_go.start()
    taken = sql_store.write(NORTH, Take("patient"))
    letting_go.join()
    stranger.close()

    assert taken.number == 1


def test_what_another_process_wrote_is_seen_at_once(database: Database, sql_store: SqlStore) -> None:
    neighbour = open_store(database.url)

    numbers = [
        each.write(NORTH, Take(f"{turn}-{name}")).number
        for turn in range(5)
        for name, each in (("ours", sql_store), ("theirs", neighbour))
    ]
    neighbour.close()

    assert numbers == list(range(1, 11))
    assert sql_store.verify_journal(NORTH).first_broken is None


def test_what_was_written_is_read_afterwards_and_a_reading_sees_one_state(sql_store: SqlStore) -> None:
    between = threading.Event()
    written = threading.Event()

    def look(records: Records) -> tuple[int, int]:
        before = records.journal.sequence()
        between.set()
        written.wait(10)
        return before, records.journal.sequence()

    seen: list[tuple[int, int]] = []
    reading = threading.Thread(target=lambda: seen.append(sql_store.read(NORTH, look)))
    reading.start()
    between.wait(10)
    sql_store.write(NORTH, Take("meanwhile"))
    after = sql_store.read(NORTH, lambda records: records.journal.sequence())
    written.set()
    reading.join()

    assert seen == [(0, 0)]
    assert after == 1


def test_writing_while_reading_is_an_error_and_writes_nothing(store: Store) -> None:
    with pytest.raises(WritingForbidden):
        store.read(NORTH, Take("never"))

    assert store.write(NORTH, lambda records: records.journal.sequence()) == 0


def test_a_write_within_a_write_is_an_error_instead_of_a_wait_without_end(store: Store) -> None:
    with pytest.raises(StoreClosed, match="within"):
        store.write(NORTH, lambda _: store.write(NORTH, Take("inner")))

    assert store.write(NORTH, Take("outer")).number == 1


def test_closing_finishes_what_was_asked_and_refuses_what_comes_later(sql_store: SqlStore, database: Database) -> None:
    with one_batch(sql_store) as wait:
        late = threading.Thread(target=sql_store.write, args=(NORTH, Take("asked in time")))
        late.start()
        wait(1)
        closing = threading.Thread(target=sql_store.close)
        closing.start()
    late.join()
    closing.join()

    with pytest.raises(StoreClosed):
        sql_store.write(NORTH, Take("too late"))
    with pytest.raises(StoreClosed):
        sql_store.read(NORTH, lambda records: records.hall_id)
    sql_store.close()
    assert tickets_in(database) == 1


def test_works_of_many_threads_and_both_halls_are_all_done(sql_store: SqlStore) -> None:
    def start(hall_id: HallId, name: str) -> int:
        event = ServerStarted(version=name)
        return sql_store.write(hall_id, lambda records: records.journal.append([event], "system:x", clock(), name))

    sequences = in_threads([partial(start, hall_id, str(name)) for name in range(40) for hall_id in (NORTH, SOUTH)])

    assert sorted(sequences) == sorted([*range(1, 41), *range(1, 41)])
    assert {sql_store.verify_journal(hall_id).first_broken for hall_id in (NORTH, SOUTH)} == {None}


def test_the_log_does_not_grow_without_end(sqlite_store: SqlStore, path: Path) -> None:
    for number in range(450):
        sqlite_store.write(NORTH, Take(f"ticket-{number}"))

    length = Path(f"{path}-wal").stat().st_size

    assert length < 8 * 1024 * 1024, "upkeep every hundred commits keeps it short"
