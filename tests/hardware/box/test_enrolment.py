"""A one-time code becomes a key that only this box's user can read."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hardware.command_line import CANNOT_START, main
from hardware.enrolment import KEY_FILE, enrol, load
from hardware.errors import NotEnrolled, ServerRefused, SettingsRefused
from hardware.settings import BoxSettings
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxKind, ProblemCode
from tests.kiosk.paper_hall_names import KEY
from tests.kiosk.running import PaperHall


def test_the_key_is_kept_and_found_again(hall: PaperHall, tmp_path: Path) -> None:
    folder = tmp_path / "state"

    enrolled = enrol(hall.url, " good-code ", folder)

    assert enrolled.device_key == KEY
    assert load(folder) == enrolled
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600


def test_a_wrong_code_leaves_no_key(hall: PaperHall, tmp_path: Path) -> None:
    with pytest.raises(ServerRefused) as refused:
        enrol(hall.url, "bad-code", tmp_path)

    assert refused.value.problem.code is ProblemCode.UNKNOWN_CODE
    with pytest.raises(NotEnrolled, match="--enrol CODE"):
        load(tmp_path)


def test_a_damaged_key_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("{}")

    with pytest.raises(SettingsRefused, match="enrol this box again"):
        load(tmp_path)


def test_a_program_refuses_a_box_of_another_kind(
    hall: PaperHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHERHA_BOX_SERVER_URL", hall.url)
    monkeypatch.setenv("CHERHA_BOX_STATE_FOLDER", str(tmp_path))

    def never(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
        raise AssertionError("started all the same")

    status = main("hardware", "", (BoxKind.PRINTER,), never, ["--enrol", "good-code"])

    assert status == CANNOT_START
    assert "enrolled as a kiosk; start it with python -m kiosk" in capsys.readouterr().err


def test_a_program_that_only_enrols_says_so_too_when_the_box_is_of_another_kind(
    hall: PaperHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHERHA_BOX_SERVER_URL", hall.url)
    monkeypatch.setenv("CHERHA_BOX_STATE_FOLDER", str(tmp_path))

    status = main("hardware", "", (BoxKind.PRINTER,), lambda *_: 0, ["--enrol", "good-code", "--only-enrol"])

    said = capsys.readouterr().err
    assert status == CANNOT_START
    assert f"state_folder = '{tmp_path}'" in said
    assert "add a box of the right kind" in said
    assert "python -m kiosk з тією самою текою" in said


@pytest.mark.parametrize(("option", "why"), [("PROFILE", "is none of"), ("LAYOUT", "is no layout")])
def test_a_code_is_not_spent_while_the_settings_are_wrong(
    hall: PaperHall,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    option: str,
    why: str,
) -> None:
    monkeypatch.setenv("CHERHA_BOX_SERVER_URL", hall.url)
    monkeypatch.setenv("CHERHA_BOX_STATE_FOLDER", str(tmp_path / "state"))
    monkeypatch.setenv("CHERHA_BOX_PRINTER_DRIVER", "escpos-lp")
    monkeypatch.setenv(f"CHERHA_BOX_PRINTER_{option}", "NOSUCH")

    # The mistake comes before the missing key, too.
    for arguments in (["--enrol", "good-code", "--only-enrol"], []):
        status = main("kiosk", "", (BoxKind.KIOSK,), lambda *_: 0, arguments)

        said = capsys.readouterr().err
        assert status == CANNOT_START
        assert f"CHERHA_BOX_PRINTER_{option}" in said
        assert why in said
        assert not (tmp_path / "state").exists()


def test_a_code_that_does_not_fit_is_told_in_both_languages(
    hall: PaperHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHERHA_BOX_SERVER_URL", hall.url)
    monkeypatch.setenv("CHERHA_BOX_STATE_FOLDER", str(tmp_path))

    status = main("kiosk", "", (BoxKind.KIOSK,), lambda *_: 0, ["--enrol", "bad-code"])

    assert status == CANNOT_START
    assert capsys.readouterr().err.splitlines() == [
        "kiosk: Код не підходить або його вже використано. Створіть новий.",
        "kiosk: unknown-code: The code does not fit or was used already. Make a new one.",
    ]


def test_enrolling_alone_starts_nothing(hall: PaperHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHERHA_BOX_SERVER_URL", hall.url)
    monkeypatch.setenv("CHERHA_BOX_STATE_FOLDER", str(tmp_path))
    started: list[BoxEnrolled] = []

    def start(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
        started.append(enrolled)
        return 7

    assert main("kiosk", "", (BoxKind.KIOSK,), start, ["--enrol", "good-code", "--only-enrol"]) == 0
    assert started == []
    assert main("kiosk", "", (BoxKind.KIOSK,), start, []) == 7
    assert len(started) == 1


def test_a_box_runs_once(
    hall: PaperHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHERHA_BOX_SERVER_URL", hall.url)
    monkeypatch.setenv("CHERHA_BOX_STATE_FOLDER", str(tmp_path))
    statuses: list[int] = []

    def again(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
        statuses.append(main("kiosk", "", (BoxKind.KIOSK,), lambda *_: 0, []))
        return 0

    statuses.append(main("kiosk", "", (BoxKind.KIOSK,), again, ["--enrol", "good-code"]))
    statuses.append(main("kiosk", "", (BoxKind.KIOSK,), lambda *_: 0, []))

    assert statuses == [CANNOT_START, 0, 0]
    assert f"another program of this box runs with {tmp_path}" in capsys.readouterr().err
