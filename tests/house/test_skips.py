"""Nobody skips a test unseen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.skips import ALLOWED_SKIPS, NEVER_SKIPPED, Skip, read_allowed, unlisted

LISTED = Skip("tests/house/test_units.py::test_units", "systemd-analyze is not here")

SKIPPING = {
    "a test that skips itself": "import pytest\ndef test_it():\n    pytest.skip('tired')\n",
    "a mark": "import pytest\n@pytest.mark.skip(reason='tired')\ndef test_it(): ...\n",
    "a whole module": "import pytest\npytest.importorskip('no_such_module_anywhere')\ndef test_it(): ...\n",
    "a fixture": "import pytest\n@pytest.fixture\ndef bed():\n    pytest.skip('tired')\ndef test_it(bed): ...\n",
    "an expected failure": "import pytest\n@pytest.mark.xfail\ndef test_it():\n    assert False\n",
}


def test_the_list_of_allowed_skips_names_tests_that_exist() -> None:
    for skip in read_allowed(ALLOWED_SKIPS):
        file, _, name = skip.test.partition("::")
        text = (ROOT / file).read_text("utf-8")

        assert not name or f"def {name.rpartition('::')[2]}(" in text


def test_a_listed_skip_is_covered_with_any_parameter() -> None:
    assert unlisted([Skip(f"{LISTED.test}[kiosk]", f"Skipped: {LISTED.reason}")], (LISTED,)) == []


def test_a_listed_test_is_not_covered_where_its_parameter_is_what_the_hall_stands_on() -> None:
    other = Skip(f"{LISTED.test}[postgresql]", f"Skipped: {LISTED.reason}")

    assert unlisted([other], (LISTED,)) == [other]


def test_a_listed_test_skipped_for_another_reason_is_not_covered() -> None:
    other = Skip(LISTED.test, "Skipped: no time")

    assert unlisted([other], (LISTED,)) == [other]


@pytest.mark.parametrize("word", NEVER_SKIPPED)
def test_what_the_hall_stands_on_cannot_be_listed(word: str, tmp_path: Path) -> None:
    allowed = tmp_path / "allowed.toml"
    allowed.write_text(f'[[skip]]\ntest = "{word}test_x.py::test_y"\nreason = "not here"\n', "utf-8")

    with pytest.raises(ValueError, match="may not be skipped"):
        read_allowed(allowed)


def test_a_skip_without_a_reason_cannot_be_listed(tmp_path: Path) -> None:
    allowed = tmp_path / "allowed.toml"
    allowed.write_text('[[skip]]\ntest = "tests/house/test_x.py::test_y"\nreason = " "\n', "utf-8")

    with pytest.raises(ValueError, match="without a reason"):
        read_allowed(allowed)


@pytest.mark.parametrize("way", SKIPPING)
def test_an_unlisted_skip_fails_the_run(way: str, tmp_path: Path) -> None:
    run = run_with_police(tmp_path, SKIPPING[way])

    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout
    assert "NOT ALLOWED TO SKIP test_way.py" in run.stdout


def test_a_run_that_skips_nothing_passes(tmp_path: Path) -> None:
    assert run_with_police(tmp_path, "def test_it():\n    assert True\n").returncode == pytest.ExitCode.OK


def run_with_police(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """A run of pytest of its own over one file, with the skips watched."""
    (folder / "test_way.py").write_text(text, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.skips", "-p", "no:cacheprovider", "--rootdir", folder, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
