"""What a person meets first: make says what there is, and what to do where it cannot go on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.sources import ROOT

WANTED = (
    "run",
    "test",
    "check",
    "bench",
    "bench-forecast",
    "bench-policy",
    "bench-devices",
    "soak",
    "screenshots",
    "lock",
    "clean",
)


def test_a_bare_make_lists_each_target_with_a_line() -> None:
    said = subprocess.run(["make"], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    listed = dict(re.findall(r"(?m)^make (\S+) +(\S.+)$", said))
    phony = set(re.findall(r"(?m)^\.PHONY: (\S+)$", (ROOT / "Makefile").read_text("utf-8")))
    assert not set(WANTED) - listed.keys()
    assert listed.keys() == phony


@pytest.mark.parametrize(
    ("python", "advice"),
    [
        ("exit 1", "needs Python 3.11"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "apt install python3-venv"),
    ],
    ids=["too old", "without venv"],
)
def test_a_python_that_will_not_do_gets_one_line_saying_what_to_do(python: str, advice: str, tmp_path: Path) -> None:
    machine(tmp_path, python=python, id="echo 1000")

    said = find_python(tmp_path)

    assert said.returncode == 1
    assert said.stdout == ""
    assert said.stderr.count("\n") == 1
    assert advice in said.stderr


def test_root_on_debian_gets_venv_installed(tmp_path: Path) -> None:
    machine(
        tmp_path,
        python=f'case "$2" in *ensurepip*) [ -e {tmp_path}/installed ];; esac',
        id="echo 0",
        **{"apt-get": f'touch {tmp_path}/installed; echo "$@" >>{tmp_path}/asked'},
    )

    said = find_python(tmp_path)

    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == str(tmp_path / "python3")
    assert "python3-venv" in (tmp_path / "asked").read_text("utf-8")


def test_a_good_python_is_taken_as_it_is(tmp_path: Path) -> None:
    machine(tmp_path, python="exit 0", id="echo 1000")

    assert find_python(tmp_path).stdout.strip() == str(tmp_path / "python3")


def test_without_a_browser_and_without_rights_the_way_to_get_one_is_said(tmp_path: Path) -> None:
    machine(tmp_path, python="exit 0", id="echo 1000")

    said = subprocess.run(
        ["/bin/sh", "tooling/chromium.sh"], cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )

    assert said.returncode == 0, said.stderr
    assert said.stdout.count("\n") == 1
    assert "apt install chromium" in said.stdout


def machine(folder: Path, *, python: str, **programs: str) -> None:
    """A folder of programs that stands for a machine's PATH."""
    for name, body in {"python3": python, **programs}.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        program.chmod(0o755)
    for name in ("dirname", "touch"):
        (folder / name).symlink_to(f"/usr/bin/{name}")


def find_python(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", ". tooling/python.sh; find_python"],
        cwd=ROOT,
        env={"PATH": str(path), "PYTHON": "python3"},
        capture_output=True,
        text=True,
    )
