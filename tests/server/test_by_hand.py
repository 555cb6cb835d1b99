"""People, boxes and halls from the command line, in a real database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.bootstrap import Core, build_core
from server.cli import main
from server.contract.terms import HallId, ProblemCode, RequestId, Role
from server.demo import sample
from server.demo.seed import HALL_ID
from server.domain.errors import Refusal
from server.domain.hall import Person
from server.machine import SystemChance
from server.settings import Settings
from server.usecases.actor import SystemActor
from server.usecases.office import FoundHall
from tests.browser.hall import copy_of, seeded_folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample-hall")
    seeded_folder(folder)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return copy_of(template, tmp_path / "hall")


def cherha(folder: Path, *arguments: str, typed: str = "") -> Result:
    environment = {"CHERHA_FOLDER": str(folder), "CHERHA_LOG_LEVEL": "warning"}
    return CliRunner().invoke(main, arguments, env=environment, input=typed, catch_exceptions=False)


@contextmanager
def core(folder: Path) -> Iterator[Core]:
    made = build_core(Settings(folder=folder))
    try:
        yield made
    finally:
        made.store.close()


def person(folder: Path, login: str) -> Person:
    with core(folder) as made:
        found = made.store.read(HALL_ID, lambda records: records.people.by_login(login))
    assert found is not None
    return found


def second_hall(folder: Path) -> None:
    with core(folder) as made:
        made.bus.handle(
            SystemActor(hall_id=HallId("hall-2")),
            FoundHall(
                request_id=RequestId(SystemChance().new_id()),
                name={"uk": "Другий зал"},
                time_zone="Europe/Kyiv",
                hours=sample.ALWAYS_OPEN,
                login="founder2",
                person_name="Second",
                password_hash="hash",
            ),
        )


def test_a_person_gets_a_password_that_is_printed_once_and_works(folder: Path) -> None:
    said = cherha(folder, "person", "add", "Nova", "--name", "Нова Людина", "--role", "it", "--role", "supervisor")

    password = said.output.strip()
    assert said.exit_code == 0, said.output
    assert person(folder, "nova").roles == {Role.IT, Role.SUPERVISOR}
    with core(folder) as made:
        assert made.identity.sign_in("nova", password).actor.name == "Нова Людина"


def test_a_password_may_be_typed_and_is_then_not_printed(folder: Path) -> None:
    said = cherha(
        folder, "person", "add", "nova", "--role", "auditor", "--prompt", typed="дуже-довге-слово\nдуже-довге-слово\n"
    )

    assert said.exit_code == 0, said.output
    assert "дуже-довге-слово" not in said.output
    with core(folder) as made:
        made.identity.sign_in("nova", "дуже-довге-слово")


def test_a_short_password_is_refused_in_both_languages(folder: Path) -> None:
    said = cherha(folder, "person", "add", "nova", "--role", "it", "--prompt", typed="short\nshort\n")

    assert said.exit_code == 1
    assert "Пароль закороткий" in said.output
    assert "too short" in said.output


def test_a_login_that_exists_is_refused(folder: Path) -> None:
    said = cherha(folder, "person", "add", "Olena", "--role", "it")

    assert said.exit_code == 1
    assert "«olena» вже є" in said.output


def test_a_new_password_replaces_the_old_one_and_signs_out(folder: Path) -> None:
    with core(folder) as made:
        secret = made.identity.sign_in("olena", sample.PASSWORD).secret

    said = cherha(folder, "person", "password", "olena")

    password = said.output.strip()
    with core(folder) as made:
        assert made.identity.person_of(secret) is None
        assert made.identity.sign_in("olena", password).actor.roles == {Role.ADMINISTRATOR}
        with pytest.raises(Refusal) as refused:
            made.identity.sign_in("olena", sample.PASSWORD)
    assert refused.value.code is ProblemCode.SIGN_IN_FAILED


def test_a_change_by_hand_is_in_the_journal_with_its_author(folder: Path) -> None:
    cherha(folder, "person", "password", "olena")

    with core(folder) as made:
        last = made.store.read(
            HALL_ID, lambda records: records.journal.entries(after=records.journal.sequence() - 1, limit=1)[0]
        )
    assert last.actor == "system:cli"
    assert "Person" in type(last.event).__name__


def test_a_person_whom_nobody_knows_is_refused(folder: Path) -> None:
    said = cherha(folder, "person", "password", "nobody")

    assert said.exit_code == 1
    assert "Такої людини немає" in said.output


def test_with_several_halls_one_must_be_named(folder: Path) -> None:
    second_hall(folder)

    unclear = cherha(folder, "person", "add", "nova", "--role", "it")
    clear = cherha(folder, "person", "add", "nova", "--role", "it", "--hall", "Другий зал")

    assert unclear.exit_code == 1
    assert "Другий зал (hall-2)" in unclear.output
    assert clear.exit_code == 0, clear.output


def test_a_person_of_another_hall_is_nobody_in_this_one(folder: Path) -> None:
    second_hall(folder)

    said = cherha(folder, "person", "password", "olena", "--hall", "hall-2")

    assert said.exit_code == 1
    assert "There is no such person" in said.output


def test_the_list_has_each_hall_with_what_it_holds(folder: Path) -> None:
    second_hall(folder)

    lines = cherha(folder, "hall", "list").output.splitlines()

    assert len(lines) == 2
    assert any(HALL_ID in line and "windows 8" in line and "boxes 3" in line for line in lines)


def test_a_box_that_is_added_gets_a_code_that_enrols_it(folder: Path) -> None:
    code = cherha(folder, "device", "add", "Табло 2", "--kind", "display").output.strip()

    with core(folder) as made:
        box, key = made.identity.enrol(code)
        assert made.identity.box_of(key) == box
    assert box.name == "Табло 2"


def test_a_database_that_cannot_be_had_is_told_in_plain_words(tmp_path: Path) -> None:
    environment = {"CHERHA_FOLDER": str(tmp_path), "CHERHA_DATABASE": "postgresql://nowhere/cherha"}

    said = CliRunner().invoke(main, ["hall", "list"], env=environment, catch_exceptions=False)

    assert said.exit_code == 1
    assert "Cannot open the database" in said.output


def test_a_kiosk_may_share_the_printer_of_another_box_by_its_name(folder: Path) -> None:
    said = cherha(folder, "device", "add", "Кіоск 2", "--kind", "kiosk", "--prints-at", "кіоск 1")
    unknown = cherha(folder, "device", "add", "Кіоск 3", "--kind", "kiosk", "--prints-at", "Кіоск 33")

    with core(folder) as made:
        boxes = {box.name: box for box in made.store.read(HALL_ID, lambda records: records.boxes.all())}
    assert said.exit_code == 0, said.output
    assert (boxes["Кіоск 2"].has_printer, boxes["Кіоск 2"].prints_at) == (False, boxes["Кіоск 1"].id)
    assert unknown.exit_code == 1
    assert "There is no such box." in unknown.output


def test_only_a_kiosk_shares_the_printer_of_another_box(folder: Path) -> None:
    said = cherha(folder, "device", "add", "Принтер 5", "--kind", "printer", "--prints-at", "Кіоск 1")

    with core(folder) as made:
        names = [box.name for box in made.store.read(HALL_ID, lambda records: records.boxes.all())]
    assert said.exit_code == 1
    assert "prints_at" in said.output
    assert "Принтер 5" not in names
