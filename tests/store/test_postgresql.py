"""PostgreSQL's own ways: locks hall by hall, connections that break, and what is refused at the door."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import psycopg
import pytest

from server.contract.terms import HallId, ProblemCode
from server.domain.errors import Refusal
from server.store.errors import CannotOpen
from server.store.opening import open_store
from server.store.postgresql import lock_key
from server.store.postgresql_connection import connected
from server.store.sql_store import SqlStore
from server.usecases.ports import Records, Store
from tests.postgresql import Cluster, cluster
from tests.store.databases import PostgresqlDatabase
from tests.store.sample import DAY, NORTH, SOUTH, Take, found
from tests.store.together import in_threads

pytestmark = pytest.mark.slow

_CUT_OFF = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cherha'"


@pytest.fixture(params=["postgresql"])
def database(request: pytest.FixtureRequest) -> PostgresqlDatabase:
    """Here ``sql_store`` is on PostgreSQL alone."""
    each: PostgresqlDatabase = request.getfixturevalue(f"{request.param}_database")
    return each


def sequence_of(records: Records) -> int:
    return records.journal.sequence()


def test_two_halls_write_at_the_same_time_and_one_hall_one_after_the_other(
    sql_store: SqlStore, database: PostgresqlDatabase
) -> None:
    neighbour = open_store(database.url, lock_seconds=0.05)
    is_in, may_go = threading.Event(), threading.Event()

    def hold(records: Records) -> None:
        Take("held")(records)
        is_in.set()
        may_go.wait(10)

    holder = threading.Thread(target=sql_store.write, args=(NORTH, hold))
    holder.start()
    is_in.wait(10)
    south = neighbour.write(SOUTH, Take("meanwhile"))
    with pytest.raises(Refusal) as caught:
        neighbour.write(NORTH, Take("too early"))
    may_go.set()
    holder.join()
    north = neighbour.write(NORTH, Take("afterwards"))
    neighbour.close()

    assert (south.number, north.number) == (1, 2)
    assert caught.value.code is ProblemCode.BUSY


def test_four_servers_on_one_database_number_two_halls_without_a_gap(database: PostgresqlDatabase) -> None:
    servers = [open_store(database.url) for _ in range(4)]

    def take(server: Store, hall_id: HallId, name: int) -> list[int]:
        return [server.write(hall_id, Take(f"{name}-{turn}")).number for turn in range(30)]

    given = in_threads([partial(take, servers[n % 4], (NORTH, SOUTH)[n // 4 % 2], n) for n in range(16)])

    for first, hall_id in ((0, NORTH), (4, SOUTH)):
        numbers = [number for n in range(16) if n // 4 % 2 == first // 4 for number in given[n]]
        assert sorted(numbers) == list(range(1, 241)), hall_id
        assert servers[0].verify_journal(hall_id).first_broken is None
    for server in servers:
        server.close()


def test_the_lock_of_a_hall_is_the_same_number_in_every_version() -> None:
    assert lock_key(NORTH) == -2261393177185045138
    assert len({lock_key(NORTH), lock_key(SOUTH), lock_key(HallId("house")), lock_key(None)}) == 4


def test_connections_that_were_cut_between_two_commands_are_made_anew_unnoticed(
    sql_store: SqlStore, database: PostgresqlDatabase
) -> None:
    sql_store.write(NORTH, Take("before"))
    sql_store.read(NORTH, sequence_of)

    stranger = database.stranger()
    stranger.execute(_CUT_OFF)
    stranger.close()

    assert sql_store.write(NORTH, Take("after")).number == 2
    assert sql_store.read(NORTH, sequence_of) == 2


def test_a_connection_that_is_cut_within_a_command_saves_nothing_and_says_so(
    sql_store: SqlStore, database: PostgresqlDatabase
) -> None:
    def be_cut(records: Records) -> None:
        Take("in vain")(records)
        stranger = database.stranger()
        stranger.execute(_CUT_OFF)
        stranger.close()
        Take("in vain too")(records)

    with pytest.raises(Refusal) as caught:
        sql_store.write(NORTH, be_cut)

    assert caught.value.code is ProblemCode.NOT_SAVED
    assert isinstance(caught.value.__cause__, psycopg.Error)
    assert sql_store.write(NORTH, Take("after")).number == 1


def test_each_commit_waits_for_the_disk_whatever_the_databases_own_default_is(database: PostgresqlDatabase) -> None:
    stranger = database.stranger()
    stranger.execute(
        "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; END $$"
    )
    stranger.close()

    store = open_store(database.url)
    assert isinstance(store, SqlStore)
    settings = store.settings()
    store.close()

    assert settings["synchronous_commit"] == "on"


def test_a_server_that_crashes_under_load_loses_no_answered_ticket_and_the_store_comes_back() -> None:
    with cluster(is_durable=True) as running:
        url = running.url(running.create())
        store = open_store(url)
        assert isinstance(store, SqlStore)
        store.migrate()
        found(store)
        assert store.settings()["fsync"] == "on"

        answered = {hall_id: crash_while_taking(store, running, hall_id) for hall_id in (NORTH, SOUTH)}

        for hall_id, numbers in answered.items():
            kept = [each.number for each in store.read(hall_id, lambda records: records.lines.living(DAY))]
            assert sorted(kept) == list(range(1, len(kept) + 1)), "a number is missing or given twice"
            assert set(numbers) <= set(kept), "an answered ticket is gone"
            assert store.verify_journal(hall_id).first_broken is None
            assert store.write(hall_id, Take("after")).number == len(kept) + 1
        store.close()


def crash_while_taking(store: Store, running: Cluster, hall_id: HallId) -> list[int]:
    """Three crashes while four threads take; the numbers that were answered."""
    answered: list[int] = []
    is_over = threading.Event()

    def take(name: int) -> None:
        turn = 0
        while not is_over.is_set():
            turn += 1
            try:
                answered.append(store.write(hall_id, Take(f"{name}-{turn}")).number)
            except Refusal:
                is_over.wait(0.01)

    threads = [threading.Thread(target=take, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for crash in range(1, 4):
        while len(answered) < crash * 20:
            is_over.wait(0.005)
        running.stop("immediate")
        running.start()
    enough = len(answered) + 10
    while len(answered) < enough:
        is_over.wait(0.005)
    is_over.set()
    for thread in threads:
        thread.join()
    return answered


def test_a_server_is_found_by_the_name_of_its_machine(postgresql: Cluster, founded_postgresql: str) -> None:
    store = open_store(postgresql.url_by_name(founded_postgresql))

    assert store.read(NORTH, sequence_of) == 0
    store.close()


def test_of_several_machines_the_one_that_answers_is_taken(postgresql: Cluster, founded_postgresql: str) -> None:
    store = open_store(f"postgresql://cherha@127.0.0.1:1,localhost:{postgresql.port}/{founded_postgresql}")

    assert store.read(NORTH, sequence_of) == 0
    store.close()


def test_a_machine_that_takes_no_writes_is_left_alone(postgresql: Cluster, founded_postgresql: str) -> None:
    name = postgresql.create(template=founded_postgresql)
    postgresql.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    with pytest.raises(CannotOpen, match="read-only"):
        open_store(postgresql.url(name))


def test_a_machine_whose_name_nobody_knows_is_named() -> None:
    with pytest.raises(CannotOpen, match=r"nowhere\.invalid/cherha"):
        open_store("postgresql://cherha@nowhere.invalid/cherha")


def test_a_machine_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        with pytest.raises(psycopg.OperationalError, match="no answer in time"):
            connected({"host": "127.0.0.1", "port": port}, seconds=0.2)


def test_a_database_of_another_encoding_is_refused(postgresql: Cluster) -> None:
    postgresql.execute("CREATE DATABASE letters ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")

    with pytest.raises(CannotOpen, match=r"SQL_ASCII, but must be UTF8.*PostgreSQL"):
        open_store(postgresql.url("letters"))


def test_a_database_that_is_not_there_is_one_line_without_a_trace(postgresql: Cluster) -> None:
    with pytest.raises(CannotOpen) as caught:
        open_store(postgresql.url("nowhere"))

    assert caught.value.en.startswith("Cannot open the database postgresql:///nowhere?host=")
    assert caught.value.en.count("?") == 2, "libpq's own question is gone"
    assert "\n" not in caught.value.en


def test_without_psycopg_one_line_says_what_to_install(tmp_path: Path) -> None:
    without = "import sys; sys.modules['psycopg'] = None; from server.cli import main; main(['db', 'migrate'])"
    settings = {"CHERHA_FOLDER": str(tmp_path), "CHERHA_DATABASE": "postgresql://cherha:secret@127.0.0.1/cherha"}

    said = subprocess.run(
        [sys.executable, "-c", without], env=os.environ | settings, capture_output=True, text=True, check=False
    )

    assert said.returncode == 1
    assert said.stderr.count("\n") == 1, said.stderr
    assert "requirements/postgresql.txt" in said.stderr
    assert "secret" not in said.stderr


def test_a_copy_brought_back_into_an_empty_database_is_the_same_house(
    sql_store: SqlStore, database: PostgresqlDatabase, postgresql: Cluster, tmp_path: Path
) -> None:
    for hall_id in (NORTH, SOUTH):
        for number in range(3):
            sql_store.write(hall_id, Take(f"{hall_id}-{number}"))
    empty = postgresql.url(postgresql.create())
    copy = str(tmp_path / "copy.dump")

    for program, *arguments in (("pg_dump", "--file", copy, database.url), ("pg_restore", "--dbname", empty, copy)):
        custom = ("--format", "custom")
        subprocess.run([postgresql.programs / program, *custom, *arguments], check=True, capture_output=True)

    restored = open_store(empty)
    restored.migrate()
    for hall_id in (NORTH, SOUTH):
        assert restored.verify_journal(hall_id) == sql_store.verify_journal(hall_id)
        assert restored.write(hall_id, Take("after")).number == 4
    restored.close()
