"""What the doctor finds, and that it looks only."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from server.store import files
from server.store.doctor import examine
from server.store.findings import Finding, Grade
from server.store.sql_store import SqlStore
from tests.store.sample import NORTH, Take


def found_by_doctor(path: Path) -> dict[str, Finding]:
    """What is not well, by check."""
    return {each.check: each for each in examine(f"sqlite:///{path}") if each.grade is not Grade.WELL}


def tamper(*statements: str) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return run


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    path.write_bytes(content)


def overwrite(path: Path) -> None:
    path.write_text("Доброго дня! " * 1000)


@pytest.fixture
def kept(sqlite_store: SqlStore, path: Path) -> Path:
    """A database with a journal, of a server that has ended."""
    for number in range(3):
        sqlite_store.write(NORTH, Take(f"ticket-{number}"))
    sqlite_store.close()
    return path


def test_a_healthy_database_has_nothing_to_mend_and_every_check_is_told(kept: Path) -> None:
    findings = examine(f"sqlite:///{kept}")

    assert [each for each in findings if each.grade is not Grade.WELL] == []
    checks = ["whole", "settings", "schema", "guards", "journal", "journal", "space", "permissions", "log"]
    assert [each.check for each in findings] == checks


@pytest.mark.parametrize(
    ("harm", "check", "words"),
    [
        (damage, "whole", "damaged"),
        (overwrite, "whole", "not a database"),
        (tamper("INSERT INTO session VALUES ('x', 'nobody', 'north', 0, 0)"), "whole", "foreign key"),
        (tamper("UPDATE alembic_version SET version_num = '9999'"), "schema", "later version"),
        (tamper("DELETE FROM alembic_version"), "schema", "old"),
        (tamper("DROP TRIGGER journal_never_changed"), "guards", "guards"),
        (
            tamper("DROP TRIGGER journal_never_changed", "UPDATE journal SET actor = 'x' WHERE sequence = 2"),
            "journal",
            "line 2",
        ),
        (lambda path: path.chmod(0o644), "permissions", "Anybody"),
        (lambda path: path.unlink(), "reachable", "no database file"),
    ],
    ids=["damage", "overwritten", "stray", "newer", "empty", "unguarded", "tampered", "readable", "absent"],
)
def test_what_is_wrong_is_told_with_a_remedy_in_both_languages(
    kept: Path, harm: Callable[[Path], None], check: str, words: str
) -> None:
    harm(kept)

    finding = found_by_doctor(kept)[check]

    assert words in finding.what.en
    assert finding.what.uk
    assert finding.remedy is not None
    assert finding.remedy.uk
    assert finding.remedy.en


def test_looking_for_a_database_that_is_not_there_makes_none(path: Path) -> None:
    examine(f"sqlite:///{path}")

    assert not path.parent.exists()


def test_it_may_look_while_the_server_works(sqlite_store: SqlStore, path: Path) -> None:
    sqlite_store.write(NORTH, Take("before"))

    assert found_by_doctor(path) == {}
    assert sqlite_store.write(NORTH, Take("after")).number == 2


def test_an_unknown_kind_of_database_is_a_finding_too() -> None:
    (finding,) = examine("oracle://host/cherha")

    assert finding.grade is Grade.FAULT


def test_a_long_log_is_a_warning(kept: Path) -> None:
    log = kept.with_name(f"{kept.name}-wal")
    with log.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    log.chmod(0o600)

    (finding,) = [each for each in files.examine(kept) if each.grade is not Grade.WELL]

    assert (finding.check, finding.grade) == ("log", Grade.WARNING)
