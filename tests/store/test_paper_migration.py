"""The revision that counts paper keeps what the former version has written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Connection, Integer, MetaData, String, Table, create_engine, text

import server.store
from server.contract.slip import Slip
from server.contract.terms import BoxId, PaperState, TicketId
from server.store.columns import micros_of, text_of
from server.store.opening import open_store
from server.usecases.ports import Records, Store
from tests.store.databases import Database
from tests.store.sample import MORNING, NORTH, print_job, ticket

FORMER = "0006"
LOST, HERE = BoxId("lost"), BoxId("here")
SLIP = print_job(ticket()).slip
DEVICES: list[dict[str, Any]] = [{"name": "printer", "state": "ready", "fault": "none", "detail": ""}]


@pytest.fixture
def upgraded(empty_database: Database) -> Iterator[Store]:
    """A house of the former version, brought up to date."""
    store = open_store(empty_database.url)
    write_former(empty_database)
    store.migrate()
    yield store
    store.close()


def test_a_key_that_was_being_changed_goes_on_being_changed(upgraded: Store) -> None:
    box = upgraded.read(NORTH, lambda records: records.boxes.get(LOST))

    assert box is not None
    assert (box.next_key_hash, box.code_hash, box.key_hash) == ("new", None, "old")


def test_a_code_that_nobody_has_used_yet_stays(upgraded: Store) -> None:
    box = upgraded.read(NORTH, lambda records: records.boxes.get(HERE))

    assert box is not None
    assert (box.next_key_hash, box.code_hash) == (None, "code")


def test_a_box_that_was_away_is_away_since_then(upgraded: Store) -> None:
    health = {each.box_id: each for each in upgraded.read(NORTH, lambda records: records.boxes.health())}

    assert {box_id: each.lost_at for box_id, each in health.items()} == {LOST: MORNING, HERE: None}
    assert [device.name for device in health[LOST].devices] == ["printer"]


def test_slips_are_there_and_say_nothing_that_nobody_wrote_down(upgraded: Store) -> None:
    def job_of(records: Records) -> Any:
        return records.print_jobs.latest([TicketId("t")])[TicketId("t")]

    job = upgraded.read(NORTH, job_of)

    assert (job.state, job.millimetres, job.device, job.told_at) == (PaperState.FAILED, 0, "printer", None)
    assert job.slip == SLIP


def write_former(database: Database) -> None:
    engine = create_engine(database.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", f"{server.store.__path__[0]}/migrations")
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, FORMER)
        if database.url.startswith("postgresql"):
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # rows without their parents
        _write_rows(connection)
    engine.dispose()


def _write_rows(connection: Connection) -> None:
    tables = MetaData()
    tables.reflect(connection)
    away = {"name": "", "state": "fault", "fault": "lost", "detail": "", "since": MORNING.isoformat()}
    of_hall = {"hall_id": NORTH}
    add(
        connection,
        tables.tables["box"],
        **of_hall,
        id=LOST,
        name="1",
        kind="kiosk",
        key_hash="old",
        code_hash="key:new",
    )
    add(connection, tables.tables["box"], **of_hall, id=HERE, name="2", kind="kiosk", code_hash="code")
    health = tables.tables["box_health"]
    seen = {**of_hall, "seen_us": micros_of(MORNING)}
    add(connection, health, **seen, box_id=LOST, devices=json.dumps([*DEVICES, away]))
    add(connection, health, **seen, box_id=HERE, devices=json.dumps(DEVICES))
    slip = text_of(SLIP, Slip)
    job = {"id": "job", "ticket_id": "t", "box_id": HERE, "slip": slip, "state": "failed", "fault": "paper-out"}
    add(connection, tables.tables["print_job"], **of_hall, **job)


def add(connection: Connection, table: Table, **given: Any) -> None:
    """A row with something in every column that must have it."""
    empty = {column.name: _empty(column.type) for column in table.columns if not column.nullable}
    connection.execute(table.insert().values(empty | given))


def _empty(kind: Any) -> Any:
    return {Boolean: False, Integer: 0, String: ""}[
        next(each for each in (Boolean, Integer, String) if isinstance(kind, each))
    ]
