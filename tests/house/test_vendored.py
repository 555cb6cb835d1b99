"""What comes from npm is there, needs no bundler, and is in the wheel though git does not know it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hatch_build
from tests.house.sources import ROOT

BROWSER = ROOT / "server/contract/vendor"
# import … from "x", export … from "x", import("x"); minified or not
IMPORTED = re.compile(r"""(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]*\bfrom\s*)?\(?["']([^"']+)["']""")


def test_the_parts_in_place_are_those_of_the_lock_file() -> None:
    assert hatch_build.is_current(ROOT)


def test_no_browser_part_imports_what_a_browser_cannot_find() -> None:
    scripts = sorted(BROWSER.rglob("*.js"))

    bare = [
        f"{script.name}: {name}"
        for script in scripts
        for name in IMPORTED.findall(script.read_text("utf-8"))
        if not name.startswith(("./", "../", "/"))
    ]

    assert (BROWSER / "lit-html/lit-html.js") in scripts
    assert not bare


def test_each_import_of_a_browser_part_leads_to_a_file() -> None:
    lost = [
        f"{script.name}: {name}"
        for script in sorted(BROWSER.rglob("*.js"))
        for name in IMPORTED.findall(script.read_text("utf-8"))
        if not (script.parent / name).is_file()
    ]

    assert not lost


def test_each_package_brings_its_licence() -> None:
    for folder, parts in hatch_build.DESTINATIONS.items():
        for part in parts:
            assert (ROOT / folder / "licences" / f"{part.package.rpartition('/')[2]}.txt").stat().st_size > 0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_wheel_built_where_no_node_is_holds_every_part(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "-c", "safe.directory=*", "clone", "--quiet", ROOT, clone], check=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE", "COV_"))}

    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, clone],
        check=True,
        env=environment | {"PATH": ""},
    )

    (wheel,) = tmp_path.glob("*.whl")
    shipped = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in hatch_build.DESTINATIONS
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert len(wanted) > len(hatch_build.BROWSER_PARTS)
    assert not wanted - shipped
    assert not {name for name in shipped if name.startswith("tests/")}
