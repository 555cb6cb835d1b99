"""Each import rule bites: a tree that breaks it alone is refused by name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import PRODUCT, ROOT

LINT = (sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")
SERVER = (
    "__main__ cli cli_simulate wsgi bootstrap settings web realtime store voice forecast simulate identity i18n "
    "machine usecases "
    "domain contract contract.terms contract.slip contract.commands usecases.taking store.tables "
    "domain.ticket domain.policy"
)
OTHERS = (
    "kiosk.app display.app hardware.link hardware.printers.thermal hardware.printers.wires.usb_bulk "
    "hardware.buttons.wired"
)

BREACHES = {
    "R1": [("kiosk.app", "server.settings"), ("hardware.link", "server.domain.ticket")],
    "R2": [("server.web", "kiosk.app")],
    "R3": [("kiosk.app", "display.app"), ("hardware.link", "display.app")],
    "R4 inside": [
        ("server.usecases.taking", "server.web"),
        ("server.store", "server.realtime"),
        ("server.wsgi", "server.cli"),
    ],
    "R4 the domain": [("server.domain.ticket", "server.contract.commands")],
    "R5 domain, usecases and contract know no framework": [
        ("server.contract.slip", "flask"),
        ("server.domain.policy", "PIL"),
    ],
    "R5 domain, usecases and contract know no clock": [("server.domain.ticket", "time"), ("server.usecases", "os")],
    "R5 domain and usecases touch no file": [("server.usecases.taking", "pathlib")],
    "R6": [("server.web", "sqlalchemy"), ("hardware.link", "alembic")],
    "R7 python-escpos": [("hardware.link", "escpos")],
    "R7 pyserial": [("hardware.link", "serial")],
    "R7 pyusb": [("hardware.link", "usb")],
    "R8": [("server.domain.ticket", "server.domain.policy")],
}
KEPT = [
    ("kiosk.app", "server.contract.terms"),
    ("kiosk.app", "hardware.link"),
    ("server.store.tables", "sqlalchemy"),
    ("server.domain.ticket", "server.contract.terms"),
    ("server.contract.slip", "pathlib"),
    ("hardware.printers.thermal", "escpos"),
    ("hardware.buttons.wired", "serial"),
    ("hardware.printers.wires.usb_bulk", "usb"),
    ("server.domain.policy", "server.domain.ticket"),
]


@pytest.mark.parametrize(
    ("rule", "importer", "imported"), [(rule, *breach) for rule, breaches in BREACHES.items() for breach in breaches]
)
@pytest.mark.slow
def test_a_breach_is_refused_by_its_rule(rule: str, importer: str, imported: str, tmp_path: Path) -> None:
    plant(tmp_path, [*KEPT, (importer, imported)])

    said = lint(tmp_path)

    broken = [line for line in said.stdout.splitlines() if " BROKEN" in line]
    assert len(broken) == 1, said.stdout + said.stderr
    assert broken[0].startswith(rule)


def test_a_tree_that_keeps_the_rules_is_let_through(tmp_path: Path) -> None:
    plant(tmp_path, KEPT)

    said = lint(tmp_path)

    assert said.returncode == 0, said.stdout + said.stderr


def test_a_new_module_of_the_server_must_be_given_its_place(tmp_path: Path) -> None:
    plant(tmp_path, KEPT)
    (tmp_path / "server/novelty.py").write_text("", "utf-8")

    said = lint(tmp_path)

    assert said.returncode != 0
    assert "server.novelty" in said.stdout


def test_the_house_keeps_its_rules() -> None:
    said = lint(ROOT)

    assert said.returncode == 0, said.stdout + said.stderr


def plant(root: Path, imports: list[tuple[str, str]]) -> None:
    """A bare tree of the shape of ours, with these imports in it."""
    shutil.copy(ROOT / ".importlinter", root)
    modules = [*PRODUCT, *(f"server.{name}" for name in SERVER.split()), *OTHERS.split()]
    packages = {name.rpartition(".")[0] for name in modules} | set(PRODUCT) | {"hardware.printers", "hardware.buttons"}
    for name in packages - {""}:
        folder = root / name.replace(".", "/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    for name in set(modules) - packages:
        (root / f"{name.replace('.', '/')}.py").touch()
    for importer, imported in imports:
        stem = root / importer.replace(".", "/")
        file = stem / "__init__.py" if stem.is_dir() else stem.with_suffix(".py")
        file.write_text(f"{file.read_text('utf-8')}import {imported}\n", "utf-8")


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LINT, "--no-logo"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200", "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
    )
