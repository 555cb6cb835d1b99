"""What the doctor finds on PostgreSQL."""

from __future__ import annotations

import pytest

from server.store.doctor import examine
from server.store.findings import Finding, Grade
from server.store.opening import open_store
from tests.postgresql import Cluster, cluster
from tests.store.databases import PostgresqlDatabase
from tests.store.sample import NORTH, SOUTH, Take

pytestmark = pytest.mark.slow

_HURRIED = {"fsync", "full_page_writes"}
"""What the tests' own server leaves out for speed; a fault, and rightly."""


@pytest.fixture
def kept(postgresql_database: PostgresqlDatabase) -> PostgresqlDatabase:
    """A database with two journals, of a server that has ended."""
    store = open_store(postgresql_database.url)
    for number in range(3):
        store.write(NORTH, Take(f"ticket-{number}"))
        store.write(SOUTH, Take(f"ticket-{number}"))
    store.close()
    return postgresql_database


def found_by_doctor(database: PostgresqlDatabase) -> list[Finding]:
    """What is not well."""
    findings = [each for each in examine(database.url) if each.grade is not Grade.WELL]
    return [each for each in findings if not (each.check == "settings" and each.which in _HURRIED)]


def test_a_healthy_database_has_nothing_to_mend_and_every_check_is_told() -> None:
    with cluster(is_durable=True) as running:
        url = running.url(running.create())
        store = open_store(url)
        store.migrate()
        store.close()

        findings = examine(url)

    assert [each for each in findings if each.grade is not Grade.WELL] == []
    assert [each.check for each in findings] == ["whole", "settings", "schema", "guards"]


@pytest.mark.parametrize(
    ("harm", "check", "words"),
    [
        ("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'pk_line'::regclass", "whole", "pk_line"),
        ("UPDATE alembic_version SET version_num = '9999'", "schema", "later version"),
        ("DROP TABLE alembic_version", "schema", "old"),
        ("DROP TRIGGER journal_goes_on ON journal", "guards", "guards"),
        ("ALTER TABLE journal DISABLE TRIGGER journal_never_changed", "guards", "guards"),
        (
            "SET session_replication_role = replica; "
            "UPDATE journal SET actor = 'x' WHERE sequence = 2 AND hall_id = 'south'",
            "journal",
            "line 2",
        ),
    ],
    ids=["index", "newer", "empty", "unguarded", "disabled", "tampered"],
)
def test_what_is_wrong_is_told_with_a_remedy_in_both_languages(
    kept: PostgresqlDatabase, harm: str, check: str, words: str
) -> None:
    stranger = kept.stranger()
    stranger.execute(harm)
    stranger.close()

    (finding,) = found_by_doctor(kept)

    assert finding.check == check
    assert words in finding.what.en
    assert finding.what.uk
    assert finding.remedy is not None
    assert finding.remedy.uk
    assert finding.remedy.en


def test_commits_that_do_not_wait_for_the_disk_are_a_fault(kept: PostgresqlDatabase) -> None:
    faults = [each for each in examine(kept.url) if each.check == "settings"]

    assert [(each.grade, each.which) for each in faults] == [(Grade.FAULT, "fsync")]
    assert faults[0].remedy is not None
    assert "postgresql.conf" in faults[0].remedy.en


def test_a_server_that_is_not_there_is_named_without_its_password(postgresql: Cluster) -> None:
    (finding,) = examine(f"postgresql://cherha:secret@127.0.0.1:{postgresql.port}/nowhere")

    assert (finding.check, finding.grade) == ("reachable", Grade.FAULT)
    assert "nowhere" in finding.which
    assert finding.remedy is not None
    assert "systemctl status postgresql" in finding.remedy.uk
    assert "secret" not in str(finding)
