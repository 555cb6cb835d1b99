"""``cherha doctor`` as it is typed: on a healthy hall, a running one, and damaged ones."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from tests.browser.hall import copy_of, running_hall, seeded_folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample-hall")
    seeded_folder(folder)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """Of a server that has ended."""
    return copy_of(template, tmp_path / "hall")


def doctor(folder: Path, *arguments: str, **environment: str) -> Result:
    # A port that no server has, unless the test says otherwise.
    settings = {"CHERHA_FOLDER": str(folder), "CHERHA_PORT": "1", "CHERHA_LOG_LEVEL": "warning"} | environment
    return CliRunner().invoke(main, ["doctor", *arguments], env=settings, catch_exceptions=False)


def harm(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "cherha.sqlite", isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_whole_hall_has_warnings_at_most_and_status_0(folder: Path) -> None:
    said = doctor(folder)

    assert said.exit_code == 0, said.output
    assert "НЕСПРАВНО" not in said.output
    assert "Несправностей: 0" in said.output


def test_what_is_well_is_told_when_asked(folder: Path) -> None:
    few, all_of_it = doctor(folder), doctor(folder, "--all")

    assert "Журнал цілий" not in few.output
    assert "Журнал цілий" in all_of_it.output
    assert "The voice speaks" in all_of_it.output


@pytest.mark.slow
def test_a_running_server_is_recognised(folder: Path) -> None:
    with running_hall(folder) as hall:
        said = doctor(folder, "--all", CHERHA_PORT=hall.url.rpartition(":")[2])

    assert said.exit_code == 0, said.output
    assert "The server runs and answers" in said.output


def test_a_tampered_journal_is_a_fault_with_the_line_and_what_to_do(folder: Path) -> None:
    harm(
        folder,
        "DROP TRIGGER journal_never_changed",
        "UPDATE journal SET actor = 'person:nobody' WHERE sequence = 5",
    )

    said = doctor(folder)

    assert said.exit_code == 1
    assert "перший такий запис — 5" in said.output
    assert "restore from a backup" in said.output
    assert "removed the journal's guards" in said.output


def test_a_file_that_is_no_database_is_a_fault_and_stays_as_it_is(folder: Path) -> None:
    file = folder / "cherha.sqlite"
    for left_over in folder.glob("cherha.sqlite-*"):
        left_over.unlink()
    file.write_text("Доброго дня! " * 1000)

    said = doctor(folder)

    assert said.exit_code == 1
    assert "Файл бази пошкоджено" in said.output
    assert file.read_text() == "Доброго дня! " * 1000


def test_a_database_of_a_later_version_is_a_fault_and_is_not_migrated(folder: Path) -> None:
    harm(folder, "UPDATE alembic_version SET version_num = 'from-the-future'")

    said = doctor(folder)

    assert said.exit_code == 1
    assert "from-the-future" in said.output


def test_nothing_at_all_is_a_fault_and_nothing_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"

    said = doctor(folder)

    assert said.exit_code == 1
    assert "There is no folder of the server" in said.output
    assert not folder.exists()


def test_settings_that_nobody_understands_are_a_finding_too(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text("prot = 8080\n", "utf-8")

    said = CliRunner().invoke(main, ["--settings", str(file), "doctor"], env={"CHERHA_FOLDER": str(folder)})

    assert said.exit_code == 1
    assert "«prot» is unknown; known are" in said.output
    assert "docs/settings.md" in said.output


def test_a_log_level_that_nobody_knows_is_a_finding_too(folder: Path) -> None:
    said = doctor(folder, CHERHA_LOG_LEVEL="loud")

    assert said.exit_code == 1
    assert "CHERHA_LOG_LEVEL needs debug, info, warning or error" in said.output


def test_the_doctor_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(folder, before)

    doctor(folder)

    assert dump(folder) == dump(before)


def dump(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "cherha.sqlite")
    lines = list(connection.iterdump())
    connection.close()
    return lines
