"""Every package we lean on is declared, used, locked, and explained."""

from __future__ import annotations

import configparser
import json
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions

from tests.house.sources import PRODUCT, ROOT, files_of, imported_modules, place, pyproject

# Used without an import of ours.
INDIRECT = {
    "websocket-client": "python-socketio's client speaks websocket through it",
}


def test_each_package_has_its_reason_in_the_architecture() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8")

    explained = {
        normal(name) for row in re.findall(r"(?m)^\| *([^|]+?) *\|", table) for name in re.findall(r"[\w.-]+", row)
    }

    assert not (runtime() | extras() | browser()) - explained


def test_each_import_of_the_product_is_declared() -> None:
    undeclared = [
        f"{place(path, line)} {module}"
        for path in files_of(".py", below=PRODUCT)
        for module, line in imported_modules(path)
        if (top := module.partition(".")[0]) not in sys.stdlib_module_names | set(PRODUCT)
        and not distributions_of(top) & (runtime() | extras())
    ]

    assert not undeclared


def test_each_declared_package_is_used() -> None:
    used = {
        distribution
        for path in files_of(".py", below=PRODUCT)
        for module, _ in imported_modules(path)
        for distribution in distributions_of(module.partition(".")[0])
    }

    assert not (runtime() | extras()) - used - INDIRECT.keys()


def test_each_package_is_locked_with_hashes() -> None:
    postgresql = names_of(pyproject()["project"]["optional-dependencies"]["postgresql"])
    for name, wanted in (("run", set()), ("postgresql", postgresql), ("dev", extras())):
        locked = set(re.findall(r"(?m)^([\w.-]+)==\S+.*\\\n +--hash=sha256:", lock(name)))

        assert not (runtime() | wanted) - locked


def test_development_runs_on_the_versions_that_are_shipped() -> None:
    shipped, with_extras, developed = (
        set(re.findall(r"(?m)^[\w.-]+==[^ ]+", lock(name))) for name in ("run", "postgresql", "dev")
    )

    assert shipped < with_extras
    assert not with_extras - developed


def test_each_library_is_kept_out_of_the_pure_packages_by_name() -> None:
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter", encoding="utf-8")
    forbidden = set(rules["importlinter:contract:r5"]["forbidden_modules"].split())

    used = {
        module.partition(".")[0]
        for path in files_of(".py", below=PRODUCT)
        for module, _ in imported_modules(path)
        if module.partition(".")[0] not in sys.stdlib_module_names | set(PRODUCT)
    }

    assert not used - forbidden


def runtime() -> set[str]:
    """The distributions that the product itself needs."""
    return names_of(pyproject()["project"]["dependencies"])


def extras() -> set[str]:
    """The distributions that only some halls need."""
    needs = pyproject()["project"]["optional-dependencies"]
    return set().union(*(names_of(needs[name]) for name in needs if name != "dev"))


def names_of(needs: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=~! ;]", need)[0]) for need in needs}


def browser() -> set[str]:
    """The npm packages whose files are shipped, named without their scope."""
    shipped = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    return {normal(name.rpartition("/")[2]) for name in shipped}


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


@cache
def installed() -> dict[str, set[str]]:
    """Which distributions bring a module."""
    return {module: {normal(name) for name in names} for module, names in packages_distributions().items()}


def distributions_of(module: str) -> set[str]:
    return installed().get(module, set())


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()
